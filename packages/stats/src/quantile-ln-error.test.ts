import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramLevels } from './histogram-levels.js';
import { meanLnError } from './mean-ln-error.js';
import { quantileLnError } from './quantile-ln-error.js';
import { createRandom } from './random.js';
import type { Level } from './types.js';

const levelsOf = (times: readonly number[]): Level[] => {
  const counts = new Map<number, number>();
  for (const ms of [...times].sort((a, b) => a - b)) counts.set(ms, (counts.get(ms) ?? 0) + 1);
  return [...counts].map(([ms, samples]) => ({ low: ms, high: ms, samples }));
};
const lognormal = (n: number, seed: number) => {
  const random = createRandom(seed);
  return Array.from({ length: n }, () => 100 * Math.exp(0.6 * random.normal()));
};
const deviation = (values: readonly number[]) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
};
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('quantileLnError', () => {
  it('is the standard deviation of ln quantile from sample to sample', () => {
    const samples = Array.from({ length: 300 }, (_, seed) => lognormal(1000, seed));
    for (const q of [0.5, 0.9, 0.95]) {
      const errors = samples.map((sample) => quantileLnError(levelsOf(sample), q, 1) ?? NaN);
      const found = samples.map((sample) => Math.log([...sample].sort((a, b) => a - b)[Math.floor(1000 * q)] ?? NaN));
      expect(Math.abs(meanOf(errors) / deviation(found) - 1)).toBeLessThan(0.12);
    }
  });
  it('grows with the root of the inflation, until 20 samples are left', () => {
    const even = levelsOf(Array.from({ length: 10_000 }, (_, at) => Math.exp(at / 10_000)));
    const one = quantileLnError(even, 0.5, 1) ?? NaN;
    expect(one).toBeCloseTo(0.005, 6);
    expect(quantileLnError(even, 0.5, 4)).toBeCloseTo(2 * one, 6);
    expect(quantileLnError(even, 0.5, 500)).toBeCloseTo(one * Math.sqrt(500), 6);
    expect(quantileLnError(even, 0.5, 50_000)).toBe(quantileLnError(even, 0.5, 500));
  });
  it('does not depend on the unit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 300 }),
        fc.constantFrom(0.5, 0.9, 0.95, 0.99),
        fc.constantFrom(0.001, 1000, 7),
        (times, q, unit) => {
          const [one, other] = [times, times.map((ms) => ms * unit)].map((each) => quantileLnError(levelsOf(each), q, 2));
          if (one === undefined) expect(other).toBeUndefined();
          else expect((other ?? NaN) / one).toBeCloseTo(1, 9);
          const [mean, otherMean] = [times, times.map((ms) => ms * unit)].map((each) => meanLnError(levelsOf(each), 2));
          if (mean === undefined) expect(otherMean).toBeUndefined();
          else expect((otherMean ?? NaN) / mean).toBeCloseTo(1, 9);
        },
      ),
    );
  });
  it('is hardly other where times are rounded or bucketed, and never 0', () => {
    const sample = lognormal(200_000, 1);
    for (const q of [0.5, 0.95, 0.99]) {
      const exact = quantileLnError(levelsOf(sample), q, 2) ?? NaN;
      // Whole multiples of 10 ms: the two ends of the interval are the same time, or lie a whole step apart.
      const rounded = quantileLnError(levelsOf(sample.map((ms) => 10 * Math.round(ms / 10))), q, 2) ?? NaN;
      expect(Math.abs(rounded / exact - 1)).toBeLessThan(0.15);
      const counts = new Map<number, number>();
      for (const ms of sample) counts.set(Math.ceil(Math.log2(ms) * 8), (counts.get(Math.ceil(Math.log2(ms) * 8)) ?? 0) + 1);
      const offset = Math.min(...counts.keys());
      const buckets = Array.from({ length: Math.max(...counts.keys()) - offset + 1 }, (_, at) => counts.get(offset + at) ?? 0);
      const bucketed = { kind: 'exponential', scale: 3, zeroCount: 0, offset: offset - 1, counts: buckets } as const;
      expect(Math.abs((quantileLnError(histogramLevels(bucketed), q, 2) ?? NaN) / exact - 1)).toBeLessThan(0.15);
    }
  });
  it('is not known where nothing tells the ends apart, or one is no time', () => {
    expect(quantileLnError([], 0.5, 1)).toBeUndefined();
    expect(quantileLnError(levelsOf([5, 5, 5]), 0.5, 1)).toBeUndefined();
    expect(quantileLnError(levelsOf([0, 0, 0, 7]), 0.5, 1)).toBeUndefined();
    expect(quantileLnError(levelsOf([1, 2, 3]), 0, 1)).toBeUndefined();
    expect(() => quantileLnError(levelsOf([1, 2]), 1.5, 1)).toThrow(RangeError);
  });
});

describe('meanLnError', () => {
  it('is the standard deviation of ln mean from sample to sample', () => {
    const samples = Array.from({ length: 300 }, (_, seed) => lognormal(500, seed));
    const errors = samples.map((sample) => meanLnError(levelsOf(sample), 1) ?? NaN);
    expect(Math.abs(meanOf(errors) / deviation(samples.map((sample) => Math.log(meanOf(sample)))) - 1)).toBeLessThan(0.1);
    expect(meanLnError(levelsOf(samples[0] ?? []), 4)).toBeCloseTo(2 * (errors[0] ?? NaN), 12);
  });
  it('is not known of one sample, equal ones, or none', () => {
    for (const times of [[], [5], [5, 5], [0, 0]]) expect(meanLnError(levelsOf(times), 1)).toBeUndefined();
  });
});
