import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentialBound, exponentialIndex, histogramCount, quantile } from '@loadline/stats';
import {
  addDistribution,
  addTime,
  createDistribution,
  type Distribution,
  FINE_SCALE,
  fineIndex,
  levelsOf,
  meanOf,
  MOST_DISTINCT,
} from './distribution.js';
import { histogramOf, latencyMetrics, quantileOf } from './distribution-values.js';

function of(times: readonly number[]): Distribution {
  const distribution = createDistribution();
  for (const ms of times) addTime(distribution, ms);
  return distribution;
}

const wholeTimes = fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 400 });
const times = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 });
/** More distinct times than are kept. */
const manyTimes = fc
  .integer({ min: 1, max: 1000 })
  .map((seed) => Array.from({ length: 4000 }, (_, index) => Math.exp(((index * 7919 + seed * 104_729) % 4000) / 500)));

describe('distribution', () => {
  it('is exact while times are few', () => {
    fc.assert(
      fc.property(fc.oneof(wholeTimes, times), fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const distribution = of(values);
        const sorted = [...values].map((value) => value + 0).sort((a, b) => a - b);
        expect(quantileOf(levelsOf(distribution), values.length, q)).toEqual({ value: quantile(sorted, q), width: 0 });
        expect([distribution.count, distribution.min, distribution.max]).toEqual([values.length, sorted[0], sorted.at(-1)]);
        expect(meanOf(distribution)).toBeCloseTo(values.reduce((a, b) => a + b, 0) / values.length, 5);
      }),
    );
  });
  it('is within 0.5 % of the exact quantile once times are counted in buckets', () => {
    fc.assert(
      fc.property(manyTimes, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const distribution = of(values);
        expect(distribution.times).toBeUndefined();
        const exact = quantile(
          [...values].sort((a, b) => a - b),
          q,
        );
        const { value } = quantileOf(levelsOf(distribution), values.length, q);
        expect(Math.abs(value / exact - 1)).toBeLessThan(0.005);
      }),
      { numRuns: 30 },
    );
  });
  it('finds the bucket of every time, at the very end of one too', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ min: 1e-6, max: 1e11, noNaN: true }), fc.integer({ min: 1, max: 100_000 })), (ms) => {
        expect(fineIndex(ms)).toBe(exponentialIndex(FINE_SCALE, ms));
      }),
    );
    for (let index = -3000; index < 9000; index += 7) expect(fineIndex(exponentialBound(FINE_SCALE, index + 1))).toBe(index);
  });
  it('does not depend on the order, nor on how the times were shared out', () => {
    fc.assert(
      fc.property(fc.oneof(wholeTimes, times, manyTimes), fc.nat(4000), (values, at) => {
        const whole = of(values);
        const parts = of(values.slice(at).reverse());
        addDistribution(parts, of(values.slice(0, at)));
        expect(levelsOf(parts)).toEqual(levelsOf(whole));
        expect(histogramOf(parts)).toEqual(histogramOf(whole));
        expect(latencyMetrics(parts)).toEqual(latencyMetrics(whole));
      }),
      { numRuns: 60 },
    );
  });
  it('is stored as the times themselves, or as at most 160 buckets with the same count', () => {
    expect(histogramOf(of([10, 20, 10]))).toEqual({ kind: 'values', values: [10, 20], counts: [2, 1], rounding: 'none' });
    const many = Array.from({ length: 3000 }, (_, index) => 0.5 + index);
    const histogram = histogramOf(of([...many, 0, 0]));
    expect(histogram).toMatchObject({ kind: 'exponential', zeroCount: 2, min: 0, max: 2999.5 });
    expect(histogram?.counts.length).toBeLessThanOrEqual(160);
    expect(histogram === undefined ? 0 : histogramCount(histogram)).toBe(3002);
    expect(histogramOf(createDistribution())).toBeUndefined();
  });
  it('keeps times until there is one more distinct than it keeps', () => {
    const most = Array.from({ length: MOST_DISTINCT }, (_, index) => index + 1);
    expect(of([...most, ...most]).times).toBeDefined();
    expect(of([...most, 0]).times).toBeUndefined();
  });
  it('says of what is exact how coarsely it was measured, and 99.9 only of a thousand', () => {
    expect(latencyMetrics(of([10, 20]), 1)).toEqual([
      { name: 'avg_latency_ms', value: 15, provenance: 'exact' },
      { name: 'min_latency_ms', value: 10, provenance: 'exact', resolution: 1 },
      { name: 'max_latency_ms', value: 20, provenance: 'exact', resolution: 1 },
      ...[50, 75, 90, 95, 99].map((percentile) => ({
        name: `p${percentile}_latency_ms`,
        value: quantile([10, 20], percentile / 100),
        provenance: 'exact',
        resolution: 1,
      })),
    ]);
    expect(latencyMetrics(of(new Array<number>(1000).fill(3))).at(-1)).toEqual({ name: 'p99.9_latency_ms', value: 3, provenance: 'exact' });
  });
  it('adds up weights, and sums beyond what a double holds to the last digit', () => {
    const heavy = createDistribution();
    addTime(heavy, 1e11, 1000);
    addTime(heavy, 0.000_001, 1000);
    expect(heavy.count).toBe(2000);
    expect(meanOf(heavy)).toBeCloseTo(5e10, 0);
  });
});
