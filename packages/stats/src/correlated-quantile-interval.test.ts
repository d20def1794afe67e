import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchInflation } from './batch-inflation.js';
import { correlatedQuantileInterval } from './correlated-quantile-interval.js';
import { effectiveSampleSize } from './effective-sample-size.js';
import { createRandom } from './random.js';
import { confidences, samples, shares } from '../test/arbitraries.js';

/** A series of which each value keeps a part of the one before. */
function dependent(length: number, rho: number, seed: number): number[] {
  const random = createRandom(seed);
  let value = 0;
  return Array.from({ length }, () => (value = rho * value + random.normal()));
}

describe('effectiveSampleSize', () => {
  it('lies between 20 and n, and is n where the series is short', () => {
    fc.assert(
      fc.property(samples(0, 60), (series) => {
        const { effective, inflation } = effectiveSampleSize(series, 0);
        expect(effective).toBeGreaterThanOrEqual(Math.min(20, series.length));
        expect(effective).toBeLessThanOrEqual(series.length);
        expect(inflation).toBeGreaterThanOrEqual(1);
        if (series.length <= 20) expect(effective).toBe(series.length);
      }),
    );
  });
  it('falls with the dependence', () => {
    const [none, some, much] = [0, 0.6, 0.95].map((rho) => effectiveSampleSize(dependent(2000, rho, 3), 0).effective) as [
      number,
      number,
      number,
    ];
    expect(none).toBeGreaterThan(1400);
    expect(some).toBeLessThan(none / 1.5);
    expect(much).toBeLessThan(some / 2);
  });
});

describe('batchInflation', () => {
  it('is about that of the autocorrelations', () => {
    const series = dependent(20_000, 0.8, 9);
    const { inflation } = effectiveSampleSize(series, 0);
    const batches = batchInflation(series, 0, 50);
    expect(batches / inflation).toBeGreaterThan(0.6);
    expect(batches / inflation).toBeLessThan(1.6);
  });
  it('is 1 where there is nothing to say, and never below', () => {
    expect(batchInflation([], 0)).toBe(1);
    expect(batchInflation([1, 2, 3], 0)).toBe(1);
    expect(batchInflation(new Array<number>(100).fill(5), 5)).toBe(1);
    expect(
      batchInflation(
        Array.from({ length: 100 }, (_, at) => at % 2),
        0.5,
      ),
    ).toBe(1);
  });
  it('refuses fewer than two batches', () => {
    for (const batches of [1, 0, 2.5, NaN]) expect(() => batchInflation([1, 2], 0, batches)).toThrow(RangeError);
  });
});

describe('correlatedQuantileInterval', () => {
  it('lies between two of the samples, and widens with the confidence', () => {
    fc.assert(
      fc.property(samples(1, 60), shares, confidences, confidences, (series, q, a, b) => {
        const [narrow, wide] = [
          correlatedQuantileInterval(series, q, Math.min(a, b)),
          correlatedQuantileInterval(series, q, Math.max(a, b)),
        ];
        for (const end of [narrow.lower, narrow.upper]) expect(series).toContain(end);
        expect(wide.lower <= narrow.lower && narrow.lower <= narrow.upper && wide.upper >= narrow.upper).toBe(true);
      }),
    );
  });
  it('holds the true median about as often as it says, where samples depend on each other', () => {
    let held = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { lower, upper } = correlatedQuantileInterval(dependent(400, 0.7, seed), 0.5);
      if (lower <= 0 && 0 <= upper) held++;
    }
    // 95 %, with a standard deviation of 3 in 200.
    expect(held).toBeGreaterThan(178);
  });
  it('of one sample is the sample twice', () => {
    expect(correlatedQuantileInterval([5], 0.9)).toEqual({ lower: 5, upper: 5 });
  });
  it('refuses no samples, NaN, and what is no share', () => {
    expect(() => correlatedQuantileInterval([], 0.5)).toThrow(RangeError);
    expect(() => correlatedQuantileInterval([1, NaN], 0.5)).toThrow(RangeError);
    expect(() => correlatedQuantileInterval([1, 2], 1.5)).toThrow(RangeError);
    expect(() => correlatedQuantileInterval([1, 2], 0.5, 1)).toThrow(RangeError);
  });
});
