import { normalUpper } from './distributions/normal.js';
import { midRanks } from './mid-ranks.js';
import { rankSumShares, tiedRankSumShares } from './rank-sums.js';

/** Which way the second group may differ. */
export type Alternative = 'greater' | 'less' | 'two-sided';

/** How {@link mannWhitney} tests. */
export interface MannWhitneyOptions {
  /** `greater` asks whether the second group is stochastically larger. Default `two-sided`. */
  alternative?: Alternative;
  /** `exact` counts all orders, ties or not, of at most 40 000 pairs; `asymptotic` takes the normal distribution. Default: exact up to 50 values in all. */
  method?: 'exact' | 'asymptotic';
  /** Continuity correction of ½ in the asymptotic method. Default true. */
  continuity?: boolean;
}

/** What {@link mannWhitney} finds. */
export interface MannWhitneyResult {
  /** Pairs of which the second group's value is the larger, ties counted half. */
  u: number;
  /** Probability of a U so far out when the groups do not differ. */
  p: number;
  /** How it was found. */
  method: 'exact' | 'asymptotic';
}

/** So many values in all are counted exactly unless asked otherwise. */
const MOST_EXACT = 50;

/**
 * Mann and Whitney's rank-sum test (1947) of two groups of independent values. Exact also with ties, as the conditional
 * distribution of the mid-rank sum; asymptotic with the variance corrected for ties.
 *
 * A group without values: p = 1, U = 0. All values equal: p = 1.
 *
 * @param x first group (baseline). @param y second group (current).
 * @throws RangeError when a value is NaN, or there are too many for the exact method: more than 40 000 pairs.
 * @example mannWhitney([211.51, 198.39, 187.25], [279.57, 237.34, 254.35], { alternative: 'greater' }).p // 0.05
 */
export function mannWhitney(x: readonly number[], y: readonly number[], options: MannWhitneyOptions = {}): MannWhitneyResult {
  const { alternative = 'two-sided', continuity = true } = options;
  const [m, n] = [x.length, y.length];
  const method = options.method ?? (m + n <= MOST_EXACT ? 'exact' : 'asymptotic');
  const { ranks, ties } = midRanks([...x, ...y]);
  if (m === 0 || n === 0) return { u: 0, p: 1, method };
  const u = ranks.slice(m).reduce((total, rank) => total + rank, 0) - (n * (n + 1)) / 2;
  const tails = method === 'exact' ? exactTails(u, m, n, ranks, ties.length > 0) : normalTails(u, m, n, ties, continuity ? 0.5 : 0);
  return { u, p: sided(tails, alternative), method };
}

interface Tails {
  above: number;
  below: number;
}

function sided({ above, below }: Tails, alternative: Alternative): number {
  if (alternative === 'two-sided') return Math.min(1, 2 * Math.min(above, below));
  return Math.min(1, alternative === 'greater' ? above : below);
}

function exactTails(u: number, m: number, n: number, ranks: readonly number[], hasTies: boolean): Tails {
  if (!hasTies) return tailsOf(rankSumShares(m, n), u);
  // In order, so that the last digits do not depend on the order given.
  const doubled = ranks.map((rank) => Math.round(rank * 2)).sort((a, b) => a - b);
  return tailsOf(tiedRankSumShares(doubled, n), Math.round(2 * u + n * (n + 1)));
}

/** The variance is smaller with ties (Hollander and Wolfe 1999, §4.1). */
function normalTails(u: number, m: number, n: number, ties: readonly number[], half: number): Tails {
  const size = m + n;
  const tied = ties.reduce((total, t) => total + (t ** 3 - t), 0);
  const variance = ((m * n) / 12) * (size + 1 - tied / (size * (size - 1)));
  if (!(variance > 0)) return { above: 1, below: 1 };
  const off = u - (m * n) / 2;
  const sd = Math.sqrt(variance);
  return { above: normalUpper((off - half) / sd), below: normalUpper((-off - half) / sd) };
}

function tailsOf(shares: Float64Array, at: number): Tails {
  let above = 0;
  let below = 0;
  shares.forEach((share, value) => {
    if (value >= at) above += share;
    if (value <= at) below += share;
  });
  return { above, below };
}
