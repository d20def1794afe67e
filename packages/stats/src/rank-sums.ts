/** Beyond so many pairs of values counting takes seconds and more. */
const MOST_PAIRS = 40_000;

/**
 * Distribution of Mann and Whitney's U for two groups of m and n values without ties, every order being as likely: the
 * share of orders for each U from 0 to m·n (Mann and Whitney 1947, recursion on the largest value). O((m·n)²).
 *
 * @throws RangeError beyond 40 000 pairs.
 */
export function rankSumShares(m: number, n: number): Float64Array {
  checkPairs(m, n);
  // U is the same for exchanged groups; the shorter ones make the columns that are kept.
  if (n > m) return rankSumShares(n, m);
  // Ways with i of the first and j of the second group, kept for one i at a time; as shares, lest they overflow.
  let row: Float64Array[] = Array.from({ length: n + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= m; i++) {
    const next: Float64Array[] = [Float64Array.of(1)];
    for (let j = 1; j <= n; j++) next.push(withOneMore(row[j] as Float64Array, next[j - 1] as Float64Array, i, j));
    row = next;
  }
  return row[n] as Float64Array;
}

/** The largest of all is of the second group with probability j/(i + j): it then exceeds all i of the first. */
function withOneMore(withFirst: Float64Array, withSecond: Float64Array, i: number, j: number): Float64Array {
  const shares = new Float64Array(i * j + 1);
  for (let u = 0; u < withSecond.length; u++) shares[u + i] = ((withSecond[u] as number) * j) / (i + j);
  for (let u = 0; u < withFirst.length; u++) shares[u] = (shares[u] as number) + ((withFirst[u] as number) * i) / (i + j);
  return shares;
}

/**
 * The same given ties: the distribution of the sum of doubled mid-ranks of the second group over all ways to draw it.
 *
 * @param doubled doubled mid-ranks of all values, which are whole numbers.
 * @param n size of the second group.
 * @returns shares by the doubled rank sum.
 * @throws RangeError beyond 40 000 pairs.
 */
export function tiedRankSumShares(doubled: readonly number[], n: number): Float64Array {
  const total = doubled.length;
  checkPairs(total - n, n);
  const most = doubled.reduce((sum, rank) => sum + rank, 0);
  // By how many were drawn so far and their sum; each value is drawn with the probability that keeps all draws alike.
  const rows = Array.from({ length: n + 1 }, () => new Float64Array(most + 1));
  (rows[0] as Float64Array)[0] = 1;
  let reached = 0;
  doubled.forEach((rank, taken) => {
    // From the most drawn down, so that a value is drawn once.
    for (let j = Math.min(n, taken); j >= 0; j--) {
      const drawn = (n - j) / (total - taken);
      const [same, more] = [rows[j] as Float64Array, rows[j + 1]];
      for (let sum = reached; sum >= 0; sum--) {
        const share = same[sum] as number;
        if (share === 0) continue;
        same[sum] = share * (1 - drawn);
        if (more !== undefined) more[sum + rank] = (more[sum + rank] as number) + share * drawn;
      }
    }
    reached += rank;
  });
  return rows[n] as Float64Array;
}

function checkPairs(m: number, n: number): void {
  if (m * n > MOST_PAIRS)
    throw new RangeError(`${m} and ${n} values are too many to count all orders; expected at most ${MOST_PAIRS} pairs`);
}
