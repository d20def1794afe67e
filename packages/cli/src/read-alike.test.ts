import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Baseline, Comparison, Run } from '@loadline/schema';
import { inFolder, run, statsCsv } from './testing/run.js';

const ROWS = 300;
/** A JTL of a request every 100 ms, the first ten seconds of which are ten times as slow. */
const jtl = (ms: number, from = 1_700_000_000_000) =>
  [
    'timeStamp,elapsed,label,responseCode,success',
    ...Array.from({ length: ROWS }, (_, at) => `${from + at * 100},${at < 100 ? ms * 10 : ms + (at % 7)},/a,200,true`),
    '',
  ].join('\n');
const files = {
  'one.jtl': jtl(100),
  'two.jtl': jtl(100, 1_700_001_000_000),
  'sum.csv': statsCsv([{ name: '/a', requests: ROWS, p95: 1000 }]),
};

const folderWith = (use: (folder: string) => Promise<void>) =>
  inFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'loadline.config.yaml'), 'read:\n  warmup: 10s\n');
    await use(folder);
  });
const compared = async (folder: string, command: string[], stdin?: string) => {
  const { out, err, code } = await run(folder, [...command, '--json'], stdin === undefined ? {} : { stdin });
  const comparison = out === '' ? undefined : (JSON.parse(out) as Comparison);
  const codes = (comparison?.diagnostics ?? []).map(({ code: each }) => each).filter((each) => each.startsWith('warmup'));
  return { err, code, codes, comparison };
};

describe('warm-up', () => {
  it('is cut on both sides where both hold single requests', async () => {
    await folderWith(async (folder) => {
      const { comparison, codes } = await compared(folder, ['compare', 'one.jtl', 'two.jtl']);
      expect(codes).toEqual(['warmup-cut', 'warmup-cut']);
      expect([comparison?.baseline.requests, comparison?.current.requests]).toEqual([200, 200]);
    });
  });

  it.each([
    ['before', ['one.jtl', 'sum.csv']],
    ['after', ['sum.csv', 'one.jtl']],
  ])('is cut on neither side where it could be cut only %s, and the report says so', async (_which, sides) => {
    await folderWith(async (folder) => {
      const { comparison, codes } = await compared(folder, ['compare', ...sides]);
      expect([comparison?.baseline.requests, comparison?.current.requests]).toEqual([ROWS, ROWS]);
      expect([...codes].sort()).toEqual(['warmup-left-in', 'warmup-not-cut']);
      expect(comparison?.diagnostics.find(({ code }) => code === 'warmup-left-in')?.message).toContain(
        'the first 10 s are left in on both sides: they were not cut from sum.csv',
      );
    });
  });

  it('is cut on neither side by check and explain either', async () => {
    await folderWith(async (folder) => {
      await run(folder, ['baseline', 'build', 'sum.csv', '-o', 'b.json', '-q']);
      const { comparison, codes } = await compared(folder, ['check', 'one.jtl', '--baseline', 'b.json']);
      expect(comparison?.current.requests).toBe(ROWS);
      expect(codes).toContain('warmup-left-in');
      const { out } = await run(folder, ['explain', '/a', 'errors', 'sum.csv', 'one.jtl', '--json']);
      expect((JSON.parse(out) as { runs: { requests: number }[] }).runs.at(-1)?.requests).toBe(ROWS);
    });
  });

  it('of a document that was cut before stays cut, and the difference is told', async () => {
    await folderWith(async (folder) => {
      const built = await run(folder, ['baseline', 'build', 'one.jtl', '--json', '-q']);
      expect((JSON.parse(built.out) as Baseline).runs[0]?.warmupSeconds).toBe(10);
      writeFileSync(join(folder, 'b.json'), built.out);
      expect((await compared(folder, ['check', 'sum.csv', '--baseline', 'b.json'])).codes).toContain('warmup-differs');
      expect((await compared(folder, ['check', 'two.jtl', '--baseline', 'b.json'])).comparison?.current.requests).toBe(200);
      const document = await run(folder, ['extract', 'one.jtl', '--json', '-q']);
      expect((JSON.parse(document.out) as Run).run.warmupSeconds).toBe(10);
      writeFileSync(join(folder, 'one.json'), document.out);
      const { codes } = await compared(folder, ['compare', 'one.json', 'sum.csv']);
      expect(codes).toContain('warmup-differs');
      expect(codes).not.toContain('warmup-left-in');
    });
  });

  it('that was cut from standard input cannot be put back: that is refused, and what cannot be cut is read there', async () => {
    await folderWith(async (folder) => {
      const refused = await compared(folder, ['compare', 'sum.csv', '-'], jtl(100));
      expect([refused.code, refused.err]).toEqual([
        2,
        expect.stringContaining('single requests on standard input, of which a warm-up was cut'),
      ]);
      const { comparison, codes } = await compared(folder, ['compare', 'one.jtl', '-'], files['sum.csv']);
      expect([comparison?.baseline.requests, comparison?.current.requests]).toEqual([ROWS, ROWS]);
      expect(codes).toContain('warmup-left-in');
    });
  });
});
