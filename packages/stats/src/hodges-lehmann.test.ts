import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hodgesLehmann } from './hodges-lehmann.js';
import { mannWhitney } from './mann-whitney.js';
import { createRandom } from './random.js';
import { rankSumShares } from './rank-sums.js';
import { confidences, samples, tiedSamples } from '../test/arbitraries.js';

describe('hodgesLehmann', () => {
  it('changes its sign when the groups are exchanged', () => {
    fc.assert(
      fc.property(tiedSamples(1), tiedSamples(1), confidences, (x, y, confidence) => {
        const [there, back] = [hodgesLehmann(x, y, confidence), hodgesLehmann(y, x, confidence)];
        expect([back.shift, back.lower, back.upper]).toEqual([there.shift, there.upper, there.lower].map((value) => 0 - value));
        expect([back.k, back.achieved]).toEqual([there.k, there.achieved]);
      }),
    );
  });
  it('moves with the second group, and scales with both', () => {
    fc.assert(
      fc.property(tiedSamples(1), tiedSamples(1), fc.integer({ min: -9, max: 9 }), (x, y, by) => {
        const found = hodgesLehmann(x, y);
        const moved = hodgesLehmann(
          x,
          y.map((value) => value + by),
        );
        expect([moved.shift, moved.lower, moved.upper]).toEqual([found.shift + by, found.lower + by, found.upper + by]);
        expect(
          hodgesLehmann(
            x.map((value) => 8 * value),
            y.map((value) => 8 * value),
          ).shift,
        ).toBe(8 * found.shift);
      }),
    );
  });
  it('lies within its interval, which widens with the confidence', () => {
    fc.assert(
      fc.property(samples(1, 9), samples(1, 9), confidences, confidences, (x, y, a, b) => {
        const [narrow, wide] = [hodgesLehmann(x, y, Math.min(a, b)), hodgesLehmann(x, y, Math.max(a, b))];
        expect(narrow.lower <= narrow.shift && narrow.shift <= narrow.upper).toBe(true);
        expect(wide.lower <= narrow.lower && wide.upper >= narrow.upper).toBe(true);
        expect(wide.attainable).toBe(wide.achieved >= Math.max(a, b) - 1e-12);
      }),
    );
  });
  it('holds the shifts that the rank-sum test does not reject', () => {
    const [x, y] = [
      [1.1, 3.7, 5.2, 8.4, 9.9, 12.3],
      [4.5, 7.1, 9.3, 13.8, 16.2],
    ];
    const { lower, upper, achieved } = hodgesLehmann(x, y, 0.9);
    const p = (by: number) =>
      mannWhitney(
        x,
        y.map((value) => value - by),
      ).p;
    const error = 1 - achieved;
    expect(p(lower - 0.01)).toBeLessThanOrEqual(error + 1e-12);
    expect(p(lower + 0.01)).toBeGreaterThan(error);
    expect(p(upper - 0.01)).toBeGreaterThan(error);
    expect(p(upper + 0.01)).toBeLessThanOrEqual(error + 1e-12);
  });
  it('passes from counting to the normal distribution without a step', () => {
    const random = createRandom(5);
    const [x, y] = [0, 1].map((shift) => Array.from({ length: 100 }, () => random.normal() + shift)) as [number[], number[]];
    const [counted, normal] = [hodgesLehmann(x, y), hodgesLehmann(x, [...y, random.normal() + 1])];
    expect(Math.abs(normal.lower - counted.lower)).toBeLessThan(0.05);
    expect(Math.abs(normal.achieved - 0.95)).toBeLessThan(1e-3);
    expect(Math.abs(counted.achieved - 0.95)).toBeLessThan(1e-3);
  });
  it('has beyond 10 000 differences the rank and the confidence that counting would have', () => {
    const values = Array.from({ length: 101 }, (_, at) => at);
    const { k, achieved } = hodgesLehmann(values, values, 0.9);
    const shares = rankSumShares(101, 101);
    expect(Math.abs(achieved - (1 - 2 * shares.slice(0, k).reduce((sum, share) => sum + share, 0)))).toBeLessThan(1.2e-4);
    expect(achieved).toBeGreaterThanOrEqual(0.9);
    // One rank more would be too many.
    expect(1 - 2 * shares.slice(0, k + 1).reduce((sum, share) => sum + share, 0)).toBeLessThan(0.9);
  });
  it('of one value each is their difference, with no confidence', () => {
    expect(hodgesLehmann([2], [5])).toEqual({ shift: 3, lower: 3, upper: 3, k: 1, achieved: 0, attainable: false });
  });
  it('of equal values is 0 with an interval of no width', () => {
    expect(hodgesLehmann([4, 4, 4, 4], [4, 4, 4, 4])).toMatchObject({ shift: 0, lower: 0, upper: 0 });
  });
  it('refuses empty groups, NaN and what is no confidence', () => {
    expect(() => hodgesLehmann([], [1])).toThrow(RangeError);
    expect(() => hodgesLehmann([1], [NaN])).toThrow(RangeError);
    for (const confidence of [0, 1, NaN, 95]) expect(() => hodgesLehmann([1], [2], confidence)).toThrow(RangeError);
  });
});
