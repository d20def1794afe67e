import { checkConfidence } from '../check.js';
import { studentQuantile } from '../distributions/student.js';
import { meanOf } from '../moments.js';
import { moderate } from './moderate.js';
import type { ModeratedFit, ModeratedResult, ModeratedSeries, ModerationOptions } from './types.js';

/** The fit of no series. */
const NOTHING: ModeratedFit = { results: [], df: 0, d0: 0, dfPool: 0, cHat: 1, cTilde: 1 };

/**
 * Empirical-Bayes moderated t over all series of a report (after Smyth 2004): each series' own variance, of few runs, is
 * moderated by what all series show together, and that by what is expected beforehand. Series that move together lend less
 * (the degrees of freedom of the pooled scale come from the residuals' covariance).
 *
 * 1. s² pooled within groups over ν = kb + kc − 2, r = s²/v0. 2. d0 by the moments of ln r. 3. dfPool from G = RᵀR.
 * 4. c̃ = (w + dfPool·ĉ·(d0 − 2)/d0)/(w + dfPool). 5. s̃² = (d0·c̃·v0 + ν·s²)/(d0 + ν). 6. t = θ/√(s̃²·(1/kb + 1/kc)).
 *
 * @param series all of the same numbers of runs. An empty list has no results.
 * @throws RangeError when ν < 1, the numbers of runs differ, a value is not finite, or an expected variance or option is out of
 * its range.
 * @example moderatedT([{ baseline: [0, 0.02, 0.01], current: [0.3], priorVariance: 0.0025 }]).results[0].t // 6.444…
 */
export function moderatedT(series: readonly ModeratedSeries[], options: ModerationOptions = {}): ModeratedFit {
  const first = series[0];
  if (first === undefined) return { ...NOTHING, results: [] };
  const [kb, kc] = [first.baseline.length, first.current.length];
  const nu = kb + kc - 2;
  if (nu < 1 || kb < 1 || kc < 1) throw new RangeError(`${kb} and ${kc} runs; expected three and more in all, one on each side`);
  const rows = series.map((each) => residualsOf(each, kb, kc));
  return moderate(
    rows.map(({ theta, residuals }, at) => ({ theta, residuals, priorVariance: series[at]?.priorVariance ?? NaN })),
    nu,
    1 / kb + 1 / kc,
    options,
  );
}

/**
 * The same for pairs of runs, base and candidate in turn on the same machine: one-sample, on the differences. ν = pairs − 1.
 *
 * @param differences current − baseline of each pair, by series. @param priorVariances of such a difference.
 * @throws RangeError when there are fewer than two pairs, their numbers differ, a value is not finite, or an expected variance
 * or option is out of its range.
 * @example moderatedPairedT([[0.1, 0.12, 0.08]], [0.005]).results[0].theta // 0.1
 */
export function moderatedPairedT(
  differences: readonly (readonly number[])[],
  priorVariances: readonly number[],
  options: ModerationOptions = {},
): ModeratedFit {
  const pairs = differences[0]?.length ?? 0;
  if (differences.length === 0) return { ...NOTHING, results: [] };
  if (pairs < 2) throw new RangeError(`${pairs} pairs; expected two and more`);
  const rows = differences.map((own, at) => {
    if (own.length !== pairs) throw new RangeError('series of different numbers of pairs');
    const theta = meanOf(own);
    return { theta, residuals: own.map((value) => value - theta), priorVariance: priorVariances[at] ?? NaN };
  });
  return moderate(rows, pairs - 1, 1 / pairs, options);
}

/**
 * Half the width of the two-sided interval of a result's θ, in the unit of θ.
 *
 * @param df of the fit. @param confidence such as 0.95.
 * @throws RangeError when the confidence is not between 0 and 1.
 * @example moderatedReach({ theta: 0.2, standardError: 0.05, t: 4, p: 0.001 }, 12, 0.95) // 0.1089…
 */
export function moderatedReach(result: ModeratedResult, df: number, confidence: number): number {
  checkConfidence(confidence);
  return -studentQuantile((1 - confidence) / 2, df) * result.standardError;
}

function residualsOf({ baseline, current }: ModeratedSeries, kb: number, kc: number): { theta: number; residuals: number[] } {
  if (baseline.length !== kb || current.length !== kc) throw new RangeError('series of different numbers of runs');
  const [before, after] = [meanOf(baseline), meanOf(current)];
  return { theta: after - before, residuals: [...baseline.map((value) => value - before), ...current.map((value) => value - after)] };
}
