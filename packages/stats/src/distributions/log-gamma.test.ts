import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialTerm, logGamma } from './log-gamma.js';

describe('logGamma', () => {
  it('grows by ln x from x to x + 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        const [low, high] = [logGamma(x), logGamma(x + 1)];
        expect(Math.abs(high - low - Math.log(x))).toBeLessThan(1e-14 * Math.max(10, Math.abs(high)));
      }),
    );
  });
  it('is 0 at 1 and 2, and ln √π at ½', () => {
    expect(logGamma(1)).toBeCloseTo(0, 14);
    expect(logGamma(2)).toBeCloseTo(0, 14);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    expect(logGamma(Infinity)).toBe(Infinity);
  });
  it('refuses what is not above 0', () => {
    for (const x of [0, -1, -1e9, NaN]) expect(() => logGamma(x)).toThrow(RangeError);
  });
});

describe('binomialTerm', () => {
  it('is a mass where numbers are whole, and 0 beyond the trials', () => {
    expect(binomialTerm(2, 4, 0.5, 0.5)).toBeCloseTo(0.375, 15);
    expect([binomialTerm(-1, 4, 0.5, 0.5), binomialTerm(5, 4, 0.5, 0.5)]).toEqual([0, 0]);
  });
  it('is what the gamma function makes of numbers that are not whole', () => {
    const direct = Math.exp(logGamma(8.5) - logGamma(3.25) - logGamma(6.25) + 2.25 * Math.log(0.3) + 5.25 * Math.log(0.7));
    expect(binomialTerm(2.25, 7.5, 0.3, 0.7)).toBeCloseTo(direct, 13);
  });
});
