import type { BoundsHistogram } from '@loadline/schema';
import type { Interval } from './fortio-intervals.js';

/** The bounds of fortio's buckets, to be multiplied by the resolution of a run: steps of 1, 2, 5, 10 … */
const STEPS: readonly number[] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 100],
  ...[120, 140, 160, 180, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000],
  ...[2000, 3000, 4000, 5000, 7500, 10_000, 20_000, 30_000, 40_000, 50_000, 75_000, 100_000],
];

/** Resolutions in seconds, the usual one first, for runs that do not say theirs. */
const RESOLUTIONS: readonly number[] = [1e-3, 1e-4, 1e-5, 1e-2, 5e-4, 5e-5, 2e-4, 2e-5, 1e-6, 1e-1, 1];

/** What a run says of its buckets, in seconds. */
export interface Grid {
  resolution: number;
  offset: number;
}

/**
 * The histogram of a run in ms. fortio writes only the buckets that hold something, and cuts the outermost at the smallest
 * and the largest time. Where they are recognised, the bounds are all of those that fortio counts between, so that
 * histograms of several runs have the same and add up exactly.
 *
 * @param grid what the run says of its buckets; it is found by trying where it does not.
 */
export function fortioHistogram(
  intervals: readonly Interval[],
  grid: Grid | undefined,
  sum: number | undefined,
): BoundsHistogram | undefined {
  const candidates = grid === undefined ? RESOLUTIONS.map((resolution) => ({ resolution, offset: 0 })) : [grid];
  const [first, last] = [intervals[0], intervals.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const known = {
    min: toMs(first.start),
    max: toMs(last.end),
    ...(sum === undefined || !Number.isFinite(sum * 1000) ? {} : { sum: toMs(sum) }),
  };
  for (const candidate of candidates) {
    const bounds = STEPS.map((step) => candidate.offset + step * candidate.resolution);
    const counts = fit(intervals, bounds);
    if (counts !== undefined) return { kind: 'bounds', ...shorten(bounds.map(toMs), counts), ...known };
  }
  return { kind: 'bounds', ...ownBounds(intervals), ...known };
}

/** Counts between all bounds; undefined where the buckets are none of those between them. */
function fit(intervals: readonly Interval[], bounds: readonly number[]): number[] | undefined {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  const at = (index: number) => bounds[index] ?? (index < 0 ? 0 : Infinity);
  for (const [index, { start, end, count }] of intervals.entries()) {
    const found = bounds.findIndex((bound) => bound >= end || isClose(bound, end));
    const bucket = found < 0 ? bounds.length : found;
    const [low, high] = [at(bucket - 1), at(bucket)];
    const isFirst = index === 0;
    const isLast = index === intervals.length - 1;
    if (!(isClose(low, start) || (isFirst && start >= low)) || !(isClose(high, end) || (isLast && end <= high))) return undefined;
    counts[bucket] = (counts[bucket] ?? 0) + count;
  }
  return counts;
}

/** Without bounds at which nothing can lie (0 and below), and without an open bucket that is empty. */
function shorten(bounds: number[], counts: number[]): { bounds: number[]; counts: number[] } {
  const skipped = bounds[0] === 0 && counts[0] === 0 ? 1 : 0;
  const open = counts.at(-1) === 0 ? 1 : 0;
  return { bounds: bounds.slice(skipped), counts: counts.slice(skipped, counts.length - open) };
}

/** Buckets as they were written, and empty ones where they leave a gap. */
function ownBounds(intervals: readonly Interval[]): { bounds: number[]; counts: number[] } {
  const counts = new Map<number, number>();
  intervals.forEach(({ start, end, count }, index) => {
    if (index > 0 && !counts.has(toMs(start))) counts.set(toMs(start), 0);
    counts.set(toMs(end), (counts.get(toMs(end)) ?? 0) + count);
  });
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return { bounds: sorted.map(([bound]) => bound), counts: sorted.map(([, count]) => count) };
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function toMs(seconds: number): number {
  return Number((seconds * 1000).toPrecision(12));
}
