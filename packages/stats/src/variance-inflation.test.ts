import { describe, expect, it } from 'vitest';
import { createRandom } from './random.js';
import { varianceInflation } from './variance-inflation.js';

describe('varianceInflation', () => {
  it('is 1 where samples say nothing of the next, or there is nothing to say', () => {
    expect(varianceInflation([], 1)).toBe(1);
    expect(varianceInflation([1, 9], 5)).toBe(1);
    expect(varianceInflation([1, 2, 3, 4], 9)).toBe(1);
    // Strict alternation: the first pair of lags is negative.
    expect(varianceInflation([1, 9, 1, 9, 1, 9], 5)).toBe(1);
  });
  it('adds up the pairs of lags as long as they are positive', () => {
    // Deviations −1/3 (eight times) and 2/3 (four times); γ0 = 2/9. γ1 = (9·… )/12: computed by hand below.
    const deviations = [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0].map((value) => value - 1 / 3);
    const rho = (lag: number) => deviations.slice(lag).reduce((sum, value, t) => sum + value * (deviations[t] ?? 0), 0) / 12 / (2 / 9);
    let expected = 1;
    for (let lag = 1; rho(lag) + rho(lag + 1) > 0; lag += 2) expected += 2 * (rho(lag) + rho(lag + 1));
    expect(expected).toBeGreaterThan(2);
    expect(varianceInflation([1, 1, 1, 1, 9, 9, 9, 9, 1, 1, 1, 1], 5)).toBeCloseTo(expected, 12);
  });
});

describe('varianceInflation of long series', () => {
  it('is what the sums of products of deviations give', () => {
    const random = createRandom(3);
    for (const [n, rho, threshold] of [
      [500, 0.9, 0],
      [501, 0.5, 1.5],
      [2048, 0.98, -1],
    ] as const) {
      let place = 0;
      const series = Array.from({ length: n }, () => (place = rho * place + Math.sqrt(1 - rho * rho) * random.normal()));
      const above = series.map((value): number => (value > threshold ? 1 : 0));
      const mean = above.reduce((sum, value) => sum + value, 0) / n;
      const covariance = (lag: number) =>
        above.slice(lag).reduce((sum, value, t) => sum + (value - mean) * ((above[t] ?? 0) - mean), 0) / n;
      let expected = 1;
      for (let lag = 1; lag < 60; lag += 2) {
        const pair = (covariance(lag) + covariance(lag + 1)) / covariance(0);
        if (pair <= 0) break;
        expected += 2 * pair;
      }
      expect(varianceInflation(series, threshold, 60)).toBeCloseTo(expected, 9);
    }
  });
});
