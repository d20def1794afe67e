import { studentQuantile, studentUpper } from './distributions/student.js';
import { digamma, trigamma, trigammaInverse } from './distributions/polygamma.js';

/** One series: the values of a metric of one endpoint, by run. */
export interface ModeratedSeries {
  /** Values of the baseline's runs, such as logarithms of a percentile; larger is worse. */
  baseline: readonly number[];
  /** Values of the current runs. */
  current: readonly number[];
  /** Variance of a run that is expected beforehand. */
  priorVariance: number;
}

/** What is assumed of the spread of variances over the series. */
export interface ModerationOptions {
  /** Weight of the expected variance against the pooled one, in degrees of freedom. Default 4. */
  priorWeight?: number;
  /** Bounds of the degrees of freedom d0 that the other series lend to each. Default 8 and 40. */
  leastDf?: number;
  mostDf?: number;
  /** d0 where there are fewer than six series, of which it cannot be estimated. Default 16. */
  fewDf?: number;
}

/** What was found of one series. */
export interface ModeratedResult {
  /** Mean of the current runs less that of the baseline's. */
  theta: number;
  /** Its standard error. */
  standardError: number;
  /** θ over its standard error. */
  t: number;
  /** One-sided probability of such a t when nothing has become worse. */
  p: number;
}

/** What the series have in common. */
export interface ModeratedFit {
  results: ModeratedResult[];
  /** Degrees of freedom of each t. */
  df: number;
  /** Degrees of freedom that the others lend to each series. */
  d0: number;
  /** Degrees of freedom of the pooled scale, fewer than runs × series where series move together. */
  dfPool: number;
  /** Pooled variance over the expected one; and shrunk towards 1. */
  cHat: number;
  cTilde: number;
}

/**
 * Empirical-Bayes moderated t over all series of a report (after Smyth 2004): each series' own variance, of few runs, is
 * moderated by what all series show together, and that by what is expected beforehand. Series that move together lend less
 * (the degrees of freedom of the pooled scale come from the residuals' covariance).
 *
 * 1. s² pooled within groups over ν = kb + kc − 2, r = s²/v0. 2. d0 by the moments of ln r. 3. dfPool from G = RᵀR.
 * 4. c̃ = (w + dfPool·ĉ·(d0 − 2)/d0)/(w + dfPool). 5. s̃² = (d0·c̃·v0 + ν·s²)/(d0 + ν). 6. t = θ/√(s̃²·(1/kb + 1/kc)).
 *
 * @param series all of the same numbers of runs. An empty list has no results.
 * @throws RangeError when ν < 1, the numbers of runs differ, or a value is not finite.
 */
