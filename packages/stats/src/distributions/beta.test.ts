import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaQuantile, regularizedBeta, upperBeta } from './beta.js';
import { shares } from '../../test/arbitraries.js';

const shapes = fc.double({ min: 0.05, max: 500, noNaN: true });

describe('the incomplete beta function', () => {
  it('is a share that rises with x, and is mirrored by exchanging a and b', () => {
    fc.assert(
      fc.property(shapes, shapes, shares, shares, (a, b, x, y) => {
        const value = regularizedBeta(a, b, x);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-13);
        expect(value + upperBeta(a, b, x)).toBeCloseTo(1, 11);
        if (y > x) expect(regularizedBeta(a, b, y)).toBeGreaterThanOrEqual(value - 1e-12);
      }),
    );
  });
  it('is a power where b is 1', () => {
    fc.assert(
      fc.property(shapes, fc.double({ min: 1e-6, max: 1, noNaN: true }), (a, x) => {
        fc.pre(x ** a > 1e-290);
        expect(regularizedBeta(a, 1, x) / x ** a).toBeCloseTo(1, 10);
      }),
    );
  });
  it('begins at 0 and ends at 1', () => {
    expect([regularizedBeta(2, 3, 0), regularizedBeta(2, 3, 1), upperBeta(2, 3, 0), upperBeta(2, 3, 1)]).toEqual([0, 1, 1, 0]);
  });
  it('refuses what it is not defined for', () => {
    for (const [a, b, x] of [
      [0, 1, 0.5],
      [1, -1, 0.5],
      [1, 1, 1.5],
      [1, 1, NaN],
      [NaN, 1, 0.5],
    ] as const)
      expect(() => regularizedBeta(a, b, x)).toThrow(RangeError);
  });
});

describe('betaQuantile', () => {
  it('has its probability below it', () => {
    fc.assert(
      fc.property(shapes, shapes, fc.double({ min: 1e-9, max: 0.99, noNaN: true }), (a, b, p) => {
        const x = betaQuantile(p, a, b);
        // Near 1 a step of x is a leap of the probability.
        if (x < 0.999) expect(regularizedBeta(a, b, x)).toBeCloseTo(p, 9);
      }),
    );
  });
  it('of 0 and 1 are the ends; of the middle the middle of what is symmetric', () => {
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    for (const a of [0.5, 1, 7, 300]) expect(betaQuantile(0.5, a, a)).toBeCloseTo(0.5, 12);
  });
  it('refuses what is no share', () => {
    for (const p of [-0.1, 1.1, NaN]) expect(() => betaQuantile(p, 2, 3)).toThrow(RangeError);
    expect(() => betaQuantile(0.5, 0, 3)).toThrow(RangeError);
  });
});
