/** How {@link adjustPValues} corrects for the number of tests. */
export type Adjustment = 'bh' | 'by' | 'holm' | 'bonferroni';

/**
 * P values adjusted for their number: rejecting those at most q keeps the share of false ones among the rejected below q
 * (`bh`: Benjamini and Hochberg 1995, for independent or positively dependent tests; `by`: Benjamini and Yekutieli 2001, for
 * any), or the probability of a single false one (`holm` 1979; `bonferroni`).
 *
 * Adjusted values stand in the order given and never exceed 1. An empty list gives an empty one.
 *
 * @throws RangeError when a value is no share.
 * @example adjustPValues([0.01, 0.02, 0.5]) // [0.03, 0.03, 0.5]
 */
export function adjustPValues(values: readonly number[], method: Adjustment = 'bh'): number[] {
  for (const p of values) if (!(p >= 0 && p <= 1)) throw new RangeError(`a p value of ${p}; expected a share from 0 to 1`);
  const n = values.length;
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const harmonic = method === 'by' ? values.reduce((sum, _, index) => sum + 1 / (index + 1), 0) : 1;
  const adjusted = new Array<number>(n).fill(1);
  const raw = (rank: number) => {
    const p = values[order[rank] ?? 0] ?? 1;
    if (method === 'bonferroni') return n * p;
    return method === 'holm' ? (n - rank) * p : (harmonic * n * p) / (rank + 1);
  };
  // Step-up methods take the least from above, Holm's the greatest from below, so that the order of the values is kept.
  let bound = method === 'holm' ? 0 : 1;
  for (let step = 0; step < n; step++) {
    const rank = method === 'holm' ? step : n - 1 - step;
    bound =
      method === 'bonferroni'
        ? Math.min(1, raw(rank))
        : method === 'holm'
          ? Math.max(bound, Math.min(1, raw(rank)))
          : Math.min(bound, raw(rank));
    adjusted[order[rank] ?? 0] = bound;
  }
  return adjusted;
}
