import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramCount } from './buckets.js';
import { histogramMean } from './histogram-mean.js';
import { histogramQuantile, histogramQuantiles } from './histogram-quantile.js';
import { histograms, shares, valuesHistograms } from '../test/arbitraries.js';
import type { BoundsHistogram, ExponentialHistogram, Histogram, ValuesHistogram } from './types.js';

const values: ValuesHistogram = { kind: 'values', values: [1, 2, 10, 100], counts: [88, 8, 3, 1] };
// Base 2: (1, 2], (2, 4], (4, 8] ms.
const exponential: ExponentialHistogram = { kind: 'exponential', scale: 0, zeroCount: 2, offset: 0, counts: [2, 4, 2] };
const bounds: BoundsHistogram = { kind: 'bounds', bounds: [10, 20, 40], counts: [2, 4, 2, 2] };

/** As Locust walks its table: from the largest time down, until as many samples are left as lie below the percentile. */
function locustPercentile({ values: times, counts }: ValuesHistogram, total: number, q: number): number {
  let processed = 0;
  for (let index = times.length - 1; index >= 0; index--) {
    processed += counts[index] ?? 0;
    if (total - processed <= Math.trunc(total * q)) return times[index] ?? NaN;
  }
  return 0;
}

describe('histogramQuantile', () => {
  it('of values is the sample at index ⌊n·q⌋', () => {
    // 100 samples: index 50 → 1, 88 → the first 2, 95 → the last 2, 96 → the first 10, 99 → 100, 100 → clamped to 99.
    expect([0, 0.5, 0.88, 0.95, 0.96, 0.99, 1].map((q) => histogramQuantile(values, q))).toEqual([1, 1, 2, 2, 10, 100, 100]);
  });
  it('of values is what Locust prints', () => {
    fc.assert(
      fc.property(valuesHistograms, shares, (histogram, q) => {
        const total = histogramCount(histogram);
        fc.pre(total > 0 && histogram.rounding === 'locust');
        const filled = histogram.values
          .map((value, index) => [value, histogram.counts[index] ?? 0] as const)
          .filter(([, count]) => count > 0);
        const table = { ...histogram, values: filled.map(([value]) => value), counts: filled.map(([, count]) => count) };
        expect(histogramQuantile(histogram, q)).toBe(locustPercentile(table, total, q));
      }),
    );
  });
  it('of values as they were is the sample quantile of type 7', () => {
    // 4 samples 10, 20, 20, 40: positions 1.5 → 20, 2.85 → 20 + 0.85 × 20.
    const exact = { kind: 'values', values: [10, 20, 40], counts: [1, 2, 1], rounding: 'none' } as const;
    const at = (q: number) => histogramQuantile({ ...exact, values: [...exact.values], counts: [...exact.counts] }, q);
    expect([at(0), at(0.5), at(1)]).toEqual([10, 20, 40]);
    expect(at(0.95)).toBeCloseTo(37, 12);
  });
  it('of exponential buckets interpolates geometrically', () => {
    // 10 samples: rank 2 ends the zeros; rank 3 is half of (1, 2]: 1 × 2^½; rank 4 ends it; rank 6 is half of (2, 4]: 2 × 2^½.
    expect([0, 0.2].map((q) => histogramQuantile(exponential, q))).toEqual([0, 0]);
    expect(histogramQuantile(exponential, 0.3)).toBeCloseTo(Math.SQRT2, 12);
    expect(histogramQuantile(exponential, 0.4)).toBe(2);
    expect(histogramQuantile(exponential, 0.6)).toBeCloseTo(2 * Math.SQRT2, 12);
    expect(histogramQuantile(exponential, 1)).toBe(8);
  });
  it('of bounds interpolates linearly, as Prometheus does', () => {
    // 10 samples: rank 1 is half of (0, 10]; rank 4 half of (10, 20]; rank 7 half of (20, 40]; beyond 40 nothing is known.
    expect([0.1, 0.4, 0.7, 0.8, 0.9, 1].map((q) => histogramQuantile(bounds, q))).toEqual([5, 15, 30, 40, 40, 40]);
  });
  it('ends the outer buckets at min and max where these are known', () => {
    // The first bucket is (5, 10], the last (40, 60].
    expect([0, 0.1, 0.9, 1].map((q) => histogramQuantile({ ...bounds, min: 5, max: 60 }, q))).toEqual([5, 7.5, 50, 60]);
    expect([0, 1].map((q) => histogramQuantile({ ...exponential, zeroCount: 0, min: 1.5, max: 7 }, q))).toEqual([1.5, 7]);
  });
  it('is undefined where nothing is known', () => {
    expect(histogramQuantile({ kind: 'values', values: [], counts: [] }, 0.5)).toBeUndefined();
    expect(histogramQuantile({ kind: 'exponential', scale: 0, zeroCount: 0, offset: 0, counts: [] }, 0.5)).toBeUndefined();
    expect(histogramQuantile({ kind: 'bounds', bounds: [10], counts: [0, 0] }, 0.5)).toBeUndefined();
    expect(histogramQuantile({ kind: 'bounds', bounds: [], counts: [9] }, 0.5)).toBeUndefined();
  });
  it('of one sample', () => {
    expect([0, 0.5, 1].map((q) => histogramQuantile({ kind: 'values', values: [40], counts: [1] }, q))).toEqual([40, 40, 40]);
    expect(histogramQuantile({ kind: 'bounds', bounds: [10], counts: [1] }, 0.5)).toBe(5);
  });
  it('of two samples', () => {
    expect([0.49, 0.5, 1].map((q) => histogramQuantile({ kind: 'values', values: [10, 20], counts: [1, 1] }, q))).toEqual([10, 20, 20]);
  });
  it('never falls when q rises', () => {
    fc.assert(
      fc.property(histograms, shares, shares, (histogram, p, q) => {
        const low = histogramQuantile(histogram, Math.min(p, q));
        const high = histogramQuantile(histogram, Math.max(p, q));
        expect(low === undefined).toBe(high === undefined);
        if (low !== undefined && high !== undefined) expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });
});

describe('histogramMean', () => {
  it('is exact from values and from sums', () => {
    // (88 + 16 + 30 + 100) / 100
    expect(histogramMean(values)).toBe(2.34);
    expect(histogramMean({ ...exponential, sum: 25 })).toBe(2.5);
  });
  it('takes the middle of each bucket where the sum is not known', () => {
    // (2 × 0 + 2 × 1.5 + 4 × 3 + 2 × 6) / 10
    expect(histogramMean(exponential)).toBeCloseTo(2.7, 12);
    // (2 × 5 + 4 × 15 + 2 × 30 + 2 × 40) / 10; with a maximum of 60 the last are at 50
    expect(histogramMean(bounds)).toBe(21);
    expect(histogramMean({ ...bounds, max: 60 })).toBe(23);
  });
  it('of nothing is undefined', () => {
    expect(histogramMean({ kind: 'bounds', bounds: [], counts: [] })).toBeUndefined();
  });
});

describe('histogramCount', () => {
  it('counts everything', () => {
    expect([values, exponential, bounds].map(histogramCount)).toEqual([100, 10, 10]);
  });
  it('refuses a histogram that contradicts its layout', () => {
    const broken: Histogram[] = [
      { kind: 'values', values: [2, 1], counts: [1, 1] },
      { kind: 'values', values: [1, 1], counts: [1, 1] },
      { kind: 'values', values: [1], counts: [1, 2] },
      { kind: 'values', values: [1], counts: [-1] },
      { kind: 'values', values: [NaN], counts: [1] },
      { kind: 'bounds', bounds: [1, 2], counts: [1] },
      { kind: 'bounds', bounds: [1], counts: [1, 2, 3] },
      { kind: 'exponential', scale: 21, zeroCount: 0, offset: 0, counts: [1] },
      { kind: 'exponential', scale: 0.5, zeroCount: 0, offset: 0, counts: [1] },
      { kind: 'exponential', scale: 0, zeroCount: -1, offset: 0, counts: [1] },
      { kind: 'exponential', scale: 0, zeroCount: 0, offset: 1024, counts: [1] },
      { kind: 'exponential', scale: 20, zeroCount: 0, offset: -9e15, counts: [1] },
    ];
    for (const histogram of broken) expect(() => histogramCount(histogram)).toThrow(RangeError);
  });
});

describe('histogramQuantiles', () => {
  it('are the quantiles one by one, in the order asked for', () => {
    fc.assert(
      fc.property(histograms, fc.array(shares, { maxLength: 8 }), (histogram, asked) => {
        expect(histogramQuantiles(histogram, asked)).toEqual(asked.map((q) => histogramQuantile(histogram, q)));
      }),
    );
  });
  it('refuse a share out of range even where nothing was counted', () => {
    expect(() => histogramQuantiles({ kind: 'values', values: [], counts: [], rounding: 'none' }, [0.5, 1.1])).toThrow(RangeError);
  });
});
