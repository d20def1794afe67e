import { checkNumbers } from './check.js';
import { effectiveSampleSize } from './effective-sample-size.js';
import { quantileRanks } from './quantile-interval.js';
import { quantile } from './quantile.js';

/**
 * Interval for a quantile of one run from samples that depend on each other: as {@link quantileInterval} with the effective
 * sample size N in place of n, and the ranks taken as shares: ⌊n·lower/N⌋ and ⌈n·upper/N⌉, within 1 and n.
 *
 * n = 0: throws. n = 1: the sample twice.
 *
 * @param series samples in the order of time; the ends are in their unit. @param q share below. @param confidence such as 0.95.
 * @param maxLag largest lag looked at.
 * @throws RangeError when there is no sample, one is NaN, q is no share, or the confidence is not between 0 and 1.
 * @example correlatedQuantileInterval([5, 5, 5, 5, 9, 9, 9, 9, 5, 5, 5, 5], 0.5) // { lower: 5, upper: 9 }
 */
export function correlatedQuantileInterval(
  series: readonly number[],
  q: number,
  confidence = 0.95,
  maxLag = Infinity,
): { lower: number; upper: number } {
  checkNumbers(series, 'a series');
  const sorted = [...series].sort((a, b) => a - b);
  const n = sorted.length;
  const size = Math.round(effectiveSampleSize(series, quantile(sorted, q), maxLag).effective);
  const [low, high] = quantileRanks(size, q, confidence);
  const lower = sorted[Math.max(1, Math.floor((low / size) * n)) - 1] ?? NaN;
  const upper = sorted[Math.min(n, Math.ceil((high / size) * n)) - 1] ?? NaN;
  return { lower, upper };
}
