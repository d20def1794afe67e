import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantileInterval } from './quantile-interval.js';
import { confidences, samples, shares } from '../test/arbitraries.js';

const sorted = samples(0, 60).map((values) => [...values].sort((a, b) => a - b));

describe('quantileInterval', () => {
  it('covers at least as often as it says, between two samples in order', () => {
    fc.assert(
      fc.property(sorted, shares, confidences, (values, q, confidence) => {
        const { lower, upper, ranks, coverage } = quantileInterval(values, q, confidence);
        expect(lower <= upper).toBe(true);
        expect(ranks[0] < ranks[1]).toBe(true);
        if (coverage !== undefined) expect(coverage).toBeGreaterThanOrEqual(confidence - 1e-12);
        expect(coverage === undefined).toBe(lower === -Infinity || upper === Infinity);
      }),
    );
  });
  it('widens with the confidence', () => {
    fc.assert(
      fc.property(sorted, shares, confidences, confidences, (values, q, a, b) => {
        const [narrow, wide] = [quantileInterval(values, q, Math.min(a, b)), quantileInterval(values, q, Math.max(a, b))];
        expect(wide.lower <= narrow.lower && wide.upper >= narrow.upper).toBe(true);
      }),
    );
  });
  it('has no end where the samples are too few', () => {
    expect(quantileInterval([], 0.5)).toEqual({ lower: -Infinity, upper: Infinity, ranks: [0, 1], coverage: undefined });
    expect(quantileInterval([3], 0.5)).toEqual({ lower: -Infinity, upper: Infinity, ranks: [0, 2], coverage: undefined });
    expect(quantileInterval([1, 2, 3, 4, 5], 0.99).upper).toBe(Infinity);
  });
  it('of equal samples has no width', () => {
    expect(quantileInterval(new Array<number>(20).fill(7), 0.5)).toMatchObject({ lower: 7, upper: 7 });
  });
  it('refuses what is no share', () => {
    expect(() => quantileInterval([1, 2], 1.1)).toThrow('q is 1.1');
    for (const confidence of [0, 1, 95, NaN]) expect(() => quantileInterval([1, 2], 0.5, confidence)).toThrow('the confidence is');
  });
});
