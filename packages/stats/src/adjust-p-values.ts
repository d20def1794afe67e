import { checkShare } from './check.js';

/** How {@link adjustPValues} corrects for the number of tests. */
export type Adjustment = 'bh' | 'by' | 'holm' | 'bonferroni';

/**
 * P values adjusted for their number: rejecting those at most q keeps the share of false ones among the rejected below q
 * (`bh`: Benjamini and Hochberg 1995, for independent or positively dependent tests; `by`: Benjamini and Yekutieli 2001, for
 * any), or the probability of a single false one (`holm`: 1979; `bonferroni`).
 *
 * Adjusted values stand in the order given and never exceed 1. An empty list gives an empty one.
 *
 * @throws RangeError when a value is no share.
 * @example adjustPValues([0.01, 0.02, 0.5]) // [0.03, 0.03, 0.5]
 */
export function adjustPValues(values: readonly number[], method: Adjustment = 'bh'): number[] {
  for (const p of values) checkShare(p, 'a p value');
  const n = values.length;
  if (method === 'bonferroni') return values.map((p) => Math.min(1, n * p));
  const ranked = values.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(n).fill(1);
  if (method === 'holm') {
    let most = 0;
    ranked.forEach(({ p, index }, rank) => {
      most = Math.min(1, Math.max(most, (n - rank) * p));
      adjusted[index] = most;
    });
    return adjusted;
  }
  const penalty = method === 'by' ? values.reduce((sum, _, index) => sum + 1 / (index + 1), 0) : 1;
  let least = 1;
  ranked.reverse().forEach(({ p, index }, step) => {
    least = Math.min(least, (penalty * n * p) / (n - step));
    adjusted[index] = least;
  });
  return adjusted;
}
