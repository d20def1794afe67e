import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moderatedPairedT, moderatedReach, moderatedT } from './moderated-t.js';
import type { ModeratedSeries } from './types.js';
import { studentUpper } from '../distributions/student.js';
import { createRandom } from '../random.js';

/** Series without a change, of so many runs; some of each value is common to all series of a run. */
function quiet(count: number, kb: number, kc: number, seed: number, common = 0): ModeratedSeries[] {
  const random = createRandom(seed);
  const shared = Array.from({ length: kb + kc }, () => random.normal());
  return Array.from({ length: count }, () => {
    const y = shared.map((both) => 0.05 * (Math.sqrt(common) * both + Math.sqrt(1 - common) * random.normal()));
    return { baseline: y.slice(0, kb), current: y.slice(kb), priorVariance: 0.0025 };
  });
}

const reports = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 1000 }))
  .map(([count, kb, kc, seed]) => quiet(count, kb, kc, seed));

const map = (series: readonly ModeratedSeries[], by: (value: number) => number, scale = 1) =>
  series.map(({ baseline, current, priorVariance }) => ({
    baseline: baseline.map(by),
    current: current.map(by),
    priorVariance: priorVariance * scale ** 2,
  }));

describe('moderatedT', () => {
  it('sees no difference in units, nor in where the values lie', () => {
    fc.assert(
      fc.property(reports, (series) => {
        const [found, moved, scaled] = [
          moderatedT(series),
          moderatedT(map(series, (y) => y + 3)),
          moderatedT(map(series, (y) => 4 * y, 4)),
        ];
        found.results.forEach(({ t, p, theta }, at) => {
          expect(moved.results[at]?.t).toBeCloseTo(t, 6);
          expect(scaled.results[at]?.p).toBeCloseTo(p, 12);
          expect(scaled.results[at]?.theta).toBeCloseTo(4 * theta, 12);
        });
      }),
    );
  });
  it('changes its sign when the sides are exchanged', () => {
    fc.assert(
      fc.property(reports, (series) => {
        const back = moderatedT(series.map((each) => ({ ...each, baseline: each.current, current: each.baseline })));
        moderatedT(series).results.forEach(({ t, p }, at) => {
          expect(back.results[at]?.t).toBeCloseTo(-t, 9);
          expect(back.results[at]?.p).toBeCloseTo(1 - p, 9);
        });
      }),
    );
  });
  it('gives each series the same wherever it stands, and whatever the order of runs', () => {
    fc.assert(
      fc.property(reports, (series) => {
        const found = moderatedT(series).results.map(({ t }) => t);
        const reversed = moderatedT([...series].reverse())
          .results.map(({ t }) => t)
          .reverse();
        const runs = moderatedT(series.map((each) => ({ ...each, baseline: [...each.baseline].reverse() }))).results.map(({ t }) => t);
        found.forEach((t, at) => {
          expect(reversed[at]).toBeCloseTo(t, 9);
          expect(runs[at]).toBeCloseTo(t, 9);
        });
      }),
    );
  });
  it('rises with the change', () => {
    const series = quiet(8, 5, 1, 3);
    const ps = [0, 0.05, 0.2, 1].map((by) => {
      const changed = series.map((each, at) => (at === 2 ? { ...each, current: each.current.map((y) => y + by) } : each));
      return moderatedT(changed).results[2]?.p ?? NaN;
    });
    expect(ps).toEqual([...ps].sort((a, b) => b - a));
    expect(ps.at(-1)).toBeLessThan(1e-4);
  });
  it('keeps its size: without a change p is below 0.05 in one of twenty', () => {
    const all = Array.from({ length: 150 }, (_, seed) => moderatedT(quiet(10, 4, 2, seed)).results.map(({ p }) => p)).flat();
    expect(all.filter((p) => p < 0.05).length / all.length).toBeGreaterThan(0.03);
    expect(all.filter((p) => p < 0.05).length / all.length).toBeLessThan(0.07);
  });
  it('lends less where series move together', () => {
    const [apart, together] = [moderatedT(quiet(20, 5, 5, 1)), moderatedT(quiet(20, 5, 5, 1, 0.95))];
    expect(together.dfPool).toBeLessThan(apart.dfPool / 3);
    expect(together.dfPool).toBeGreaterThanOrEqual(8);
    expect(apart.dfPool).toBeLessThanOrEqual(8 * 20);
  });
  it('keeps its degrees of freedom within bounds', () => {
    fc.assert(
      fc.property(reports, (series) => {
        const nu = (series[0]?.baseline.length ?? 0) + (series[0]?.current.length ?? 0) - 2;
        const { d0, df, dfPool, cTilde } = moderatedT(series);
        expect(series.length < 6 ? d0 === 16 : d0 >= 8 && d0 <= 40).toBe(true);
        expect(dfPool >= nu && dfPool <= nu * series.length + 1e-9).toBe(true);
        expect(df > 0 && df <= d0 + nu).toBe(true);
        expect(cTilde).toBeGreaterThan(0);
      }),
    );
  });
  it('has a standard error also where no value ever varied', () => {
    const still = { baseline: [2, 2, 2], current: [2, 2], priorVariance: 0.01 };
    const { results, cHat } = moderatedT(Array.from({ length: 7 }, () => still));
    expect(cHat).toBe(0);
    for (const { t, p, standardError } of results) {
      expect([t, p]).toEqual([0, 0.5]);
      expect(standardError).toBeGreaterThan(0);
    }
  });
  it('of no series is nothing', () => {
    expect(moderatedT([])).toEqual({ results: [], df: 0, d0: 0, dfPool: 0, cHat: 1, cTilde: 1 });
    expect(moderatedPairedT([], []).results).toEqual([]);
  });
  it('refuses too few runs, unequal numbers of them, odd values and options', () => {
    const good = { baseline: [1, 2], current: [3], priorVariance: 1 };
    expect(() => moderatedT([{ ...good, baseline: [1] }])).toThrow('1 and 1 runs');
    expect(() => moderatedT([{ ...good, current: [] }])).toThrow(RangeError);
    expect(() => moderatedT([good, { ...good, baseline: [1, 2, 3] }])).toThrow('different numbers of runs');
    for (const odd of [NaN, Infinity]) expect(() => moderatedT([{ ...good, baseline: [1, odd] }])).toThrow(RangeError);
    for (const priorVariance of [0, -1, NaN, Infinity]) expect(() => moderatedT([{ ...good, priorVariance }])).toThrow(RangeError);
    for (const options of [{ priorWeight: 0 }, { leastDf: 2 }, { mostDf: 1 }, { fewDf: NaN }])
      expect(() => moderatedT([good], options)).toThrow(RangeError);
  });
});

