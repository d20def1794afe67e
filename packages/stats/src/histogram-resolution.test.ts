import { describe, expect, it } from 'vitest';
import { exponentialBound, exponentialIndex } from './buckets.js';
import { histogramResolution, locustRound } from './histogram-resolution.js';

describe('histogramResolution', () => {
  it('of rounded values is Locust’s step', () => {
    const steps = [0, 99, 100, 999, 1000, 9999, 10_000, 123_000].map((value) =>
      histogramResolution({ kind: 'values', values: [], counts: [], rounding: 'locust' }, value),
    );
    expect(steps).toEqual([1, 1, 10, 10, 100, 100, 1000, 1000]);
  });
  it('of values as they were is 0', () => {
    expect(histogramResolution({ kind: 'values', values: [450], counts: [1] }, 450)).toBe(0);
    expect(histogramResolution({ kind: 'values', values: [450], counts: [1], rounding: 'none' }, 450)).toBe(0);
  });
  it('of exponential buckets is their width; a bound belongs to the bucket below', () => {
    const histogram = { kind: 'exponential', scale: 0, zeroCount: 1, offset: 0, counts: [1] } as const;
    expect([0, 1.5, 4, 4.1, 0.3].map((value) => histogramResolution({ ...histogram, counts: [1] }, value))).toEqual([0, 1, 2, 4, 0.25]);
  });
  it('of bounds is from bound to bound', () => {
    const histogram = { kind: 'bounds', bounds: [10, 20, 40], counts: [1, 1, 1, 1] } as const;
    const at = (value: number, known: { min?: number; max?: number } = {}) =>
      histogramResolution({ ...histogram, bounds: [...histogram.bounds], counts: [...histogram.counts], ...known }, value);
    expect([at(10), at(10.5), at(40), at(3, { min: 4 }), at(50, { max: 70 })]).toEqual([10, 10, 20, 6, 30]);
    expect(at(50)).toBeUndefined();
  });
});

describe('exponentialIndex', () => {
  it('finds the bucket of times at its very ends, at every scale', () => {
    for (let scale = -10; scale <= 20; scale++) {
      for (const start of [-3, -1, 0, 1, 9.5]) {
        const index = Math.floor(start * 2 ** scale);
        const [low, high] = [exponentialBound(scale, index), exponentialBound(scale, index + 1)];
        if (high < Infinity) expect(exponentialIndex(scale, high)).toBe(index);
        if (low > 0) expect(exponentialIndex(scale, low)).toBe(index - 1);
      }
    }
  });
});

describe('locustRound', () => {
  // python3 -c "print([round(4.5), round(5.5), round(445, -1), round(455, -1), round(1250, -2), round(15500, -3)])"
  it('rounds as Locust does, halves to the even multiple', () => {
    expect([4.5, 5.5, 445, 455, 1250, 15_500, 99.6, 0.2].map(locustRound)).toEqual([4, 6, 440, 460, 1200, 16_000, 100, 0]);
  });
});
