import { median, moderatedT, normalQuantile, normalUpper, studentQuantile, studentUpper } from '@loadline/stats';
import type { ProcedureParameters } from './parameters.js';
import type { Series } from './run-table.js';

/** How sure a change is. */
export interface Estimate {
  /** Change of the logarithm, above 0 when it got worse. */
  theta: number;
  /** Its standard error. */
  standardError: number;
  /** Degrees of freedom; null where the noise is assumed (one run on each side). */
  df: number | null;
  /** One-sided probability of such a change when nothing got worse. */
  p: number;
  /** One-sided bounds of θ at 95 %. */
  upper95: number;
  lower95: number;
}

/** What the series of a class have in common. */
export interface ClassNoise {
  /** `moderated` from the report's own runs, `prior` assumed. */
  mode: 'moderated' | 'prior';
  d0?: number;
  dfPool?: number;
  cHat?: number;
  cTilde?: number;
  df?: number;
}

/** Estimates of the series, in their order, and the noise they rest on. */
export interface JudgedClass {
  estimates: Estimate[];
  noise: ClassNoise;
}

/** A series, and whether it tells of the noise that all share: that of a sum of others does not. */
export interface ClassMember {
  series: Series;
  lends: boolean;
}

/**
 * Judges the series of one class together. With two and more residual degrees of freedom by the moderated t; with fewer the
 * noise is the one expected, or that between the endpoints where it is larger.
 *
 * Series that some runs did not measure, and those of services, lend nothing to the others and take the noise that the
 * complete ones showed. Where there are none but these, they lend to each other.
 */
export function judgeClass(members: readonly ClassMember[], parameters: ProcedureParameters): JudgedClass {
  const isAlone = !members.some(({ lends }) => lends);
  const lending = new Set(members.filter(({ lends }) => lends || isAlone).map(({ series }) => series));
  const [kb, kc] = mostRuns([...lending]);
  const all = members.map(({ series }) => series);
  if (kb + kc - 2 < 2) return judgeByPrior(all, lending, parameters);
  const isWhole = (each: Series) => lending.has(each) && each.baseline.length === kb && each.current.length === kc;
  const { priorWeight, leastDf, mostDf, fewDf } = parameters;
  const fit = moderatedT(all.filter(isWhole), { priorWeight, leastDf, mostDf, fewDf });
  const whole = fit.results.values();
  const reach = studentQuantile(LEVEL, fit.df);
  const estimates = all.map((each): Estimate => {
    const own = isWhole(each) ? whole.next().value : undefined;
    return own === undefined ? lentEstimate(each, fit, priorWeight) : withBounds(own.theta, own.standardError, fit.df, reach);
  });
  const { d0, dfPool, cHat, cTilde, df } = fit;
  return { estimates, noise: { mode: 'moderated', d0, dfPool, cHat, cTilde, df } };
}

function mostRuns(series: readonly Series[]): [number, number] {
  return [Math.max(0, ...series.map(({ baseline }) => baseline.length)), Math.max(0, ...series.map(({ current }) => current.length))];
}

/** Of the one-sided bounds. */
const LEVEL = 0.95;

/** @param level the quantile at the level of the bounds. */
function withBounds(theta: number, standardError: number, df: number | null, level: number): Estimate {
  const reach = level * standardError;
  const z = theta / standardError;
  return {
    theta,
    standardError,
    df,
    p: df === null ? normalUpper(z) : studentUpper(z, df),
    upper95: theta + reach,
    lower95: theta - reach,
  };
}

/** A series of fewer runs, by the noise that the others showed. */
function lentEstimate(
  { baseline, current, priorVariance }: Series,
  { d0, dfPool, cTilde }: Required<Pick<ClassNoise, 'd0' | 'dfPool' | 'cTilde'>>,
  weight: number,
): Estimate {
  const nu = baseline.length + current.length - 2;
  const own = nu < 1 ? 0 : (squares(baseline) + squares(current)) / nu;
  const variance = (d0 * cTilde * priorVariance + nu * own) / (d0 + nu);
  const share = d0 / (d0 + nu);
  const f = 1 / baseline.length + 1 / current.length;
  const df = 1 / (1 / (d0 + nu) + (share * share) / (weight + dfPool));
  return withBounds(shiftOf(baseline, current), Math.sqrt(variance * f), df, studentQuantile(LEVEL, df));
}

function judgeByPrior(series: readonly Series[], lending: ReadonlySet<Series>, { minDriftEndpoints }: ProcedureParameters): JudgedClass {
  const byMetric = new Map<string, number[]>();
  for (const each of lending) {
    const shifts = byMetric.get(each.metric) ?? [];
    shifts.push(shiftOf(each.baseline, each.current));
    byMetric.set(each.metric, shifts);
  }
  const spreads = new Map([...byMetric].map(([metric, shifts]) => [metric, shifts.length < minDriftEndpoints ? 0 : robustSpread(shifts)]));
  const level = normalQuantile(LEVEL);
  const estimates = series.map(({ metric, baseline, current, priorVariance }) => {
    const f = 1 / baseline.length + 1 / current.length;
    const spread = spreads.get(metric) ?? 0;
    return withBounds(shiftOf(baseline, current), Math.sqrt(Math.max(f * priorVariance, spread * spread)), null, level);
  });
  return { estimates, noise: { mode: 'prior' } };
}

/** 1.4826 times the median distance from the median: the standard deviation, if most are normal. */
export function robustSpread(values: readonly number[]): number {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}

function shiftOf(baseline: readonly number[], current: readonly number[]): number {
  return mean(current) - mean(baseline);
}

function squares(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
