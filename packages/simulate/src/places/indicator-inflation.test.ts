import { createRandom, varianceInflation } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { indicatorInflation } from './indicator-inflation.js';

describe('indicatorInflation', () => {
  // Python 3.11: sum over lags of Simpson's rule (4,000 intervals) on ∫ φ(x)·Φ((z − r·x)/√(1 − r²)) dx with statistics.NormalDist.
  it.each([
    [0.5, 0.5, 2.307175605],
    [0.5, 0.95, 1.686440025],
    [0.5, 0.999, 1.133828569],
    [0.9, 0.5, 13.278867429],
    [0.9, 0.95, 8.568893013],
    [0.9, 0.999, 3.787471578],
  ])('is the sum over all lags: rho %f, q %f', (rho, q, expected) => {
    expect(indicatorInflation(rho, q)).toBeCloseTo(expected, 4);
    expect(indicatorInflation(rho, 1 - q)).toBeCloseTo(expected, 4);
  });

  it('is 1 for independent requests', () => {
    for (const q of [0.01, 0.5, 0.999]) expect(indicatorInflation(0, q)).toBe(1);
  });

  it('at the median is a sum of arcs', () => {
    let expected = 1;
    for (let lag = 1; lag < 200; lag++) expected += (4 / Math.PI) * Math.asin(0.7 ** lag);
    expect(indicatorInflation(0.7, 0.5)).toBeCloseTo(expected, 6);
  });

  it('is what Geyer’s sequence finds in such a series', () => {
    const random = createRandom(4);
    let place = 0;
    const series = Array.from({ length: 200_000 }, () => (place = 0.5 * place + Math.sqrt(0.75) * random.normal()));
    expect(Math.abs(varianceInflation(series, 0, 60) / indicatorInflation(0.5, 0.5) - 1)).toBeLessThan(0.05);
  });
});
