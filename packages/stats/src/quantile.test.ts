import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, quantile } from './quantile.js';
import { shares } from '../test/arbitraries.js';

const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);

describe('quantile', () => {
  // python3 -c "import statistics as s; print([s.quantiles(X, n=20, method='inclusive')[i] for i in (0, 4, 9, 14, 18)])"
  it.each([
    [
      [1, 2],
      [1.05, 1.25, 1.5, 1.75, 1.95],
    ],
    [
      [10, 20, 30, 40],
      [11.5, 17.5, 25, 32.5, 38.5],
    ],
    [
      [3, 3, 3, 7],
      [3, 3, 3, 4, 6.4],
    ],
    [
      [15, 20, 35, 40, 50],
      [16, 20, 35, 40, 48],
    ],
    [
      [0.1, 0.2, 0.30000000000000004, 7.5, 1000],
      [0.12000000000000002, 0.2, 0.30000000000000004, 7.5, 801.5],
    ],
  ])('of %j is type 7', (sorted, expected) => {
    [0.05, 0.25, 0.5, 0.75, 0.95].forEach((q, index) => expect(quantile(sorted, q)).toBeCloseTo(expected[index] ?? NaN, 12));
  });
  it('of one sample is the sample, of none an error', () => {
    expect([0, 0.3, 1].map((q) => quantile([7], q))).toEqual([7, 7, 7]);
    expect(() => quantile([], 0.5)).toThrow('a quantile of no samples');
  });
  it('refuses what is no share', () => {
    for (const q of [-0.1, 1.1, NaN, 95]) expect(() => quantile([1, 2], q)).toThrow(RangeError);
  });
  it('never falls when q rises, and stays within the samples', () => {
    fc.assert(
      fc.property(samples, shares, shares, (values, p, q) => {
        const sorted = ascending(values);
        const [low, high] = [quantile(sorted, Math.min(p, q)), quantile(sorted, Math.max(p, q))];
        expect(low).toBeLessThanOrEqual(high + 1e-9);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      }),
    );
  });
});

describe('median', () => {
  it('is the middle sample, or the mean of two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1])).toBe(2.5);
    expect(median([9])).toBe(9);
    expect(median([2, 2, 2, 8])).toBe(2);
  });
  it('refuses no samples and NaN', () => {
    expect(() => median([])).toThrow(RangeError);
    expect(() => median([1, NaN])).toThrow(RangeError);
  });
  it('leaves the samples in their order', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
  it('does not depend on the order', () => {
    fc.assert(
      fc.property(samples, (values) => {
        expect(median([...values].reverse())).toBe(median(values));
      }),
    );
  });
});
