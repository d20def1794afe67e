import type { BoundsHistogram } from '@loadline/schema';
import { field, listOf } from '../input/json-text.js';
import { numberOf } from '../values/number-of.js';

/** A native histogram as the API writes it, in the unit of its metric. */
export interface NativeHistogram {
  /** Samples. */
  count: number;
  /** Their sum. */
  sum: number;
  /** Filled buckets in ascending order. */
  buckets: { low: number; high: number; count: number }[];
}

const isSane = (value: number) => value >= 0 && value <= Number.MAX_SAFE_INTEGER;

/** A native histogram from an answer; undefined for anything else, and for one with values below 0. */
export function nativeHistogram(value: unknown): NativeHistogram | undefined {
  const count = numberOf(field(value, 'count'));
  const sum = numberOf(field(value, 'sum'));
  if (count === undefined || sum === undefined || !isSane(count) || !isSane(sum)) return undefined;
  const buckets = listOf(field(value, 'buckets')).map((entry) => {
    const [, low, high, samples] = listOf(entry).map(numberOf);
    return { low: low ?? NaN, high: high ?? NaN, count: samples ?? NaN };
  });
  // The bucket around zero reaches as far below it as above.
  const isSound = buckets.every(({ low, high, count: samples }) => high > low && high > 0 && isSane(high) && isSane(samples));
  return isSound ? { count, sum, buckets: buckets.sort((a, b) => a.high - b.high) } : undefined;
}

/** Counts between bounds in ms, from buckets that may have gaps between them. */
export function toBounds(buckets: NativeHistogram['buckets'], perMs: number): BoundsHistogram {
  const bounds: number[] = [];
  const counts: number[] = [];
  const add = (bound: number, count: number) => {
    const last = bounds.length - 1;
    if (bound > (bounds[last] ?? -Infinity)) {
      bounds.push(bound);
      counts.push(count);
    } else if (last >= 0) {
      counts[last] = (counts[last] ?? 0) + count;
    }
  };
  for (const { low, high, count } of buckets) {
    if (low > 0) add(low / perMs, 0);
    add(high / perMs, count);
  }
  return { kind: 'bounds', bounds, counts };
}

/** Buckets of two native histograms of one metric as one; what overlaps stays side by side. */
export function addBuckets(a: NativeHistogram['buckets'], b: NativeHistogram['buckets'], factor: number): NativeHistogram['buckets'] {
  const byBounds = new Map<string, { low: number; high: number; count: number }>();
  for (const [list, times] of [
    [a, 1],
    [b, factor],
  ] as const) {
    for (const { low, high, count } of list) {
      const key = `${low} ${high}`;
      const known = byBounds.get(key);
      byBounds.set(key, { low, high, count: (known?.count ?? 0) + count * times });
    }
  }
  return [...byBounds.values()].filter((bucket) => bucket.count > 0).sort((x, y) => x.high - y.high);
}
