import { median } from './quantile.js';
import { rankSumShares } from './rank-sums.js';

/** A shift between two groups, with an exact interval. */
export interface ShiftInterval {
  /** Median of all differences y − x, in their unit. */
  shift: number;
  /** Ends of the interval: the k-th smallest and the k-th largest difference. */
  lower: number;
  upper: number;
  /** Rank of the ends. */
  k: number;
  /** Confidence that the interval has, which is at least the one asked for where that can be had. */
  achieved: number;
  /** Whether two groups of these sizes can give the confidence that was asked for. */
  attainable: boolean;
}

/**
 * Hodges and Lehmann's shift (1963) between two groups with the exact interval that belongs to Mann and Whitney's test:
 * k is the quantile of U at half the error, and at least 1. For a ratio, give logarithms and take exp of the result.
 *
 * @param x first group (baseline). @param y second group (current). @param confidence such as 0.95.
 * @throws RangeError when a group is empty or holds NaN.
 * @example hodgesLehmann([1, 2, 3], [2, 3, 4]).shift // 1
 */
export function hodgesLehmann(x: readonly number[], y: readonly number[], confidence = 0.95): ShiftInterval {
  const differences = y.flatMap((b) => x.map((a) => b - a)).sort((a, b) => a - b);
  const shift = median(differences);
  const shares = rankSumShares(x.length, y.length);
  const tail = (1 - confidence) / 2;
  // The smallest u with P(U ≤ u) ≥ tail; rounding must not push past a sum that is equal.
  let below = 0;
  let k = 0;
  for (; k < shares.length - 1; k++) {
    below += shares[k] ?? 0;
    if (below >= tail - 1e-12) break;
  }
  k = Math.max(1, k);
  const outside = shares.slice(0, k).reduce((sum, share) => sum + share, 0);
  const achieved = 1 - 2 * outside;
  return {
    shift,
    lower: differences[k - 1] ?? NaN,
    upper: differences[differences.length - k] ?? NaN,
    k,
    achieved,
    attainable: achieved >= confidence - 1e-12,
  };
}
