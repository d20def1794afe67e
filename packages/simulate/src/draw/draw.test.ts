import { createRandom } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { meanOf, spreadOf } from '../testing/spread-of.js';
import { drawFailures } from './draw-failures.js';
import { drawGamma } from './draw-gamma.js';
import { drawPoisson } from './draw-poisson.js';

const COUNT = 20_000;

/** Mean and variance of many draws must be within five standard errors, of the variance roughly those of a normal one. */
function expectMoments(values: readonly number[], mean: number, variance: number): void {
  expect(Math.abs(meanOf(values) - mean)).toBeLessThan(5 * Math.sqrt(variance / values.length) + 1e-9);
  expect(Math.abs(spreadOf(values) ** 2 / variance - 1)).toBeLessThan(0.06 + 5 * Math.sqrt(6 / (variance * values.length)));
}
const draws = (draw: () => number): number[] => Array.from({ length: COUNT }, draw);

describe('drawGamma', () => {
  it.each([0.3, 1, 2.5, 40, 2000])('has mean and variance %f', (shape) => {
    const random = createRandom(1);
    expectMoments(
      draws(() => drawGamma(random, shape)),
      shape,
      shape,
    );
  });
  it('is 0 for a shape of 0', () => {
    expect(drawGamma(createRandom(1), 0)).toBe(0);
  });
});

describe('drawPoisson', () => {
  it.each([0.2, 5, 59.9, 60, 5000])('has mean and variance %f', (mean) => {
    const random = createRandom(2);
    const values = draws(() => drawPoisson(random, mean));
    expect(values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
    expectMoments(values, mean, mean);
  });
  it('is 0 for a mean of 0', () => {
    expect(drawPoisson(createRandom(1), 0)).toBe(0);
  });
});

describe('drawFailures', () => {
  it.each([
    [5000, 0.01, 2],
    [5000, 0.001, 1],
    [500, 0.02, 5],
  ])('comes in bursts: %i requests, share %f, burst %f', (requests, share, burst) => {
    const random = createRandom(3);
    const mean = requests * share;
    expectMoments(
      draws(() => drawFailures(random, requests, share, burst)),
      mean,
      mean * (2 * burst - 1),
    );
  });
  it('never fails more than there is, nor anything without errors', () => {
    const random = createRandom(4);
    for (let each = 0; each < 200; each++) {
      expect(drawFailures(random, 10, 0.9, 4)).toBeLessThanOrEqual(10);
      expect(drawFailures(random, 1000, 0, 2)).toBe(0);
    }
  });
});
