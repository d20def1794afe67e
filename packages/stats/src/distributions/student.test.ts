import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile, normalUpper } from './normal.js';
import { studentLower, studentQuantile, studentUpper } from './student.js';

const freedoms = fc.double({ min: 1, max: 1e6, noNaN: true });
const points = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const tails = fc.double({ min: -200, max: Math.log10(0.49), noNaN: true }).map((exponent) => 10 ** exponent);

describe('Student’s t', () => {
  it('has tails that mirror each other, fall, and add up to 1', () => {
    fc.assert(
      fc.property(points, points, freedoms, (a, b, df) => {
        expect(studentLower(a, df)).toBe(studentUpper(-a, df));
        expect(studentUpper(a, df) + studentLower(a, df)).toBeCloseTo(1, 14);
        expect(studentUpper(Math.max(a, b), df)).toBeLessThanOrEqual(studentUpper(Math.min(a, b), df) * (1 + 1e-12));
      }),
    );
  });
  it('has heavier tails than the normal distribution, which it becomes', () => {
    for (const t of [0.5, 2, 5]) {
      expect(studentUpper(t, 4)).toBeGreaterThan(studentUpper(t, 40));
      expect(studentUpper(t, 40)).toBeGreaterThan(normalUpper(t));
      expect(studentUpper(t, Infinity)).toBe(normalUpper(t));
    }
    expect(studentQuantile(0.975, Infinity)).toBe(normalQuantile(0.975));
  });
  it('has a quantile that leaves its probability beyond it, down to 1e-200', () => {
    fc.assert(
      fc.property(tails, freedoms, (tail, df) => {
        // Where the point itself is beyond 1e150, its square is not a number that can be held.
        fc.pre(df >= 2 || tail > 1e-100);
        expect(studentUpper(-studentQuantile(tail, df), df) / tail).toBeCloseTo(1, 10);
      }),
    );
  });
  it('has the quantiles of the tables', () => {
    // Of any textbook: one-sided 0.975 and 0.99.
    expect(studentQuantile(0.975, 10)).toBeCloseTo(2.228138851986273, 12);
    expect(studentQuantile(0.99, 1)).toBeCloseTo(31.82051595377396, 12);
    expect(studentQuantile(0.99, 2)).toBeCloseTo(6.964556734283273, 12);
  });
  it('ends at the infinities', () => {
    for (const df of [0.5, 1, 2, 30]) {
      expect([-Infinity, 0, Infinity].map((t) => studentUpper(t, df))).toEqual([1, 0.5, 0]);
      expect([0, 0.5, 1].map((p) => studentQuantile(p, df))).toEqual([-Infinity, 0, Infinity]);
    }
    expect(studentUpper(1e200, 5)).toBe(0);
    expect(studentUpper(NaN, 5)).toBeNaN();
  });
  it('refuses what is no share, and no degrees of freedom', () => {
    for (const df of [0, -1, NaN]) expect(() => studentUpper(1, df)).toThrow(RangeError);
    expect(() => studentQuantile(0.5, 0)).toThrow(RangeError);
    for (const p of [-0.1, 2, NaN]) expect(() => studentQuantile(p, 3)).toThrow(RangeError);
  });
});
