import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison, Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { inFolder, run, statsCsv } from './testing/run.js';

/** The n-th run of a service, a little off by itself. */
const csv = (n: number, factor = 1) =>
  statsCsv(
    ['/a', '/b', '/c', '/d', '/e', '/f'].map((name, at) => ({
      name,
      requests: 5000,
      p95: Math.round((200 + ((n * 7 + at * 3) % 11)) * factor),
    })),
  );
const write = (folder: string, files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};
const before = { 'base-1.csv': csv(1), 'base-2.csv': csv(2), 'base-3.csv': csv(3), 'base-4.csv': csv(4), 'base-5.csv': csv(6) };

describe('--confirm', () => {
  it('ends with 4 and says what to run, until all runs together tell', async () => {
    await inFolder(async (folder) => {
      write(folder, { ...before, 'now-1.csv': csv(8, 2) });
      const first = await run(folder, ['compare', 'base-*.csv', 'now-*.csv', '--confirm']);
      expect(first.code).toBe(4);
      expect(first.err).toMatch(/^run again \(look 1 of 3\): .*; make 1 more run of the same code, and give all its runs together$/m);
      write(folder, { 'now-2.csv': csv(8, 2) });
      const same = await run(folder, ['compare', 'base-*.csv', 'now-*.csv', '--confirm', '--all']);
      expect([same.code, same.out.includes('was given twice and counts once')]).toEqual([4, true]);
      write(folder, { 'now-2.csv': csv(9, 2) });
      const second = await run(folder, ['compare', 'base-*.csv', 'now-*.csv', '--confirm', '--json']);
      expect([second.code, second.err]).toEqual([1, '']);
      expect((JSON.parse(second.out) as Comparison).sequence).toEqual({
        look: 2,
        maxLooks: 3,
        alphaSpent: expect.closeTo(0.1606, 4) as number,
      });
    });
  });

  it('is done at once where nothing is in doubt, and without it never asks', async () => {
    await inFolder(async (folder) => {
      write(folder, { ...before, 'now-1.csv': csv(8), 'slow-1.csv': csv(8, 2) });
      expect((await run(folder, ['check', 'now-1.csv', '--baseline', 'base-1.csv', '--confirm=3'])).code).toBe(0);
      expect((await run(folder, ['compare', 'base-*.csv', 'now-*.csv', '--confirm'])).code).toBe(0);
      expect((await run(folder, ['compare', 'base-*.csv', 'slow-*.csv'])).code).toBe(1);
    });
  });

  it('refuses what is no number of looks', async () => {
    await inFolder(async (folder) => {
      write(folder, { ...before, 'now-1.csv': csv(8) });
      for (const looks of ['1', '0', '51', '2.5', 'two']) {
        const { code, err } = await run(folder, ['compare', 'base-*.csv', 'now-1.csv', `--confirm=${looks}`]);
        expect([code, err.includes('2 to 50')]).toEqual([2, true]);
      }
    });
  });

  it('tells of a file that it took for the number, not of one that is missing', async () => {
    await inFolder(async (folder) => {
      write(folder, { ...before, 'now-1.csv': csv(8) });
      for (const words of [
        ['compare', '--confirm', 'base-1.csv', 'now-1.csv'],
        ['check', '--confirm', 'now-1.csv'],
      ]) {
        const { code, err } = await run(folder, words);
        expect([code, err]).toEqual([2, expect.stringContaining('Before a file or a name write --confirm=3, or put --confirm last.')]);
        expect(err).not.toContain('missing required argument');
      }
    });
  });
});

it('--label pair=… says which runs were made in turn', async () => {
  await inFolder(async (folder) => {
    write(folder, { ...before, 'now-1.csv': csv(8), 'now-2.csv': csv(9), 'now-3.csv': csv(10) });
    for (const n of [1, 2, 3])
      for (const side of ['base', 'now'])
        await run(folder, ['extract', `${side}-${n}.csv`, '--label', `pair=${n}`, '--label', 'commit=abc', '-o', `${side}-${n}.json`]);
    const { out } = await run(folder, ['extract', 'base-1.json', '--json']);
    expect((JSON.parse(out) as Run).run).toMatchObject({ pairId: '1', labels: { commit: 'abc' } });
    expect((JSON.parse(out) as Run).run.labels?.custom).toBeUndefined();
    const compared = await run(folder, ['compare', 'base-*.json', 'now-*.json', '--json']);
    const methods = (JSON.parse(compared.out) as Comparison).findings.map(({ evidence }) => evidence.method);
    expect(new Set(methods)).toEqual(new Set(['paired-t', 'quasi-binomial']));
  });
});
