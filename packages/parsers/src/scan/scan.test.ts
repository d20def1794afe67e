import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { UserError } from '@loadline/schema';
import { defaultReadLimits } from '../input/read-limits.js';
import { scanRange } from './scan-range.js';
import { scanStream } from './scan-stream.js';
import type { Scanner } from './scanner.js';

const folder = mkdtempSync(join(tmpdir(), 'loadline-scan-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Rows are lines; a quote opens a row of several lines, as in CSV. */
function rowScanner(): Scanner & { rows: string[] } {
  const rows: string[] = [];
  let lines = 0;
  const decoder = new TextDecoder();
  return {
    rows,
    scan(chunk, from, to) {
      let start = from;
      let quoted = false;
      for (let at = from; at < to; at++) {
        if (chunk[at] === 34) quoted = !quoted;
        if (chunk[at] !== 10 || quoted) continue;
        const row = decoder.decode(chunk.subarray(start, at));
        rows.push(row);
        lines += row.split('\n').length;
        start = at + 1;
      }
      return start;
    },
    end(chunk, from, to) {
      if (to > from) rows.push(decoder.decode(chunk.subarray(from, to)));
    },
    lines: () => lines,
  };
}

const plainRows = fc.array(fc.stringMatching(/^[a-z,é]{0,12}$/), { maxLength: 20 });
const quotedRows = fc.array(fc.oneof(fc.stringMatching(/^[a-z]{0,5}$/), fc.constantFrom('"a\nb"', 'x"\n\n"y')), { maxLength: 20 });

async function* pieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.slice(at, at + size);
    at += size;
  }
  yield bytes.slice(at);
}

describe('scanStream', () => {
  it('hands over every row once, wherever the bytes are split', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(plainRows, quotedRows), fc.boolean(), fc.array(fc.nat(7), { maxLength: 60 }), async (rows, ends, sizes) => {
        const text = rows.join('\n') + (ends && rows.length > 0 ? '\n' : '');
        const whole = rowScanner();
        const bytes = new TextEncoder().encode(text);
        whole.end(bytes, whole.scan(bytes, 0, bytes.length), bytes.length);
        const split = rowScanner();
        const input = { name: 'x', limits: defaultReadLimits, utf8: () => pieces(bytes, sizes), text: () => (async function* () {})() };
        await scanStream(input, split);
        expect(split.rows).toEqual(whole.rows);
        expect(split.lines()).toBe(whole.lines());
      }),
    );
  });
  it('skips a header that is split, too', async () => {
    const bytes = new TextEncoder().encode('head\na\nb\n');
    const scanner = rowScanner();
    const input = { name: 'x', limits: defaultReadLimits, utf8: () => pieces(bytes, [2, 1]), text: () => (async function* () {})() };
    await scanStream(input, scanner, 5);
    expect(scanner.rows).toEqual(['a', 'b']);
  });
  it.each([
    ['one long line', 'x'.repeat(1_000_000)],
    ['a quote that stays open over many lines', `"${'x\n'.repeat(500_000)}`],
  ])('offers the bytes of %s a few times at most', async (_what, text) => {
    const bytes = new TextEncoder().encode(text);
    const inner = rowScanner();
    let offered = 0;
    const scanner: Scanner = {
      ...inner,
      scan: (chunk, from, to) => {
        offered += to - from;
        return inner.scan(chunk, from, to);
      },
    };
    const input = {
      name: 'x',
      limits: defaultReadLimits,
      utf8: () => pieces(bytes, new Array(1000).fill(1000)),
      text: () => (async function* () {})(),
    };
    await scanStream(input, scanner);
    expect(inner.rows).toHaveLength(1);
    expect(offered).toBeLessThan(5 * bytes.length);
  });
  it('refuses a row without end', async () => {
    const limits = { ...defaultReadLimits, lineLength: 100 };
    const input = {
      name: 'x',
      limits,
      utf8: () => pieces(new Uint8Array(1000).fill(97), new Array(100).fill(10)),
      text: () => (async function* () {})(),
    };
    await expect(scanStream(input, rowScanner())).rejects.toThrow(UserError);
  });
});

describe('scanRange', () => {
  it('gives every row to the part in which it begins', () => {
    fc.assert(
      fc.property(plainRows, fc.boolean(), fc.integer({ min: 1, max: 5 }), (rows, ends, parts) => {
        const text = rows.join('\n') + (ends && rows.length > 0 ? '\n' : '');
        const bytes = new TextEncoder().encode(text);
        const whole = rowScanner();
        whole.end(bytes, whole.scan(bytes, 0, bytes.length), bytes.length);
        const path = join(folder, 'rows');
        writeFileSync(path, bytes);
        const fd = openSync(path, 'r');
        try {
          const share = Math.max(1, Math.ceil(bytes.length / parts));
          const found: string[] = [];
          let next = 0;
          let lines = 0;
          for (let from = 0; from < bytes.length; from += share) {
            const scanner = rowScanner();
            const file = { fd, name: 'x', size: bytes.length, limits: defaultReadLimits };
            const scanned = scanRange(file, { from, to: Math.min(from + share, bytes.length) }, from === 0, scanner);
            expect(scanned.first).toBe(next);
            next = scanned.next;
            lines += scanner.lines();
            found.push(...scanner.rows);
          }
          expect(found).toEqual(whole.rows);
          expect(lines).toBe(whole.lines());
        } finally {
          closeSync(fd);
        }
      }),
    );
  });
  it('gives up on a last row that goes on for thousands of lines', () => {
    const path = join(folder, 'open');
    const text = `a\n"${'x\n'.repeat(5000)}`;
    writeFileSync(path, text);
    const fd = openSync(path, 'r');
    try {
      const file = { fd, name: 'x', size: text.length, limits: defaultReadLimits };
      expect(scanRange(file, { from: 0, to: 10 }, true, rowScanner())).toEqual({ first: 0, next: -1 });
    } finally {
      closeSync(fd);
    }
  });
  it('reads rows that are longer than its buffer, up to the limit', () => {
    const path = join(folder, 'long');
    const long = 'x'.repeat(3_000_000);
    writeFileSync(path, `a\n${long}\nb\n`);
    const fd = openSync(path, 'r');
    try {
      const scanner = rowScanner();
      const file = { fd, name: 'x', size: 3_000_005, limits: defaultReadLimits };
      scanRange(file, { from: 0, to: 1000 }, true, scanner);
      expect(scanner.rows.map((row) => row.length)).toEqual([1, 3_000_000]);
      const limits = { ...defaultReadLimits, lineLength: 1_000_000 };
      expect(() => scanRange({ ...file, limits }, { from: 0, to: 3_000_005 }, true, rowScanner())).toThrow(UserError);
    } finally {
      closeSync(fd);
    }
  });
});
