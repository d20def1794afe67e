import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harrellDavis, harrellDavisError, maritzJarrett } from './harrell-davis.js';
import { samples, shares } from '../test/arbitraries.js';

const sorted = samples(1).map((values) => [...values].sort((a, b) => a - b));

describe('harrellDavis', () => {
  it('lies within the samples, and never falls when q rises', () => {
    fc.assert(
      fc.property(sorted, shares, shares, (values, p, q) => {
        const [low, high] = [harrellDavis(values, Math.min(p, q)), harrellDavis(values, Math.max(p, q))];
        expect(low).toBeLessThanOrEqual(high + 1e-6);
        expect(low).toBeGreaterThanOrEqual((values[0] ?? NaN) - 1e-6);
        expect(high).toBeLessThanOrEqual((values.at(-1) ?? NaN) + 1e-6);
      }),
    );
  });
  it('moves and scales with the samples; their mirror has the mirrored quantile', () => {
    fc.assert(
      fc.property(sorted, fc.constantFrom(0.25, 0.5, 0.9375), (values, q) => {
        const value = harrellDavis(values, q);
        expect(
          harrellDavis(
            values.map((each) => 4 * each + 100),
            q,
          ),
        ).toBeCloseTo(4 * value + 100, 6);
        expect(harrellDavis(values.map((each) => -each).reverse(), 1 - q)).toBeCloseTo(-value, 6);
        expect(
          harrellDavisError(
            values.map((each) => 4 * each + 100),
            q,
          ),
        ).toBeCloseTo(4 * harrellDavisError(values, q), 5);
      }),
    );
  });
  it('of one sample is the sample, of 0 and 1 are the extremes', () => {
    expect([0, 0.3, 1].map((q) => harrellDavis([7], q))).toEqual([7, 7, 7]);
    expect([0, 0.5, 1].map((q) => harrellDavis([1, 2, 6], q))).toEqual([1, expect.closeTo(75 / 27, 12), 6]);
    expect(harrellDavis([3, 5], 0.5)).toBeCloseTo(4, 12);
  });
  it('has an error of 0 where samples are equal', () => {
    expect(harrellDavisError([4, 4, 4, 4], 0.9)).toBeCloseTo(0, 12);
    expect(maritzJarrett([4, 4, 4, 4], 0.5)).toBeCloseTo(0, 12);
    expect(harrellDavisError([7], 0.5)).toBe(0);
  });
  it('refuses no samples, NaN and what is no share', () => {
    for (const of of [harrellDavis, harrellDavisError]) {
      expect(() => of([], 0.5)).toThrow('a quantile of no samples');
      expect(() => of([1, NaN], 0.5)).toThrow(RangeError);
      for (const q of [-0.1, 1.1, NaN]) expect(() => of([1, 2], q)).toThrow(RangeError);
    }
  });
});

describe('maritzJarrett', () => {
  it('is not known of a quantile too near an end', () => {
    expect(maritzJarrett([1, 2, 3, 4, 5], 0.99)).toBeUndefined();
    expect(maritzJarrett([1, 2, 3, 4, 5], 0.01)).toBeUndefined();
    // m = 1 and m = n; one further in it is known.
    expect([0.2, 1].map((q) => maritzJarrett([1, 2, 3, 4, 5], q))).toEqual([undefined, undefined]);
    expect([0.4, 0.8].map((q) => maritzJarrett([1, 2, 3, 4, 5], q))).toEqual([expect.any(Number), expect.any(Number)]);
    expect(maritzJarrett([], 0.5)).toBeUndefined();
    expect(maritzJarrett([1], 0.5)).toBeUndefined();
  });
  it('is about that of Harrell and Davis where there are many samples', () => {
    const values = Array.from({ length: 400 }, (_, at) => Math.sqrt(at));
    expect((maritzJarrett(values, 0.5) ?? NaN) / harrellDavisError(values, 0.5)).toBeCloseTo(1, 2);
  });
  it('refuses NaN and what is no share', () => {
    expect(() => maritzJarrett([1, NaN, 3], 0.5)).toThrow(RangeError);
    expect(() => maritzJarrett([1, 2, 3], 50)).toThrow(RangeError);
  });
});
