import fc from 'fast-check';
import type { BoundsHistogram, ExponentialHistogram, Histogram, ValuesHistogram } from '../src/types.js';

const counts = fc.integer({ min: 0, max: 1000 });

/** Histograms of distinct times, rounded by Locust or not. */
export const valuesHistograms: fc.Arbitrary<ValuesHistogram> = fc
  .record({
    samples: fc.array(fc.tuple(fc.integer({ min: 0, max: 30_000 }), counts), { maxLength: 30 }),
    rounding: fc.constantFrom('none' as const, 'locust' as const),
  })
  .map(({ samples, rounding }) => {
    const distinct = [
      ...new Map(samples.map(([value, count]) => [rounding === 'locust' ? Math.floor(value / 1000) * 1000 : value, count])),
    ].sort(([a], [b]) => a - b);
    return { kind: 'values', values: distinct.map(([value]) => value), counts: distinct.map(([, count]) => count), rounding };
  });

/** Histograms in the exponential layout, from microseconds to days, of any scale. */
export const exponentialHistograms: fc.Arbitrary<ExponentialHistogram> = fc
  .record({
    scale: fc.integer({ min: -10, max: 20 }),
    zeroCount: counts,
    start: fc.double({ min: -10, max: 27, noNaN: true }),
    counts: fc.array(counts, { maxLength: 160 }),
  })
  .map(({ scale, zeroCount, start, counts: filled }) => ({
    kind: 'exponential',
    scale,
    zeroCount,
    offset: Math.floor(start * 2 ** scale),
    counts: scale < -2 ? filled.slice(0, scale === -10 ? 1 : 2) : filled.slice(0, scale < 4 ? 30 : 160),
  }));

/** Histograms between printed bounds, with and without an open last bucket. */
export const boundsHistograms: fc.Arbitrary<BoundsHistogram> = fc
  .record({
    bounds: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }),
    open: fc.boolean(),
    seed: fc.array(counts, { minLength: 9, maxLength: 9 }),
  })
  .map(({ bounds, open, seed }) => ({
    kind: 'bounds',
    bounds: bounds.sort((a, b) => a - b).map((bound) => bound * 10),
    counts: seed.slice(0, bounds.length + (open ? 1 : 0)),
  }));

/** Histograms of all kinds. */
export const histograms: fc.Arbitrary<Histogram> = fc.oneof(valuesHistograms, exponentialHistograms, boundsHistograms);

/** Shares from 0 to 1. */
export const shares: fc.Arbitrary<number> = fc.double({ min: 0, max: 1, noNaN: true });

/** Whole numbers as samples, with many ties among them. */
export const tiedSamples = (minLength: number, maxLength = 12): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength, maxLength });

/** Samples without ties but by chance. */
export const samples = (minLength: number, maxLength = 30): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength, maxLength });

/** Confidences that are asked for. */
export const confidences: fc.Arbitrary<number> = fc.double({ min: 0.5, max: 0.999, noNaN: true });

/** Events among trials. */
export const proportions: fc.Arbitrary<{ x: number; n: number }> = fc
  .tuple(fc.integer({ min: 1, max: 400 }), shares)
  .map(([n, share]) => ({ x: Math.round(n * share), n }));
