import { normalDensity, normalQuantile } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { defaultParameters } from './parameters.js';
import { runProcedure } from './run-procedure.js';
import type { RunRow } from './run-table.js';
import { meanVariance, withinVariance } from './within-variance.js';

const row = (p95: number, lnStandardError?: number, more: Partial<RunRow> = {}): RunRow => ({
  requests: 5000,
  failures: 0,
  percentiles: [
    { percentile: 50, value: 50 },
    { percentile: 90, value: 90 },
    { percentile: 95, value: p95, lnStandardError },
    { percentile: 99, value: 150 },
  ],
  ...more,
});
const own = ({ percentiles }: RunRow) => percentiles[2] ?? { percentile: NaN, value: NaN };

describe('withinVariance', () => {
  it('is what the run measured of its own samples', () => {
    expect(withinVariance(row(100, 0.03), own(row(100, 0.03)), defaultParameters)).toBeCloseTo(0.0009, 15);
  });
  it('else follows from the slope between the neighbouring percentiles', () => {
    const slope = Math.log(150 / 90) / (normalQuantile(0.99) - normalQuantile(0.9));
    const expected = (2 * slope ** 2 * 0.0475) / (5000 * normalDensity(normalQuantile(0.95)) ** 2);
    expect(withinVariance(row(100), own(row(100)), defaultParameters)).toBeCloseTo(expected, 12);
  });
});

describe('meanVariance', () => {
  it('is what the run measured, else that of a median of as many requests', () => {
    expect(meanVariance(row(100, undefined, { mean: 60, meanLnStandardError: 0.02 }), defaultParameters)).toBeCloseTo(0.0004, 15);
    expect(meanVariance(row(100, undefined, { mean: 60 }), defaultParameters)).toBeCloseTo((2 * 0.36) / 5000, 15);
    expect(meanVariance(row(100, undefined, { mean: 60, vif: 5 }), defaultParameters)).toBeCloseTo((5 * 0.36) / 5000, 15);
  });
});

describe('the decision', () => {
  const decide = (runs: number, error: number | undefined) => {
    const side = (p95: number) =>
      Array.from({ length: runs }, (_, at) => row(p95 * (1 + 0.01 * at), error, { mean: p95 / 2, meanLnStandardError: error }));
    const { results } = runProcedure([{ key: '/a', baseline: side(100), current: side(120), gated: new Set(['p95', 'mean']) }]);
    return results;
  };
  it.each([1, 3])('with %i runs a side rests on what they measured of themselves', (runs) => {
    const [exact, vague] = [decide(runs, 0.005), decide(runs, 0.1)];
    for (const [at, { p }] of exact.entries()) expect(p).toBeLessThan(vague[at]?.p ?? 0);
    expect(decide(runs, undefined)).not.toEqual(exact);
    for (const result of exact) expect(result.kind === 'series' && result.priorVariance).toBeCloseTo(0.0025 + 0.000025, 12);
  });
  it('does not depend on the unit', () => {
    const scaled = (factor: number) => {
      const side = (p95: number) => {
        const { percentiles, ...rest } = row(p95, 0.03, { mean: 60 * factor, meanLnStandardError: 0.02 });
        return [{ ...rest, percentiles: percentiles.map((each) => ({ ...each, value: each.value * factor })) }];
      };
      const { results } = runProcedure([{ key: '/a', baseline: side(100), current: side(120), gated: new Set(['p50', 'p95', 'mean']) }]);
      return results.map(({ p }) => p);
    };
    scaled(1000).forEach((p, at) => {
      expect(p).toBeCloseTo(scaled(1)[at] ?? NaN, 12);
    });
  });
});
