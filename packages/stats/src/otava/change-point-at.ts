import { studentUpper } from '../distributions/student.js';
import { momentsOf, type Moments } from '../moments.js';

/** A change point with the means and spreads around it. */
export interface OtavaChangePoint {
  /** First index of the new regime. */
  index: number;
  /** Mean from the change point before to this one, in the values' unit. */
  meanBefore: number;
  /** Mean from here to the next change point. */
  meanAfter: number;
  /** Standard deviation before, with divisor n, as the t test of this method takes it. */
  sdBefore: number;
  /** Standard deviation after, in the same way. */
  sdAfter: number;
  /** Two-sided p value of the pooled t test. */
  p: number;
  /** meanAfter / meanBefore − 1. */
  relativeChange: number;
}

/** The change point at an index, against its neighbours among others. */
export function changePointAt(series: readonly number[], index: number, others: readonly number[]): OtavaChangePoint {
  const from = Math.max(0, ...others.filter((other) => other < index));
  const to = Math.min(series.length, ...others.filter((other) => other > index));
  const [before, after] = [momentsOf(series.slice(from, index)), momentsOf(series.slice(index, to))];
  return {
    index,
    meanBefore: before.mean,
    meanAfter: after.mean,
    sdBefore: Math.sqrt(before.squares / before.n),
    sdAfter: Math.sqrt(after.squares / after.n),
    p: tTest(before, after),
    relativeChange: after.mean / before.mean - 1,
  };
}

/** Student's pooled t test, two-sided, of variances with divisor n. */
function tTest(a: Moments, b: Moments): number {
  const df = a.n + b.n - 2;
  if (df < 1) return 1;
  const variance = ({ n, squares }: Moments) => ((n - 1) * squares) / n;
  const pooled = (variance(a) + variance(b)) / df;
  const difference = Math.abs(a.mean - b.mean);
  if (pooled === 0) return difference === 0 ? 1 : 0;
  return Math.min(1, 2 * studentUpper(difference / Math.sqrt(pooled * (1 / a.n + 1 / b.n)), df));
}
