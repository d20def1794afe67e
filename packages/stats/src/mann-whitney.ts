import { normalUpper } from './distributions/normal.js';
import { rankSumShares, tiedRankSumShares } from './rank-sums.js';

/** Which way the second group may differ. */
export type Alternative = 'greater' | 'less' | 'two-sided';

/** How {@link mannWhitney} tests. */
export interface MannWhitneyOptions {
  /** `greater` asks whether the second group is stochastically larger. Default `two-sided`. */
  alternative?: Alternative;
  /** `exact` counts all orders, ties or not; `asymptotic` takes the normal distribution. Default: exact up to 50 values in all. */
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
 * @throws RangeError when a value is NaN.
 * @example mannWhitney([211.51, 198.39, 187.25], [279.57, 237.34, 254.35], { alternative: 'greater' }).p // 0.05
 */
export function mannWhitney(x: readonly number[], y: readonly number[], options: MannWhitneyOptions = {}): MannWhitneyResult {
  const { alternative = 'two-sided', continuity = true } = options;
  const [m, n] = [x.length, y.length];
  const method = options.method ?? (m + n <= MOST_EXACT ? 'exact' : 'asymptotic');
  if (m === 0 || n === 0) return { u: 0, p: 1, method };
  const { ranks, ties } = midRanks([...x, ...y]);
  const u = ranks.slice(m).reduce((sum, rank) => sum + rank, 0) - (n * (n + 1)) / 2;
  if (method === 'exact') return { u, p: sided(exactTails(u, m, n, ranks, ties.length > 0), alternative), method };
  const size = m + n;
  const tied = ties.reduce((sum, t) => sum + (t ** 3 - t), 0);
  const sd = Math.sqrt(((m * n) / 12) * (size + 1 - tied / (size * (size - 1))));
  if (!(sd > 0)) return { u, p: 1, method };
  const off = u - (m * n) / 2;
  const half = continuity ? 0.5 : 0;
  const tails = { above: normalUpper((off - half) / sd), below: normalUpper((-off - half) / sd) };
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
  const doubled = ranks.map((rank) => Math.round(rank * 2));
  return tailsOf(tiedRankSumShares(doubled, n), Math.round(2 * u + n * (n + 1)));
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

/** Mid-ranks in the order given, and the sizes of the groups of equal values. */
function midRanks(values: readonly number[]): { ranks: number[]; ties: number[] } {
  if (values.some((value) => Number.isNaN(value))) throw new RangeError('a rank of NaN');
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  const ties: number[] = [];
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let at = from; at < to; at++) ranks[order[at] ?? 0] = (from + 1 + to) / 2;
    if (to - from > 1) ties.push(to - from);
    from = to;
  }
  return { ranks, ties };
}
