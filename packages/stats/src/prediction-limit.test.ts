import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tPredictionLimit } from './prediction-limit.js';
import { createRandom } from './random.js';
import { samples } from '../test/arbitraries.js';

const values = samples(2, 20);
const probabilities = fc.double({ min: 0.5, max: 0.9999, noNaN: true });

describe('tPredictionLimit', () => {
  it('widens with the probability, about the mean, in any order', () => {
    fc.assert(
      fc.property(values, probabilities, probabilities, (data, a, b) => {
        const [narrow, wide] = [tPredictionLimit(data, Math.min(a, b)), tPredictionLimit(data, Math.max(a, b))];
        const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
        expect((wide.upper + wide.lower) / 2 - mean).toBeLessThan(1e-9 * Math.max(1, wide.upper - wide.lower));
        expect(wide.upper >= narrow.upper && wide.lower <= narrow.lower).toBe(true);
        const back = tPredictionLimit([...data].reverse(), a);
        expect(back.upper).toBeCloseTo(tPredictionLimit(data, a).upper, 4);
      }),
    );
  });
  it('moves and scales with the values; on the log scale it scales', () => {
    const data = [201.5, 182, 190.25, 199];
    const [plain, log] = [tPredictionLimit(data, 0.95), tPredictionLimit(data, 0.95, { scale: 'log' })];
    expect(
      tPredictionLimit(
        data.map((value) => 8 * value + 64),
        0.95,
      ).upper,
    ).toBeCloseTo(8 * plain.upper + 64, 9);
    const scaled = tPredictionLimit(
      data.map((value) => 1000 * value),
      0.95,
      { scale: 'log' },
    );
    expect([scaled.upper / log.upper, scaled.lower / log.lower]).toEqual([expect.closeTo(1000, 9), expect.closeTo(1000, 9)]);
  });
  it('is wider than with a known deviation, and less so the more values there are', () => {
    const ratio = (data: number[]) => {
      const [t, z] = [tPredictionLimit(data, 0.99), tPredictionLimit(data, 0.99, { distribution: 'normal' })];
      return (t.upper - t.lower) / (z.upper - z.lower);
    };
    const many = Array.from({ length: 60 }, (_, at) => at % 7);
    expect(ratio([1, 2])).toBeGreaterThan(10);
    expect(ratio(many)).toBeGreaterThan(1);
    expect(ratio(many)).toBeLessThan(1.1);
  });
  it('is passed as rarely as it says', () => {
    const random = createRandom(12);
    const rounds = 4000;
    let passed = 0;
    for (let round = 0; round < rounds; round++) {
      const data = Array.from({ length: 4 }, () => random.normal());
      if (random.normal() > tPredictionLimit(data, 0.9).upper) passed++;
    }
    // 10 %, with a standard deviation of 0.5 %.
    expect(Math.abs(passed / rounds - 0.1)).toBeLessThan(0.02);
  });
  it('of equal values is that value', () => {
    expect(tPredictionLimit([5, 5, 5], 0.99)).toEqual({ upper: 5, lower: 5 });
    expect(tPredictionLimit([5, 5, 5], 1)).toEqual({ upper: 5, lower: 5 });
  });
  it('refuses fewer than two values, odd ones, and what is no share', () => {
    for (const data of [[], [1], [1, NaN], [1, Infinity]]) expect(() => tPredictionLimit(data, 0.95)).toThrow(RangeError);
    for (const data of [
      [1, 0],
      [1, -2],
    ])
      expect(() => tPredictionLimit(data, 0.95, { scale: 'log' })).toThrow('no logarithm');
    for (const probability of [-0.1, 95, NaN]) expect(() => tPredictionLimit([1, 2], probability)).toThrow(RangeError);
  });
});
