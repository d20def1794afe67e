import { type Bucket, buckets, histogramCount } from './buckets.js';
import { checkShare } from './check.js';
import type { Histogram } from './types.js';

/**
 * Quantile of a histogram in ms.
 *
 * - `values` that were rounded: the sample at index ⌊n·q⌋, counted from 0, at most n − 1. No interpolation. It is what
 *   Locust prints.
 * - `values` as they were (`rounding: 'none'`): the sample quantile of type 7, as {@link quantile}.
 * - `exponential`: the bucket in which the cumulative count reaches n·q, then geometric interpolation in it,
 *   low·(high / low)^part, as Prometheus does for its native histograms.
 * - `bounds`: the same with linear interpolation, as Prometheus' `histogram_quantile`. The first bucket begins at 0 (or
 *   at `min`); in an open last bucket without `max` the answer is the last bound, which the true value exceeds.
 *
 * The ends of the buckets are `min` and `max` where these are known and nearer.
 *
 * n = 0: undefined; so is a histogram of one open bucket without `max`. n = 1 in `values`: the sample, for every q; in
 * the other kinds the sample's bucket. Never falls when q rises.
 *
 * @param q share of the samples below, 0 to 1.
 * @throws RangeError when q is outside 0 to 1, or the histogram contradicts its own layout.
 * @example histogramQuantile({ kind: 'values', values: [10, 20, 400], counts: [90, 9, 1] }, 0.95) // 20
 */
export function histogramQuantile(histogram: Histogram, q: number): number | undefined {
  return histogramQuantiles(histogram, [q])[0];
}

/**
 * Several quantiles of one histogram in ms, in the order of `shares`, each as {@link histogramQuantile} gives it: for a curve,
 * since the buckets are gone through once.
 *
 * @throws RangeError as {@link histogramQuantile}.
 * @example histogramQuantiles({ kind: 'values', values: [10, 20, 400], counts: [90, 9, 1] }, [0.5, 0.95]) // [10, 20]
 */
export function histogramQuantiles(histogram: Histogram, shares: readonly number[]): (number | undefined)[] {
  shares.forEach((q) => checkShare(q));
  const total = histogramCount(histogram);
  if (total === 0) return shares.map(() => undefined);
  const filled = buckets(histogram);
  const { kind } = histogram;
  if (kind !== 'values') return shares.map((q) => interpolate(filled, total * q, kind));
  if (histogram.rounding === 'none') return shares.map((q) => betweenSamples(filled, (total - 1) * q));
  return shares.map((q) => sampleAt(filled, Math.floor(total * q)));
}

function betweenSamples(filled: readonly Bucket[], position: number): number | undefined {
  const index = Math.floor(position);
  const low = sampleAt(filled, index);
  const high = position === index ? low : sampleAt(filled, index + 1);
  if (low === undefined || high === undefined || low === high) return low;
  return low + (position - index) * (high - low);
}

function sampleAt(filled: readonly Bucket[], index: number): number | undefined {
  let passed = 0;
  for (const bucket of filled) {
    passed += bucket.samples;
    if (passed > index) return bucket.lowMs;
  }
  return filled.at(-1)?.lowMs;
}

function interpolate(filled: readonly Bucket[], rank: number, kind: 'exponential' | 'bounds'): number | undefined {
  let passed = 0;
  for (const bucket of filled) {
    const isLast = bucket === filled.at(-1);
    if (passed + bucket.samples >= rank || isLast)
      return inside(bucket, Math.min(Math.max((rank - passed) / bucket.samples, 0), 1), kind, filled.length === 1);
    passed += bucket.samples;
  }
  return undefined;
}

function inside({ lowMs, highMs }: Bucket, part: number, kind: 'exponential' | 'bounds', isOnly: boolean): number | undefined {
  // An open bucket that holds everything and begins at no printed bound says nothing at all.
  if (highMs === undefined) return isOnly && lowMs <= 0 ? undefined : lowMs;
  if (part === 1) return highMs;
  const value =
    kind === 'exponential' && lowMs > 0 && highMs < Infinity ? lowMs * (highMs / lowMs) ** part : lowMs + part * (highMs - lowMs);
  return Math.min(Math.max(value, lowMs), highMs);
}
