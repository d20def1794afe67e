import { boundsIndex, checkHistogram, exponentialBound, exponentialIndex } from './buckets.js';
import type { Histogram } from './types.js';

/**
 * Width in ms of the bucket that a time fell into: what a histogram cannot tell apart.
 *
 * - `values` as they were: 0. Rounded by Locust: 1 below 100 ms, 10 below 1 s, 100 below 10 s, else 1000.
 * - `exponential`: base^(i+1) − base^i; 0 for a time of 0.
 * - `bounds`: from bound to bound, the first from 0 or `min`; undefined in an open last bucket without `max`.
 *
 * @param valueMs the time, usually a quantile of the same histogram.
 * @throws RangeError when the histogram contradicts its own layout.
 * @example histogramResolution({ kind: 'values', values: [450], counts: [1], rounding: 'locust' }, 450) // 10
 */
export function histogramResolution(histogram: Histogram, valueMs: number): number | undefined {
  checkHistogram(histogram);
  if (histogram.kind === 'values') return histogram.rounding === 'locust' ? locustResolution(valueMs) : 0;
  if (histogram.kind === 'exponential') {
    if (valueMs <= 0) return 0;
    const index = exponentialIndex(histogram.scale, valueMs);
    return exponentialBound(histogram.scale, index + 1) - exponentialBound(histogram.scale, index);
  }
  const index = boundsIndex(histogram.bounds, valueMs);
  const high = histogram.bounds[index] ?? histogram.max;
  const low = histogram.bounds[index - 1] ?? Math.min(histogram.min ?? 0, high ?? 0);
  return high === undefined ? undefined : Math.max(high - low, 0);
}

/**
 * Step in ms to which Locust rounds a time before it counts it: 1 below 100 ms, 10 below 1 s, 100 below 10 s, else 1000.
 *
 * @example locustResolution(450) // 10
 */
export function locustResolution(valueMs: number): number {
  if (valueMs < 100) return 1;
  if (valueMs < 1000) return 10;
  return valueMs < 10_000 ? 100 : 1000;
}

/**
 * The time in ms that Locust counts for a response time: rounded to its step, halves to the even multiple.
 *
 * @example locustRound(445) // 440
 */
export function locustRound(valueMs: number): number {
  const step = locustResolution(valueMs);
  const steps = valueMs / step;
  const below = Math.floor(steps);
  if (steps - below !== 0.5) return Math.round(steps) * step;
  return (below % 2 === 0 ? below : below + 1) * step;
}
