import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertDocument, UserError } from '@loadline/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource, detectFormat, readRun } from '../index.js';

const bytesOf = (file: string) => readFileSync(join(import.meta.dirname, '../../testdata/gatling', file));
const real = bytesOf('3.14.9/simulation.log');
const read = (bytes: Uint8Array) => readRun([bytesSource('simulation.log', bytes)]);

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const byte = (value: number) => Buffer.from([value]);
const text = (value: string) => {
  if (value === '') return int32(0);
  const isLatin1 = [...value].every((char) => (char.codePointAt(0) ?? 0) < 256);
  const bytes = Buffer.from(value, isLatin1 ? 'latin1' : 'utf16le');
  return Buffer.concat([int32(bytes.length), bytes, byte(isLatin1 ? 0 : 1)]);
};
const START = 1_700_000_000_000;
const start = (version = '3.14.9') => {
  const startMs = Buffer.alloc(8);
  startMs.writeBigInt64BE(BigInt(START));
  return Buffer.concat([byte(0), text(version), text('shop.Simulation'), startMs, text(' '), int32(1), text('Users'), int32(0)]);
};
/** A writer of texts, which are written once and named by number from then on. */
function strings() {
  const known = new Map<string, number>();
  return (value: string) => {
    const number = known.get(value);
    if (number !== undefined) return int32(-number);
    known.set(value, known.size + 1);
    return Buffer.concat([int32(known.size), text(value)]);
  };
}
type Write = ReturnType<typeof strings>;
const request = (write: Write, groups: readonly string[], name: string, from: number, to: number, ok = true, message = '') =>
  Buffer.concat([
    byte(1),
    int32(groups.length),
    ...groups.map(write),
    write(name),
    int32(from),
    int32(to),
    byte(ok ? 1 : 0),
    write(message),
  ]);
const group = (write: Write, groups: readonly string[], from: number, sum: number, ok = true) =>
  Buffer.concat([byte(3), int32(groups.length), ...groups.map(write), int32(from), int32(from + sum), int32(sum), byte(ok ? 1 : 0)]);
const user = (isStart: boolean, at: number) => Buffer.concat([byte(2), int32(0), byte(isStart ? 1 : 0), int32(at)]);

describe('a binary log of Gatling', () => {
  it('holds requests in their groups, groups, users and errors', async () => {
    const write = strings();
    const run = await read(
      Buffer.concat([
        start(),
        user(true, 0),
        request(write, ['shop', 'cart, 日本'], 'add', 10, 30),
        request(write, ['shop', 'cart, 日本'], 'add', 40, 80, false, 'status.find.is(200), found 503'),
        request(write, [], 'add', 90, 91),
        group(write, ['shop', 'cart, 日本'], 5, 60, false),
        Buffer.concat([byte(4), write('no such attribute'), int32(95)]),
        user(false, 100),
      ]),
    );
    assertDocument(run);
    expect(run.endpoints.map(({ kind, group: path, name, requests, failures }) => [kind, path, name, requests, failures])).toEqual([
      ['request', 'shop / cart, 日本', 'add', 2, 1],
      ['request', undefined, 'add', 1, 0],
      ['transaction', 'shop', 'cart, 日本', 1, 1],
    ]);
    expect(run.errors.map(({ message, status, count }) => [message, status, count])).toEqual([
      ['status.find.is(200), found 503', '503', 1],
      ['a request of the group failed', undefined, 1],
      ['no such attribute', undefined, 1],
    ]);
    expect(run.run).toMatchObject({
      toolVersion: '3.14.9',
      scenario: 'shop.Simulation',
      startedAt: '2023-11-14T22:13:20.005Z',
      load: { users: 1 },
      partial: false,
    });
    expect(run.diagnostics.map(({ code }) => code)).toEqual(['requests-not-sent']);
  });

  it('is the same however its bytes arrive', async () => {
    const whole = await read(real);
    for (const size of [1, 3, 64, 1000]) {
      const pieces = (async function* () {
        for (let at = 0; at < real.length; at += size) yield real.subarray(at, at + size);
      })();
      expect(await readRun([{ ...bytesSource('simulation.log', real), bytes: () => pieces }])).toEqual(whole);
    }
  });

  it('that ends early gives what is there', async () => {
    const write = strings();
    const before = Buffer.concat([start(), request(write, [], 'a', 0, 5)]);
    const whole = Buffer.concat([before, request(write, ['new'], 'b', 6, 9, false, 'no')]);
    for (let length = before.length; length <= whole.length; length++) {
      const run = await read(whole.subarray(0, length));
      const isWhole = length === whole.length;
      expect([length, run.total?.requests]).toEqual([length, isWhole ? 2 : 1]);
      expect(run.run.partial).toBe(!isWhole && length > before.length);
      expect(run.diagnostics.map(({ code }) => code)).toEqual(isWhole || length === before.length ? [] : ['file-cut']);
    }
    for (let length = 20; length < before.length; length += 7) await expect(read(whole.subarray(0, length))).rejects.toThrow(UserError);
  });

  it.each<[string, (write: Write) => Buffer]>([
    ['a record of no kind', () => byte(9)],
    ['a text that was not written before', () => Buffer.concat([byte(1), int32(1), int32(-77)])],
    ['a text of a negative length', () => Buffer.concat([byte(4), int32(50), int32(-1)])],
    ['a text of four gigabytes', () => Buffer.concat([byte(4), int32(50), int32(0x7fffffff)])],
    ['two thousand million groups', () => Buffer.concat([byte(3), int32(0x7fffffff)])],
    ['a text in no coding', () => Buffer.concat([byte(4), int32(50), int32(1), byte(65), byte(7)])],
  ])('with %s is read up to there', async (_, damage) => {
    const write = strings();
    const run = await read(Buffer.concat([start(), request(write, [], 'a', 0, 5), damage(write), request(write, [], 'a', 6, 9)]));
    expect(run.total?.requests).toBe(1);
    expect(run.run.partial).toBe(true);
    expect(run.diagnostics.map(({ code }) => code)).toEqual(['file-damaged']);
  });

  it('does not count what ended before it started', async () => {
    const write = strings();
    const run = await read(Buffer.concat([start(), request(write, [], 'a', 0, 5), request(write, [], 'b', 7, -2_147_483_648)]));
    expect(run.total?.requests).toBe(1);
    expect(run.diagnostics.map(({ code }) => code)).toEqual(['row-rejected']);
  });

  it('with one byte changed is read or refused, and never more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(real.length - 1), fc.nat(255), async (at, value) => {
        const changed = Buffer.from(real);
        changed[at] = value;
        const run = await read(changed).catch((error: unknown) => {
          if (error instanceof UserError) return undefined;
          throw error;
        });
        if (run !== undefined) assertDocument(run);
      }),
      { numRuns: 300 },
    );
  });

  it('is told by its first record', async () => {
    expect((await detectFormat(bytesSource('x', real))).format).toBe('gatling-binary-log');
    expect((await detectFormat(bytesSource('x', start('3.16.0-M1')))).format).toBe('gatling-binary-log');
    for (const other of [start('nightly'), Buffer.alloc(4000), Buffer.concat([byte(1), start()])])
      await expect(detectFormat(bytesSource('x', other))).rejects.toThrow(UserError);
  });
});