export function moderatedT(series: readonly ModeratedSeries[], options: ModerationOptions = {}): ModeratedFit {
  const first = series[0];
  if (first === undefined) return { results: [], df: 0, d0: 0, dfPool: 0, cHat: 1, cTilde: 1 };
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
 * @throws RangeError when there are fewer than two pairs.
 */
export function moderatedPairedT(
  differences: readonly (readonly number[])[],
  priorVariances: readonly number[],
  options: ModerationOptions = {},
): ModeratedFit {
  const pairs = differences[0]?.length ?? 0;
  if (differences.length === 0) return { results: [], df: 0, d0: 0, dfPool: 0, cHat: 1, cTilde: 1 };
  if (pairs < 2) throw new RangeError(`${pairs} pairs; expected two and more`);
  const rows = differences.map((own, at) => {
    if (own.length !== pairs) throw new RangeError('series of different numbers of pairs');
    const theta = meanOf(own);
    return { theta, residuals: own.map((value) => value - theta), priorVariance: priorVariances[at] ?? NaN };
  });
  return moderate(rows, pairs - 1, 1 / pairs, options);
}

/** Half the width of a two-sided interval of a result, at a confidence. */
export function moderatedReach(result: ModeratedResult, df: number, confidence: number): number {
  return studentQuantile(1 - (1 - confidence) / 2, df) * result.standardError;
}

interface Row {
  theta: number;
  residuals: readonly number[];
  priorVariance: number;
}

function moderate(rows: readonly Row[], nu: number, f: number, options: ModerationOptions): ModeratedFit {
  const { priorWeight = 4, leastDf = 8, mostDf = 40, fewDf = 16 } = options;
  for (const { theta, priorVariance } of rows)
    if (!Number.isFinite(theta) || !(priorVariance > 0 && priorVariance < Infinity))
      throw new RangeError('a series with a value that is not finite, or without an expected variance above 0');
  const own = rows.map(({ residuals }) => residuals.reduce((sum, value) => sum + value * value, 0) / nu);
  const ratios = own.map((variance, at) => variance / (rows[at]?.priorVariance ?? 1));
  const d0 = rows.length < 6 ? fewDf : lentDf(ratios, nu, leastDf, mostDf);
  const { dfPool, cHat } = pooledScale(rows, nu);
  const cTilde = (priorWeight + (dfPool * cHat * (d0 - 2)) / d0) / (priorWeight + dfPool);
  const share = d0 / (d0 + nu);
  const df = 1 / (1 / (d0 + nu) + (share * share) / (priorWeight + dfPool));
  const results = rows.map(({ theta, priorVariance }, at) => {
    const variance = (d0 * cTilde * priorVariance + nu * (own[at] ?? 0)) / (d0 + nu);
    const standardError = Math.sqrt(variance * f);
    const t = theta / standardError;
    return { theta, standardError, t, p: studentUpper(t, df) };
  });
  return { results, df, d0, dfPool, cHat, cTilde };
}

/** Degrees of freedom of the spread of variances, by the moments of the logarithms of s²/v0 (Smyth 2004, §6.2). */
function lentDf(ratios: readonly number[], nu: number, least: number, most: number): number {
  const logs = ratios.map((ratio) => Math.log(Math.max(ratio, 1e-4)) - digamma(nu / 2) + Math.log(nu / 2));
  const mean = meanOf(logs);
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1);
  const rest = variance - trigamma(nu / 2);
  return rest <= 0 ? most : Math.min(most, Math.max(least, 2 * trigammaInverse(rest)));
}

/** The pooled scale, and its degrees of freedom given how the series move together. */
function pooledScale(rows: readonly Row[], nu: number): { dfPool: number; cHat: number } {
  const runs = rows[0]?.residuals.length ?? 0;
  // G = RᵀR over the series, of the size of the runs.
  const g = new Float64Array(runs * runs);
  for (const { residuals, priorVariance } of rows)
    for (let i = 0; i < runs; i++)
      for (let j = 0; j < runs; j++) g[i * runs + j] = (g[i * runs + j] ?? 0) + ((residuals[i] ?? 0) * (residuals[j] ?? 0)) / priorVariance;
  let trace = 0;
  let norm = 0;
  for (let i = 0; i < runs; i++) trace += g[i * runs + i] ?? 0;
  for (const value of g) norm += value * value;
  const t1 = trace / nu;
  const t2 = norm / (nu * nu);
  const a2 = nu > 1 ? ((nu * nu) / ((nu - 1) * (nu + 2))) * (t2 - (t1 * t1) / nu) : 0;
  const limit = nu * rows.length;
  const raw = a2 > 0 ? (nu * t1 * t1) / a2 : t1 > 0 && nu > 1 ? limit : nu;
  return { dfPool: Math.min(limit, Math.max(nu, raw)), cHat: t1 / rows.length };
}

function residualsOf({ baseline, current }: ModeratedSeries, kb: number, kc: number): { theta: number; residuals: number[] } {
  if (baseline.length !== kb || current.length !== kc) throw new RangeError('series of different numbers of runs');
  const [before, after] = [meanOf(baseline), meanOf(current)];
  return { theta: after - before, residuals: [...baseline.map((value) => value - before), ...current.map((value) => value - after)] };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
