import { describe, expect, it } from 'vitest';
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
