import { checkConfidence } from './check.js';
import { normalLower, normalQuantile } from './distributions/normal.js';
import { median } from './quantile.js';
import { rankSumShares } from './rank-sums.js';

/** A shift between two groups, with an interval. */
export interface ShiftInterval {
  /** Median of all differences y − x, in their unit. */
  shift: number;
  /** Lower end of the interval: the k-th smallest difference. */
  lower: number;
  /** Upper end: the k-th largest. */
  upper: number;
  /** Rank of the ends, from 1. */
  k: number;
  /** Confidence that the interval has, which is at least the one asked for where that can be had. */
  achieved: number;
  /** Whether two groups of these sizes can give the confidence that was asked for. */
  attainable: boolean;
}

/** So many differences are counted exactly. */
const MOST_EXACT = 10_000;

/**
 * Hodges and Lehmann's shift (1963) between two groups with the interval that belongs to Mann and Whitney's test: k is the
 * quantile of U at half the error, and at least 1; exact up to 10 000 differences, beyond by the normal distribution. For a
 * ratio, give logarithms and take exp of the result. O(mn·log mn).
 *
 * Of one value each: their difference, with no confidence.
 *
 * @param x first group (baseline). @param y second group (current). @param confidence such as 0.95.
 * @throws RangeError when a group is empty or holds NaN, or the confidence is not between 0 and 1.
 * @example hodgesLehmann([1, 2, 3], [2, 3, 4]).shift // 1
 */
export function hodgesLehmann(x: readonly number[], y: readonly number[], confidence = 0.95): ShiftInterval {
  checkConfidence(confidence);
  const differences = y.flatMap((b) => x.map((a) => b - a)).sort((a, b) => a - b);
  const shift = median(differences);
  const { k, below } =
    differences.length <= MOST_EXACT ? exactRank(x.length, y.length, confidence) : normalRank(x.length, y.length, confidence);
  const achieved = 1 - 2 * below;
  return {
    shift,
    lower: differences[k - 1] ?? NaN,
    upper: differences[differences.length - k] ?? NaN,
    k,
    achieved,
    attainable: achieved >= confidence - SLACK,
  };
}

/** Rounding must not push past a sum that is equal. */
const SLACK = 1e-12;

/** The smallest u, from 1, with P(U ≤ u) at least half the error, and P(U < u). */
function exactRank(m: number, n: number, confidence: number): { k: number; below: number } {
  const shares = rankSumShares(m, n);
  const tail = (1 - confidence) / 2 - SLACK;
  let k = 1;
  let below = shares[0] ?? 0;
  for (; k < shares.length && below + (shares[k] ?? 0) < tail; k++) below += shares[k] ?? 0;
  return { k, below };
}

/** The same from the normal distribution, with continuity correction. */
function normalRank(m: number, n: number, confidence: number): { k: number; below: number } {
  const sd = Math.sqrt((m * n * (m + n + 1)) / 12);
  const middle = (m * n) / 2;
  const k = Math.max(1, Math.ceil(middle - 0.5 + normalQuantile((1 - confidence) / 2) * sd));
  return { k, below: normalLower((k - 0.5 - middle) / sd) };
}
