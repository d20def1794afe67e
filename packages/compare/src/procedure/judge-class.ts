import { median, moderatedT, normalQuantile, studentQuantile } from '@loadline/stats';
import { type Estimate, lend, type LentNoise, LEVEL, mean, squares, withBounds } from './estimate.js';
import type { ProcedureParameters } from './parameters.js';
import { judgePairs } from './judge-pairs.js';
import type { Partners, Series } from './run-table.js';

/** What the series of a class have in common. */
export interface ClassNoise {
  /** `moderated` from the report's own runs, `paired` from the differences of its pairs, `prior` assumed. */
  mode: 'moderated' | 'paired' | 'prior';
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
 *
 * @param partners pairs of runs, base and candidate in turn: then by their differences, but for a series that no pair
 * measured on both sides.
 */
export function judgeClass(members: readonly ClassMember[], parameters: ProcedureParameters, partners?: Partners): JudgedClass {
  const paired = partners === undefined ? undefined : judgePairs(members, parameters, partners);
  if (paired === undefined) return judgeRuns(members, parameters);
  const { estimates, noise } = paired;
  const apart = estimates.includes(undefined) ? judgeRuns(members, parameters).estimates : [];
  return { estimates: estimates.flatMap((own, at) => own ?? apart[at] ?? []), noise };
}

function judgeRuns(members: readonly ClassMember[], parameters: ProcedureParameters): JudgedClass {
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

/** A series of fewer runs, by the noise that the others showed. */
function lentEstimate({ baseline, current, priorVariance }: Series, noise: LentNoise, weight: number): Estimate {
  const nu = baseline.length + current.length - 2;
  const f = 1 / baseline.length + 1 / current.length;
  return lend({ theta: shiftOf(baseline, current), squares: squares(baseline) + squares(current), nu, f, priorVariance }, noise, weight);
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
