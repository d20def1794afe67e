import { endpointKey, type Run } from '@loadline/schema';
import { rowOf } from '../evidence/run-tables.js';
import { collectSeries } from '../procedure/collect-series.js';
import type { ProcedureParameters } from '../procedure/parameters.js';
import type { MetricClass, RunRow } from '../procedure/run-table.js';

/** One metric of one endpoint over identical runs. */
export interface NoiseSeries {
  endpoint: string;
  metric: string;
  class: MetricClass;
  /** Logarithms, one for each run. */
  values: readonly number[];
  /** Mean over the runs of the variance within a run: of few requests, and of rounding. */
  within: number;
}

/** What one endpoint did in each run; undefined for a run in which it does not occur. */
export interface EndpointRows {
  key: string;
  rows: readonly (RunRow | undefined)[];
}

/** The metrics that tell of noise: the percentiles that are gated most, and throughput; the mean where there is none of these. */
const PERCENTILES: ReadonlySet<string> = new Set(['p50', 'p95', 'p99', 'rps']);
const MEAN: ReadonlySet<string> = new Set(['mean']);

/** Every endpoint of the runs, with a row for each of them. */
export function endpointRows(runs: readonly Run[]): EndpointRows[] {
  const byKey = new Map<string, (RunRow | undefined)[]>();
  runs.forEach((run, at) => {
    for (const endpoint of run.endpoints) {
      const key = endpointKey(endpoint);
      const rows = byKey.get(key) ?? runs.map(() => undefined);
      rows[at] = rowOf(endpoint);
      byKey.set(key, rows);
    }
  });
  return [...byKey].map(([key, rows]) => ({ key, rows }));
}

/**
 * The series that every run measured. A percentile counts where so many requests lie beyond it in every run that it can be
 * judged.
 */
export function noiseSeries(endpoints: readonly EndpointRows[], parameters: ProcedureParameters): NoiseSeries[] {
  // Without noise between runs, what is expected of a run is the variance within it.
  const quiet = { ...parameters, latencyNoise: 0, throughputNoise: 0 };
  return endpoints.flatMap(({ key, rows }) => {
    const sides = { key, baseline: rows.slice(0, 1), current: rows.slice(1) };
    const complete = (wanted: ReadonlySet<string>) =>
      collectSeries(sides, wanted, quiet)
        .map((each): NoiseSeries => ({
          endpoint: key,
          metric: each.metric,
          class: each.class,
          values: [...each.baseline, ...each.current],
          within: each.priorVariance,
        }))
        .filter(({ values }) => values.length === rows.length);
    const found = complete(PERCENTILES);
    return found.some((each) => each.class === 'latency') ? found : [...found, ...complete(MEAN)];
  });
}
