import type { Comparison, Finding } from '@loadline/schema';
import { normalQuantile, studentQuantile } from '@loadline/stats';
import { rounded } from './rounded.js';

type Band = NonNullable<NonNullable<Comparison['history']>['series'][number]['band']>;

const LEVEL = 0.95;

/**
 * Where one more run of unchanged code would lie, by the noise that the finding was judged by (`evidence.noisePct`, the standard
 * error SE of a change between k and m runs): s² = SE²/(1/k + 1/m) is the variance of one run, and the band is
 * mean ± t(df)·s·√(1 + 1/k) about the mean of the k runs of the baseline, on the logarithmic scale. For one run that is judged it
 * is the interval of its change, turned about. An error rate has no logarithm when it is 0: it is taken as it is, about the rate
 * of all runs.
 *
 * Undefined where nothing was weighed, and for pairs of runs: their differences do not tell how far one run moves by itself.
 *
 * @param before what the runs of the baseline measured. @param runs how many of the current ones measured it.
 */
export function historyBand({ evidence, baseline }: Finding, before: readonly number[], runs: number): Band | undefined {
  const { method, noisePct, df } = evidence;
  const isRate = method === 'quasi-binomial';
  if (!isRate && method !== 'moderated-t' && method !== 'prior-z') return undefined;
  if (!(typeof noisePct === 'number' && noisePct > 0) || before.length === 0 || runs === 0) return undefined;
  const quantile = typeof df === 'number' ? studentQuantile((1 + LEVEL) / 2, df) : normalQuantile((1 + LEVEL) / 2);
  const ofOneRun = Math.sqrt((1 + 1 / before.length) / (1 / before.length + 1 / runs));
  const reach = (standardError: number) => quantile * ofOneRun * standardError;
  if (isRate) {
    if (baseline.value === null) return undefined;
    const points = reach(noisePct);
    return { low: rounded(Math.max(0, baseline.value - points)), high: rounded(Math.min(100, baseline.value + points)), level: LEVEL };
  }
  if (!before.every((value) => value > 0)) return undefined;
  const middle = before.reduce((sum, value) => sum + Math.log(value), 0) / before.length;
  const width = reach(Math.log(1 + noisePct / 100));
  return { low: rounded(Math.exp(middle - width)), high: rounded(Math.exp(middle + width)), level: LEVEL };
}
