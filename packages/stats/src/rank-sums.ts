/** How many of all ways to draw give each rank sum of the second group, less its least. */
export interface RankSums {
  /** Ways for the sums 0, 1, 2 … above the least, as shares of all ways. */
  shares: Float64Array;
}

/**
 * Distribution of Mann and Whitney's U for two groups of m and n values without ties, every order being as likely: the
 * share of orders for each U from 0 to m·n (Mann and Whitney 1947, recursion on the largest value).
 */
export function rankSumShares(m: number, n: number): Float64Array {
  // Ways with i of the first and j of the second group, kept for one i at a time; as shares, lest they overflow.
  let row: Float64Array[] = Array.from({ length: n + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= m; i++) {
    const next: Float64Array[] = [Float64Array.of(1)];
    for (let j = 1; j <= n; j++) {
      const shares = new Float64Array(i * j + 1);
      // The largest of all is of the second group with probability j/(i + j): it then exceeds all i of the first.
      const withSecond = next[j - 1] as Float64Array;
      const withFirst = row[j] as Float64Array;
      for (let u = 0; u < withSecond.length; u++) shares[u + i] = ((withSecond[u] as number) * j) / (i + j);
      for (let u = 0; u < withFirst.length; u++) shares[u] = (shares[u] as number) + ((withFirst[u] as number) * i) / (i + j);
      next.push(shares);
    }
    row = next;
  }
  return row[n] as Float64Array;
}

/**
 * The same given ties: the distribution of the sum of doubled mid-ranks of the second group over all ways to draw it.
 *
 * @param doubled doubled mid-ranks of all values, which are whole numbers.
 * @param n size of the second group.
 * @returns shares by the doubled rank sum.
 */
export function tiedRankSumShares(doubled: readonly number[], n: number): Float64Array {
  const most = doubled.reduce((sum, rank) => sum + rank, 0);
  // shares[j][s]: of the draws of j so far, those with sum s; each value is drawn with the probability that keeps all draws alike.
  const total = doubled.length;
  let rows = Array.from({ length: n + 1 }, () => new Float64Array(most + 1));
  (rows[0] as Float64Array)[0] = 1;
  doubled.forEach((rank, taken) => {
    const next = Array.from({ length: n + 1 }, () => new Float64Array(most + 1));
    const left = total - taken;
    for (let j = 0; j <= Math.min(n, taken); j++) {
      const drawn = (n - j) / left;
      const row = rows[j] as Float64Array;
      for (let s = 0; s <= most; s++) {
        const share = row[s] as number;
        if (share === 0) continue;
        const same = next[j] as Float64Array;
        same[s] = (same[s] as number) + share * (1 - drawn);
        if (j < n && drawn > 0) {
          const more = next[j + 1] as Float64Array;
          more[s + rank] = (more[s + rank] as number) + share * drawn;
        }
      }
    }
    rows = next;
  });
  return rows[n] as Float64Array;
}
