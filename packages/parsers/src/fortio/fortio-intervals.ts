import { field, listOf } from '../input/json-text.js';
import { countOf, numberOf } from '../values/number-of.js';

/** One filled bucket of fortio: how many times, in seconds, lie between two bounds. */
export interface Interval {
  start: number;
  end: number;
  count: number;
}

/** Some 30 years: a longer time is none. */
const LONGEST_SECONDS = 1e9;

/** The filled buckets of a histogram, in order; undefined where they contradict one another or their count. */
export function fortioIntervals(histogram: unknown): Interval[] | undefined {
  const intervals: Interval[] = [];
  let last = 0;
  let sum = 0;
  for (const entry of listOf(field(histogram, 'Data'))) {
    const start = numberOf(field(entry, 'Start'));
    const end = numberOf(field(entry, 'End'));
    const count = countOf(field(entry, 'Count'));
    if (start === undefined || end === undefined || count === undefined || start < last || end < start || end > LONGEST_SECONDS)
      return undefined;
    intervals.push({ start, end, count });
    last = end;
    sum += count;
  }
  return intervals.length === 0 || sum !== countOf(field(histogram, 'Count')) ? undefined : intervals;
}

/**
 * A percentile from the buckets, as fortio takes it: the times of a bucket are spread evenly between its bounds. With the
 * width of the bucket, both in seconds.
 */
export function intervalPercentile(intervals: readonly Interval[], percentile: number): { value: number; width: number } | undefined {
  const total = intervals.reduce((sum, { count }) => sum + count, 0);
  const rank = (percentile / 100) * total;
  let passed = 0;
  for (const { start, end, count } of intervals) {
    if (count > 0 && passed + count >= rank) return { value: start + ((end - start) * (rank - passed)) / count, width: end - start };
    passed += count;
  }
  return undefined;
}

/** Width in seconds of the bucket that a time lies in. */
export function intervalWidth(intervals: readonly Interval[], value: number): number | undefined {
  const found = intervals.find(({ end }) => value <= end);
  return found === undefined || value < found.start ? undefined : found.end - found.start;
}
