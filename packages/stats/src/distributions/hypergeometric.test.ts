import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypergeometricLower, hypergeometricMass, hypergeometricUpper } from './hypergeometric.js';
import { shares } from '../../test/arbitraries.js';

const draws = fc
  .tuple(fc.integer({ min: 0, max: 200 }), shares, shares, shares)
  .map(([population, a, b, c]): [number, number, number, number] => {
    const [marked, drawn] = [Math.round(population * a), Math.round(population * b)];
    return [Math.round(Math.min(marked, drawn) * c), population, marked, drawn];
  });

describe('the hypergeometric distribution', () => {
  it('has masses that add up to its tails', () => {
    fc.assert(
      fc.property(draws, ([k, population, marked, drawn]) => {
        const masses = Array.from({ length: k + 1 }, (_, at) => hypergeometricMass(at, population, marked, drawn));
        const lower = hypergeometricLower(k, population, marked, drawn);
        expect(masses.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(lower, 11);
        expect(lower + hypergeometricUpper(k + 1, population, marked, drawn)).toBeCloseTo(1, 11);
      }),
    );
  });
  it('is the same for the marked and the drawn, and mirrored by those left behind', () => {
    fc.assert(
      fc.property(draws, ([k, population, marked, drawn]) => {
        expect(hypergeometricMass(k, population, marked, drawn)).toBeCloseTo(hypergeometricMass(k, population, drawn, marked), 12);
        expect(hypergeometricUpper(k, population, marked, drawn)).toBe(
          hypergeometricLower(marked - k, population, marked, population - drawn),
        );
      }),
    );
  });
  it('keeps the digits of a tail of 1e-200', () => {
    // All 340 marked of 680 among the 340 drawn: one way of C(680, 340), of which ln is 467.06….
    const ways = Array.from({ length: 340 }, (_, at) => Math.log((341 + at) / (1 + at))).reduce((sum, part) => sum + part, 0);
    expect(Math.log(hypergeometricUpper(340, 680, 340, 340))).toBeCloseTo(-ways, 9);
    expect(hypergeometricUpper(340, 680, 340, 340)).toBeLessThan(1e-200);
  });
  it('is certain where nothing, or all, is drawn or marked', () => {
    expect([
      hypergeometricMass(0, 0, 0, 0),
      hypergeometricMass(0, 9, 4, 0),
      hypergeometricMass(4, 9, 4, 9),
      hypergeometricMass(3, 9, 9, 3),
    ]).toEqual([1, 1, 1, 1]);
    expect([
      hypergeometricUpper(0, 9, 4, 3),
      hypergeometricUpper(4, 9, 4, 3),
      hypergeometricLower(3, 9, 4, 3),
      hypergeometricLower(-1, 9, 4, 3),
    ]).toEqual([1, 0, 1, 0]);
  });
  it('refuses what cannot be drawn', () => {
    for (const [population, marked, drawn] of [
      [9, 10, 3],
      [9, 3, 10],
      [9.5, 3, 3],
      [-1, 0, 0],
      [NaN, 1, 1],
    ] as const)
      for (const of of [hypergeometricMass, hypergeometricLower, hypergeometricUpper])
        expect(() => of(1, population, marked, drawn)).toThrow(RangeError);
  });
});