describe('moderatedPairedT', () => {
  it('has of one series its own t, when next to nothing is expected and lent', () => {
    const differences = [0.1, 0.14, 0.05, 0.12];
    const { results, df } = moderatedPairedT([differences], [0.001], { fewDf: 2.0001, priorWeight: 1e-9 });
    const mean = 0.1025;
    const sd = Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3);
    expect(results[0]?.theta).toBeCloseTo(mean, 12);
    // A little is lent whatever the options; the t is at least three quarters and at most twice its own.
    expect((results[0]?.t ?? NaN) / ((mean / sd) * 2)).toBeGreaterThan(0.75);
    expect((results[0]?.t ?? NaN) / ((mean / sd) * 2)).toBeLessThan(2);
    expect(results[0]?.p).toBeCloseTo(studentUpper(results[0]?.t ?? NaN, df), 14);
  });
  it('refuses fewer than two pairs, unequal numbers, and what is not finite', () => {
    expect(() => moderatedPairedT([[0.1]], [1])).toThrow('1 pairs');
    expect(() => moderatedPairedT([[0.1, 0.2], [0.1]], [1, 1])).toThrow('different numbers of pairs');
    expect(() => moderatedPairedT([[0.1, NaN]], [1])).toThrow(RangeError);
    expect(() => moderatedPairedT([[0.1, 0.2]], [])).toThrow(RangeError);
  });
});

describe('moderatedReach', () => {
  it('is the distance at which the one-sided p value is half the error', () => {
    const { results, df } = moderatedT(quiet(6, 4, 2, 5));
    const [result] = results;
    if (result === undefined) throw new Error('no result');
    const reach = moderatedReach(result, df, 0.9);
    expect(studentUpper(reach / result.standardError, df)).toBeCloseTo(0.05, 12);
    expect(moderatedReach(result, df, 0.99)).toBeGreaterThan(reach);
    for (const confidence of [0, 1, 95, NaN]) expect(() => moderatedReach(result, df, confidence)).toThrow(RangeError);
  });
});
