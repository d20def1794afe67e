import { checkShare } from './check.js';
import { effectiveSize } from './effective-sample-size.js';
import type { Level } from './types.js';

/**
 * Standard error of the natural logarithm of a sample quantile, from the sample itself: half the distance of ln q(p + h) and
 * ln q(p − h), with h = √(p(1 − p)/N) and N the effective sample size, n / inflation and not below 20. It asks nothing of the
 * distribution: how steep it is about the quantile is read where the quantile may lie.
 *
 * q(·) runs straight between the middles of the steps of the empirical distribution (the mid-distribution quantile; Ma, Genton
 * and Parzen 2011, "Asymptotic properties of sample quantiles of discrete distributions"). Where all samples differ that is
 * Hazen's quantile. Where many are equal because they were rounded, or stand for a bucket, the plain quantile is the same on
 * both sides, or jumps by a whole step: here the distance follows the neighbouring steps. Beyond the least and the greatest
 * sample it is that sample.
 *
 * Undefined where nothing tells the two ends apart (all samples equal, no sample), or the lower one is 0.
 *
 * @param levels samples in ascending order. @param q share below, 0 to 1.
 * @param inflation variance inflation at this quantile ({@link varianceInflation}); 1 for independent samples.
 * @throws RangeError when q is no share.
 * @example quantileLnError([10, 20, 30, 40].map((ms) => ({ low: ms, high: ms, samples: 25 })), 0.5, 1) // 0.0801…
 */
export function quantileLnError(levels: readonly Level[], q: number, inflation: number): number | undefined {
  checkShare(q);
  let count = 0;
  for (const { samples } of levels) count += samples;
  const reach = Math.sqrt((q * (1 - q)) / effectiveSize(count, inflation));
  const lower = placeAt(levels, (q - reach) * count);
  const upper = placeAt(levels, (q + reach) * count);
  return lower > 0 && upper > lower ? Math.log(upper / lower) / 2 : undefined;
}

/** Where so many samples lie below, a level's own counted half. */
function placeAt(levels: readonly Level[], rank: number): number {
  let passed = 0;
  let [place, middle] = [NaN, NaN];
  for (const { low, high, samples } of levels) {
    const nextMiddle = passed + samples / 2;
    const nextPlace = (low + high) / 2;
    if (nextMiddle >= rank)
      return Number.isNaN(place) ? nextPlace : place + ((nextPlace - place) * (rank - middle)) / (nextMiddle - middle);
    [place, middle] = [nextPlace, nextMiddle];
    passed += samples;
  }
  return place;
}
