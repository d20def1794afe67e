import { createRandom, varianceInflation } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { inflationsOf } from './inflations.js';

const correlated = (n: number, rho: number, seed = 1): Float32Array => {
  const random = createRandom(seed);
  let place = random.normal();
  return Float32Array.from({ length: n }, () => {
    place = rho * place + Math.sqrt(1 - rho * rho) * random.normal();
    return 100 * Math.exp(0.6 * place);
  });
};

describe('inflationsOf', () => {
  it('are those of being above each percentile, and the larger of two for all', () => {
    const series = correlated(2048, 0.8);
    const sorted = [...series].sort((a, b) => a - b);
    const inflations = inflationsOf(series);
    for (const percentile of [50, 75, 90, 95, 99]) {
      const expected = varianceInflation(series, sorted[Math.floor((2047 * percentile) / 100)] ?? NaN, 400);
      expect(inflations?.at(percentile)).toBe(Number(expected.toPrecision(4)));
    }
    expect(inflations?.vif).toBe(Math.max(inflations?.at(50) ?? NaN, inflations?.at(95) ?? NaN));
    expect(inflations?.at(99)).toBeLessThan(inflations?.at(50) ?? NaN);
  });
  it('are those of the next percentile below where too few requests are above', () => {
    const few = inflationsOf(correlated(900, 0.8));
    expect(few?.at(99)).toBe(few?.at(95));
    const many = inflationsOf(correlated(2048, 0.8));
    expect(many?.at(99)).not.toBe(many?.at(95));
    expect(many?.at(99.9)).toBe(many?.at(99));
  });
  it('are not known of fewer than 100 requests', () => {
    expect(inflationsOf(correlated(99, 0.5))).toBeUndefined();
    expect(inflationsOf(correlated(100, 0.5))?.vif).toBeGreaterThanOrEqual(1);
  });
});
