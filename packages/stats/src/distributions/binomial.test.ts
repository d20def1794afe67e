import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialLower, binomialMass, binomialQuantile, binomialUpper } from './binomial.js';
import { shares } from '../../test/arbitraries.js';

const trials = fc.integer({ min: 0, max: 300 });

describe('the binomial distribution', () => {
  it('has masses that add up to its tails', () => {
    fc.assert(
      fc.property(trials, shares, shares, (n, p, part) => {
        const k = Math.floor(part * n);
        const masses = Array.from({ length: n + 1 }, (_, at) => binomialMass(at, n, p));
        const upTo = masses.slice(0, k + 1).reduce((sum, mass) => sum + mass, 0);
        expect(upTo).toBeCloseTo(binomialLower(k, n, p), 11);
        expect(binomialLower(k, n, p) + binomialUpper(k + 1, n, p)).toBeCloseTo(1, 11);
      }),
    );
  });
  it('is mirrored by counting failures', () => {
    fc.assert(
      fc.property(trials, fc.constantFrom(0.25, 0.5, 0.625), shares, (n, p, part) => {
        const k = Math.floor(part * n);
        expect(binomialLower(k, n, p)).toBeCloseTo(binomialUpper(n - k, n, 1 - p), 13);
      }),
    );
  });
  it('has for a quantile the smallest number that reaches the share', () => {
    fc.assert(
      fc.property(trials, shares, shares, (n, p, q) => {
        const k = binomialQuantile(q, n, p);
        expect(binomialLower(k, n, p)).toBeGreaterThanOrEqual(q * (1 - 1e-13));
        // Of 1, every number that is possible at all counts.
        if (k > 0 && q < 1 - 1e-9) expect(binomialLower(k - 1, n, p)).toBeLessThan(q);
      }),
    );
  });
  it('takes a sum that is equal for one that reaches', () => {
    // Of an odd number of coins at most half show heads with probability ½ exactly.
    for (const n of [1, 3, 25, 301, 1001]) expect(binomialQuantile(0.5, n, 0.5)).toBe((n - 1) / 2);
  });
  it('of no trials, and of what is certain', () => {
    expect([binomialMass(0, 0, 0.3), binomialLower(0, 0, 0.3), binomialUpper(1, 0, 0.3), binomialQuantile(0.7, 0, 0.3)]).toEqual([
      1, 1, 0, 0,
    ]);
    expect([binomialMass(5, 5, 1), binomialQuantile(0.2, 5, 1), binomialQuantile(1, 5, 0), binomialMass(0, 5, 0)]).toEqual([1, 5, 0, 1]);
    expect([binomialLower(-1, 5, 0.5), binomialUpper(6, 5, 0.5), binomialMass(2.5, 5, 0.5), binomialMass(9, 5, 0.5)]).toEqual([0, 0, 0, 0]);
  });
  it('keeps the digits of a tail of 1e-200', () => {
    // 2^−664.
    expect(binomialUpper(664, 664, 0.5) / 2 ** -664).toBeCloseTo(1, 11);
  });
  it('refuses what cannot be', () => {
    for (const n of [-1, 2.5, NaN, Infinity]) expect(() => binomialLower(1, n, 0.5)).toThrow(RangeError);
    for (const p of [-0.1, 1.1, NaN]) {
      for (const of of [binomialMass, binomialLower, binomialUpper]) expect(() => of(1, 3, p)).toThrow(RangeError);
      expect(() => binomialQuantile(p, 3, 0.5)).toThrow(RangeError);
    }
  });
});
