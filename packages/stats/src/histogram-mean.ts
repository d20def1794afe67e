import { buckets, histogramCount } from './buckets.js';
import type { Histogram } from './types.js';
import { weightedMean } from './weighted-mean.js';

/**
 * Mean of a histogram in ms: Σ / n where the histogram knows its `sum`; of `values`, the mean of the (rounded) samples;
 * else every sample stands at the middle of its bucket, and in an open last bucket without `max` at its lower end.
 *
 * n = 0: undefined. n = 1: the sample, or its bucket's middle.
 *
 * @throws RangeError when the histogram contradicts its own layout.
 * @example histogramMean({ kind: 'values', values: [10, 20], counts: [3, 1] }) // 12.5
 */
export function histogramMean(histogram: Histogram): number | undefined {
  const total = histogramCount(histogram);
  if (total === 0) return undefined;
  if (histogram.kind !== 'values' && histogram.sum !== undefined) return histogram.sum / total;
  return weightedMean(
    buckets(histogram).map(({ lowMs, highMs, samples }) => ({
      value: highMs === undefined ? lowMs : lowMs + (highMs - lowMs) / 2,
      weight: samples,
    })),
  );
}
