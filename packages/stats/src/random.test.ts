import { describe, expect, it } from 'vitest';
import { createRandom } from './random.js';

describe('createRandom', () => {
  // Written down again in Python with unbounded integers and masks (testdata/random.py); its output for three draws of each seed.
  it.each([
    [0, [0.41675133265905573, 0.5870561741002205, 0.2650367332581032]],
    [1, [0.09156953175513294, 0.8881928137485323, 0.43427017709149285]],
    [42, [0.15377165265745885, 0.018084542542176507, 0.5348906284683476]],
    [-1, [0.9555830018603452, 0.2682696548492096, 0.8580147783595625]],
  ])('of seed %d gives the reference numbers', (seed, expected) => {
    const random = createRandom(seed);
    expect(expected.map(() => random.next())).toEqual(expected);
  });
  it('is uniform: each tenth has its share', () => {
    const random = createRandom(7);
    const tenths = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) {
      const tenth = Math.floor(random.next() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // Standard deviation of a count: √(100000 × 0.1 × 0.9) = 95; the seed is fixed, so this cannot be unlucky twice.
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
  it('draws whole numbers below a bound, and all of them', () => {
    const random = createRandom(3);
    expect(new Set(Array.from({ length: 200 }, () => random.integer(5)))).toEqual(new Set([0, 1, 2, 3, 4]));
  });
  it('draws standard normal numbers', () => {
    const random = createRandom(11);
    const draws = Array.from({ length: 100_000 }, () => random.normal());
    const mean = draws.reduce((total, draw) => total + draw, 0) / draws.length;
    const variance = draws.reduce((total, draw) => total + (draw - mean) ** 2, 0) / draws.length;
    // Standard deviations of the two: 0.0032 and 0.0045.
    expect(mean).toBeCloseTo(0, 1);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  });
  it('refuses seeds that are no whole numbers', () => {
    for (const seed of [0.5, NaN, Infinity, 2 ** 60]) expect(() => createRandom(seed)).toThrow(RangeError);
  });
});
