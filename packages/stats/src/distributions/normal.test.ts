import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalDensity, normalLower, normalQuantile, normalUpper } from './normal.js';

const points = fc.double({ min: -40, max: 40, noNaN: true });
const tails = fc.double({ min: -300, max: Math.log10(0.5), noNaN: true }).map((exponent) => 10 ** exponent);

describe('the normal distribution', () => {
  it('has tails that mirror each other, fall, and add up to 1', () => {
    fc.assert(
      fc.property(points, points, (a, b) => {
        expect(normalLower(a)).toBe(normalUpper(-a));
        expect(normalUpper(a) + normalLower(a)).toBeCloseTo(1, 15);
        expect(normalUpper(Math.max(a, b))).toBeLessThanOrEqual(normalUpper(Math.min(a, b)));
      }),
    );
  });
  it('has the density as the slope of its tail', () => {
    for (const z of [-3, -0.4, 0, 1, 2.5, 6]) {
      const slope = (normalUpper(z - 1e-4) - normalUpper(z + 1e-4)) / 2e-4;
      expect(slope / normalDensity(z)).toBeCloseTo(1, 6);
    }
  });
  it('passes from the series to the fraction without a step', () => {
    expect(normalUpper(2.4999999999999996) / normalUpper(2.5)).toBeCloseTo(1, 12);
  });
  it('has a quantile that leaves its probability beyond it, down to 1e-300', () => {
    fc.assert(
      fc.property(tails, (tail) => {
        expect(normalUpper(-normalQuantile(tail)) / tail).toBeCloseTo(1, 11);
      }),
    );
  });
  it('ends at the infinities, and knows nothing of NaN', () => {
    expect([0, 0.5, 1].map((p) => normalQuantile(p))).toEqual([-Infinity, 0, Infinity]);
    expect([-Infinity, Infinity].map((z) => normalUpper(z))).toEqual([1, 0]);
    expect(normalUpper(NaN)).toBeNaN();
  });
  it('has no quantile of what is no share', () => {
    for (const p of [-1e-9, 1.1, NaN]) expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});
