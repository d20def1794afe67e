import { median } from '@loadline/stats';
import { mean, squares } from './estimate.js';
import { driftByRun } from './without-drift.js';
import type { ProcedureParameters } from './parameters.js';
import type { MetricClass, Partners, Series } from './run-table.js';

/** How all endpoints moved together in one metric. */
export interface Shift {
  metric: string;
  class: MetricClass;
  /** Endpoints that have the metric. */
  endpoints: number;
  /** Median over the endpoints of their change of the logarithm, above 0 when they got worse. */
  theta: number;
  /** Its standard error, and degrees of freedom; null where the noise is assumed (one run on each side). */
  standardError: number;
  df: number | null;
}

/**
 * The median change over the endpoints of a metric, from so many endpoints on, and how far it moves by itself. The endpoints of
 * a run move together, so that many of them are no more sure than the run is: the noise is that of each run's median over its
 * endpoints, d. Its expected variance takes all noise from run to run for common, v = σ₀² + (π/2)·(mean v_w)/E for E endpoints, and is
 * moderated by what the runs show: (w·v + Σ(d − mean)²)/(w + ν), with w + ν degrees of freedom. Of runs in pairs, base and candidate
 * in turn, the same with the differences of the pairs.
 */
export function judgeShifts(series: readonly Series[], parameters: ProcedureParameters, partners?: Partners): Shift[] {
  const byMetric = new Map<string, Series[]>();
  for (const each of series) {
    const known = byMetric.get(each.metric);
    if (known === undefined) byMetric.set(each.metric, [each]);
    else known.push(each);
  }
  return [...byMetric].flatMap(([metric, own]) => {
    const [first] = own;
    if (first === undefined || own.length < parameters.minDriftEndpoints) return [];
    const theta = median(own.map(({ baseline, current }) => mean(current) - mean(baseline)));
    return [{ metric, class: first.class, endpoints: own.length, theta, ...errorOf(own, first.class, parameters, partners) }];
  });
}

function errorOf(
  series: readonly Series[],
  metricClass: MetricClass,
  { latencyNoise, throughputNoise, priorWeight }: ProcedureParameters,
  partners?: Partners,
): Pick<Shift, 'standardError' | 'df'> {
  const common = (metricClass === 'latency' ? latencyNoise : throughputNoise) ** 2;
  const within = mean(series.map(({ priorVariance }) => priorVariance)) - common;
  const expected = common + (Math.PI / 2) * (within / series.length);
  const [before, after] = driftsOf(series);
  const pairs = partners === undefined ? [] : partners.map((partner, run) => (after[partner] ?? 0) - (before[run] ?? 0));
  const isPaired = pairs.length > 2;
  const nu = isPaired ? pairs.length - 1 : before.length + after.length - 2;
  const f = isPaired ? 1 / pairs.length : 1 / before.length + 1 / after.length;
  if (nu < 1) return { standardError: Math.sqrt(f * expected), df: null };
  const shown = isPaired ? squares(pairs) : squares(before) + squares(after);
  const prior = isPaired ? 2 * expected - common : expected;
  return { standardError: Math.sqrt((f * (priorWeight * prior + shown)) / (priorWeight + nu)), df: priorWeight + nu };
}

/** Median over the endpoints of each run of both sides. */
function driftsOf(series: readonly Series[]): [before: number[], after: number[]] {
  const current = new Set(series.flatMap(({ baseline, runs }) => runs.slice(baseline.length)));
  const sides: [number[], number[]] = [[], []];
  for (const [run, drift] of [...driftByRun(series)].sort(([a], [b]) => a - b)) sides[current.has(run) ? 1 : 0].push(drift);
  return sides;
}
