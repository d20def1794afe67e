import { checkAscending, checkCounts } from './check.js';
import { sum } from './sum.js';
import type { BoundsHistogram, ExponentialHistogram, Histogram, ValuesHistogram } from './types.js';

/** Samples of a histogram that lie in (lowMs, highMs]; `highMs` is undefined where the bucket has no end. */
export interface Bucket {
  lowMs: number;
  highMs: number | undefined;
  samples: number;
}

/** @throws RangeError when a histogram contradicts its own layout. */
export function checkHistogram(histogram: Histogram): void {
  checkCounts(histogram.counts, 'counts');
  if (histogram.kind === 'values') {
    checkAscending(histogram.values, 'values');
    if (histogram.counts.length !== histogram.values.length)
      throw new RangeError(`${histogram.values.length} values have ${histogram.counts.length} counts`);
  } else if (histogram.kind === 'exponential') {
    checkCounts([histogram.zeroCount], 'zeroCount');
    if (!Number.isInteger(histogram.scale) || histogram.scale < MIN_SCALE || histogram.scale > MAX_SCALE)
      throw new RangeError(`the scale is ${histogram.scale}; expected a whole number from ${MIN_SCALE} to ${MAX_SCALE}`);
    checkOffset(histogram);
  } else {
    checkAscending(histogram.bounds, 'bounds');
    const extra = histogram.counts.length - histogram.bounds.length;
    if (extra !== 0 && extra !== 1) throw new RangeError(`${histogram.bounds.length} bounds have ${histogram.counts.length} counts`);
  }
}

/** Buckets below the least and beyond the greatest double would ask for memory without end when they are merged. */
function checkOffset({ scale, offset, counts }: ExponentialHistogram): void {
  const last =
    offset +
    Math.max(
      counts.findLastIndex((samples) => samples > 0),
      0,
    );
  const isInRange = offset >= -2 - 1100 * 2 ** scale && exponentialBound(scale, last) < Infinity;
  if (!Number.isSafeInteger(offset) || !isInRange)
    throw new RangeError(
      `the offset is ${offset} at scale ${scale}; expected a whole number whose buckets lie within the range of doubles`,
    );
}

/** Least scale: one bucket spans all that a double holds. */
export const MIN_SCALE = -10;
const MAX_SCALE = 20;

/** Lower end of an exponential bucket in ms: base^index. The next index gives the upper end. */
export function exponentialBound(scale: number, index: number): number {
  return 2 ** (index * 2 ** -scale);
}

/** Index of the exponential bucket that holds a time above 0 ms. */
export function exponentialIndex(scale: number, valueMs: number): number {
  let index = Math.ceil(Math.log2(valueMs) * 2 ** scale) - 1;
  // The logarithm is rounded: a time at a bucket's very end may have landed one bucket aside.
  while (valueMs <= exponentialBound(scale, index)) index -= 1;
  while (valueMs > exponentialBound(scale, index + 1)) index += 1;
  return index;
}

/** Position of the bucket that holds a time, in a histogram with bounds: the first whose bound is not below it. */
export function boundsIndex(bounds: readonly number[], valueMs: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] ?? Infinity) < valueMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The buckets with samples in them, in order; a distinct value is a bucket without width. */
export function buckets(histogram: Histogram): Bucket[] {
  const all =
    histogram.kind === 'values'
      ? valuesBuckets(histogram)
      : histogram.kind === 'exponential'
        ? exponentialBuckets(histogram)
        : boundsBuckets(histogram);
  return all.filter((bucket) => bucket.samples > 0);
}

function valuesBuckets(histogram: ValuesHistogram): Bucket[] {
  return histogram.values.map((value, index) => ({ lowMs: value, highMs: value, samples: histogram.counts[index] ?? 0 }));
}

function exponentialBuckets(histogram: ExponentialHistogram): Bucket[] {
  const zeros: Bucket = { lowMs: 0, highMs: 0, samples: histogram.zeroCount };
  const rest = histogram.counts.map((samples, position) => {
    const index = histogram.offset + position;
    return narrow(
      { lowMs: exponentialBound(histogram.scale, index), highMs: exponentialBound(histogram.scale, index + 1), samples },
      histogram,
    );
  });
  return [zeros, ...rest];
}

function boundsBuckets(histogram: BoundsHistogram): Bucket[] {
  return histogram.counts.map((samples, index) => {
    const highMs = histogram.bounds[index];
    // Below the first bound nothing is printed: response times begin at 0.
    const lowMs = histogram.bounds[index - 1] ?? Math.min(histogram.min ?? 0, highMs ?? Infinity);
    return narrow({ lowMs, highMs, samples }, histogram);
  });
}

/** Ends a bucket at the smallest and the largest sample, where these are known and lie in it. */
function narrow(bucket: Bucket, known: { min?: number; max?: number }): Bucket {
  const highest = bucket.highMs ?? known.max;
  const lowMs = known.min !== undefined && known.min > bucket.lowMs && known.min <= (highest ?? Infinity) ? known.min : bucket.lowMs;
  const highMs = known.max !== undefined && known.max < (highest ?? Infinity) && known.max >= lowMs ? known.max : highest;
  return { ...bucket, lowMs, highMs: highMs === undefined ? undefined : Math.max(highMs, lowMs) };
}

/**
 * Number of samples in a histogram. Fractions add up as they are.
 *
 * Empty histogram: 0.
 *
 * @throws RangeError when the histogram contradicts its own layout (lengths, order, negative counts).
 * @example histogramCount({ kind: 'values', values: [10, 20], counts: [3, 1] }) // 4
 */
export function histogramCount(histogram: Histogram): number {
  checkHistogram(histogram);
  return sum(histogram.counts) + (histogram.kind === 'exponential' ? histogram.zeroCount : 0);
}
