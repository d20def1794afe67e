import { createRandom } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { drawRuns } from '../testing/draw-runs.js';
import { judge } from '../testing/judge.js';
import { findOddRuns } from './odd-runs.js';

/** Runs of eight endpoints with noise of 3 %, of which one is slower or faster altogether. */
const drawn = (seed: number, runs: number, name: string, factor = 1, odd = 1) =>
  drawRuns(createRandom(seed), { runs, sigma: 0.03, name }).map((run, at) =>
    at !== odd
      ? run
      : {
          ...run,
          endpoints: run.endpoints.map((endpoint) => ({
            ...endpoint,
            metrics: endpoint.metrics.map((metric) => (metric.name.endsWith('_ms') ? { ...metric, value: metric.value * factor } : metric)),
          })),
        },
  );
const said = (...sides: [before: ReturnType<typeof drawn>, after: ReturnType<typeof drawn>]) =>
  judge(...sides, { gates: [{ p50: '+50%', p95: '+50%' }] })
    .diagnostics.filter(({ code }) => code === 'odd-run')
    .map(({ severity, message }) => `${severity}: ${message}`);

describe('a run that is unlike the others of its side', () => {
  it('is pointed out in the baseline, by its number and name', () => {
    expect(said(drawn(1, 5, 'base', 1.4), drawn(2, 1, 'now'))).toEqual([
      expect.stringMatching(
        /^warning: run 2 \(base-1\) of the baseline is slower than the others by \d\d %: it makes the noise look larger/,
      ),
    ]);
  });

  it('is pointed out among those that are judged', () => {
    expect(said(drawn(1, 3, 'base'), drawn(2, 3, 'now', 1.4, 2))).toEqual([
      expect.stringMatching(/^warning: run 3 \(now-2\) of those judged is slower .*: it makes the noise look larger than it is$/),
    ]);
    expect(said(drawn(1, 1, 'base'), drawn(2, 3, 'now', 0.6, 0))).toEqual([
      expect.stringMatching(/run 1 \(now-0\) of those judged is faster/),
    ]);
  });

  it('is not looked for among two, and is none within four standard deviations of at least 3 %', () => {
    expect(said(drawn(1, 2, 'base', 2), drawn(2, 2, 'now', 2))).toEqual([]);
    expect(said(drawn(1, 5, 'base', 1.05), drawn(2, 5, 'now', 1.05))).toEqual([]);
  });

  it('is not told by what a run lacks, and is not a side that is slower as a whole', () => {
    const without = drawn(1, 4, 'base').map((run, at) => (at === 0 ? { ...run, endpoints: run.endpoints.slice(1) } : run));
    const slower = [0, 1, 2, 3].flatMap((at) => drawn(10 + at, 1, `now ${at}`, 3, 0));
    expect(said(without, slower)).toEqual([]);
    const odd = drawn(1, 4, 'base', 1.5, 3).map((run, at) => (at === 0 ? { ...run, endpoints: run.endpoints.slice(1) } : run));
    expect(said(odd, slower)).toEqual([expect.stringContaining('run 4 (base-3) of the baseline is slower')]);
  });
});

describe('findOddRuns', () => {
  /** A side of one series. */
  const sideOf = (...values: number[]) => [values];

  it('takes four robust standard deviations, by hand', () => {
    // Sizes 0, 0.03, 0.05, 0.06 and that of the last: without the smallest their median is 0.055, four times 1.4826 of which 0.3262.
    const odd = (value: number) => findOddRuns([sideOf(-0.05, -0.03, 0, 0.06, value)]).map(({ run }) => run);
    expect([odd(0.326), odd(0.327)]).toEqual([[], [4]]);
  });

  it('looks at no side of two runs', () => {
    expect(findOddRuns([sideOf(0, 0.7), sideOf(0, 0.001, -0.001, 0.002, -0.002)])).toEqual([]);
  });

  it('takes 3 % at least', () => {
    expect(findOddRuns([sideOf(0, 0, 0, 0, 0.119)])).toEqual([]);
    expect(findOddRuns([sideOf(0, 0, 0, 0, 0.121)])).toMatchObject([{ side: 0, run: 4, residual: 0.121 }]);
  });

  it('learns the standard deviation from both sides', () => {
    const noisy = sideOf(-0.1, 0.08, 0, -0.09, 0.1);
    expect(findOddRuns([sideOf(0, 0.001, 0.2)])).toHaveLength(1);
    expect(findOddRuns([sideOf(0, 0.001, 0.2), noisy])).toEqual([]);
  });

  it('cries wolf in fewer than 2 of 100 reports with 5 % noise, half of it common to all endpoints', () => {
    for (const [before, after] of [
      [3, 1],
      [5, 1],
      [3, 3],
      [5, 5],
    ] as const) {
      const alarms = Array.from({ length: 2000 }, (_, seed) => {
        const random = createRandom(seed);
        const draw = (runs: number) => [Array.from({ length: runs }, () => 0.05 * Math.SQRT1_2 * random.normal())];
        return findOddRuns([draw(before), draw(after)]).length > 0;
      }).filter(Boolean).length;
      expect(alarms / 2000).toBeLessThan(0.02);
    }
  });
});
