import { checkConfidence, checkShare } from './check.js';
import { binomialLower, binomialQuantile } from './distributions/binomial.js';

/** An interval for a quantile, between two of the samples. */
export interface QuantileInterval {
  /** Lower end in the samples' unit; -Infinity where the samples are too few for one. */
  lower: number;
  /** Upper end; Infinity where the samples are too few. */
  upper: number;
  /** Ranks of the two samples, 1 to n; 0 and n + 1 stand for the ends that there are not. */
  ranks: readonly [lower: number, upper: number];
  /** How often such an interval holds the true quantile, at least; undefined where an end is missing. */
  coverage: number | undefined;
}

/**
 * Interval for a quantile from the order of independent samples alone, whatever their distribution: the number of samples
 * below the true quantile is binomial, so that its quantiles are ranks (David and Nagaraja 2003, §7.1).
 *
 * n = 0 and other too small numbers: an end that is infinite.
 *
 * @param sorted samples in ascending order. @param q share below. @param confidence such as 0.95.
 * @throws RangeError when q is no share, or the confidence is not between 0 and 1.
 * @example quantileInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.5) // ranks 2 and 9, coverage 0.978…
 */
export function quantileInterval(sorted: readonly number[], q: number, confidence = 0.95): QuantileInterval {
  const n = sorted.length;
  const ranks = quantileRanks(n, q, confidence);
  const [low, high] = ranks;
  const coverage = low >= 1 && high <= n ? binomialLower(high - 1, n, q) - binomialLower(low - 1, n, q) : undefined;
  return { lower: sorted[low - 1] ?? -Infinity, upper: sorted[high - 1] ?? Infinity, ranks, coverage };
}

/** Ranks, 0 to n + 1, of the ends of the interval for a quantile of n independent samples. */
export function quantileRanks(n: number, q: number, confidence: number): readonly [lower: number, upper: number] {
  checkShare(q);
  checkConfidence(confidence);
  const tail = (1 - confidence) / 2;
  return [binomialQuantile(tail, n, q), binomialQuantile(1 - tail, n, q) + 1];
}
