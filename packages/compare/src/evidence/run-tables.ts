import type { Baseline, BaselineService, Histogram, Metric, Run, Series } from '@loadline/schema';
import { endpointKey, percentileOf } from '@loadline/schema';
import type { EndpointRuns, MeasuredPercentile, RunRow } from '../procedure/run-table.js';

/** What all runs measured of every endpoint, every service and the run as a whole, by key. */
export type RunTables = ReadonlyMap<string, EndpointRuns>;

/** Key of an endpoint of a service; without an endpoint that of the service. */
export function tableKey(service: string, endpoint?: Parameters<typeof endpointKey>[0]): string {
  return JSON.stringify(endpoint === undefined ? [service] : [service, endpointKey(endpoint)]);
}

/** Key of the run as a whole. */
export const RUN_KEY = 'run';

/** Lines the baseline and the current runs up, a row for each run. Estimates are no measurements and are left out. */
export function runTables(baseline: Baseline, runs: readonly Run[]): RunTables {
  const tables = new Map<string, { baseline: (RunRow | undefined)[]; current: (RunRow | undefined)[] }>();
  const tableOf = (key: string) => {
    const known = tables.get(key);
    if (known !== undefined) return known;
    const fresh = { baseline: baseline.runs.map(() => undefined), current: runs.map(() => undefined) };
    tables.set(key, fresh);
    return fresh;
  };
  const addBaseline = (key: string, part: MeasuredByRun) => {
    const rows = tableOf(key).baseline;
    const columns = columnsOf(part.metrics);
    for (let run = 0; run < rows.length; run++) rows[run] = baselineRow(part, columns, run);
  };
  for (const service of baseline.services) {
    addBaseline(tableKey(service.name), service);
    for (const endpoint of service.endpoints) addBaseline(tableKey(service.name, endpoint.endpoint), endpoint);
  }
  if (baseline.total !== undefined) addBaseline(RUN_KEY, baseline.total);
  runs.forEach((run, index) => {
    for (const [key, part] of partsOf(run)) tableOf(key).current[index] = rowOf(part);
  });
  return new Map([...tables].map(([key, rows]) => [key, { key, ...rows }]));
}

type MeasuredByRun = Pick<BaselineService, 'requests' | 'failures' | 'metrics'> & { vif?: (number | null)[] };

/** What the procedure takes of the metrics, found once for all runs. */
interface Columns {
  all: readonly Series[];
  rps: Series | undefined;
  mean: Series | undefined;
  percentiles: { percentile: number; series: Series }[];
}

function columnsOf(all: readonly Series[]): Columns {
  const known = all.filter(({ provenance }) => provenance !== 'estimated');
  const percentiles = known.flatMap((series) => {
    const percentile = percentileOf(series.name);
    return percentile === undefined ? [] : [{ percentile, series }];
  });
  const find = (name: string) => known.find((series) => series.name === name);
  return { all, rps: find('rps'), mean: find('avg_latency_ms'), percentiles: percentiles.sort((a, b) => a.percentile - b.percentile) };
}

function baselineRow(
  { requests, failures, vif }: MeasuredByRun,
  { all, rps, mean, percentiles }: Columns,
  run: number,
): RunRow | undefined {
  const count = requests[run] ?? null;
  if (count === null && all.every(({ values }) => (values[run] ?? null) === null)) return undefined;
  const own: MeasuredPercentile[] = [];
  for (const { percentile, series } of percentiles) {
    const value = series.values[run] ?? -1;
    if (value >= 0) own.push(measured(percentile, value, series.resolution?.[run] ?? undefined, errorOf(series, run)));
  }
  return {
    requests: count,
    failures: failures[run] ?? null,
    rps: rps?.values[run] ?? undefined,
    mean: mean?.values[run] ?? undefined,
    meanLnStandardError: errorOf(mean, run),
    percentiles: own,
    vif: vif?.[run] ?? undefined,
  };
}

function errorOf(series: Series | undefined, run: number): number | undefined {
  const error = series?.lnStandardError?.[run] ?? 0;
  return error > 0 ? error : undefined;
}

/** What one run measured of a part of it. */
export interface Measured {
  requests: number | null;
  failures: number | null;
  metrics: readonly Metric[];
  vif?: number | undefined;
  histogram?: Histogram | undefined;
}

/** Every endpoint and service of a run, and the run as a whole, by key. */
export function* partsOf(run: Run): Generator<[string, Measured]> {
  const byKey = new Map(run.endpoints.map((endpoint) => [endpointKey(endpoint), endpoint]));
  for (const service of run.services ?? []) {
    yield [tableKey(service.name), service];
    for (const { endpoint } of service.mix) {
      const measured = byKey.get(endpointKey(endpoint));
      if (measured !== undefined) yield [tableKey(service.name, endpoint), measured];
    }
  }
  if (run.total !== undefined) yield [RUN_KEY, run.total];
}

/** What a run measured of a part of it. Estimates are no measurements and are left out. */
export function rowOf({ requests, failures, metrics, vif }: Measured): RunRow {
  const known = metrics.filter(({ provenance }) => provenance !== 'estimated');
  const find = (wanted: string) => known.find((metric) => metric.name === wanted);
  const percentiles: MeasuredPercentile[] = [];
  for (const { name, value, resolution, lnStandardError } of known) {
    const percentile = value >= 0 ? percentileOf(name) : undefined;
    if (percentile !== undefined) percentiles.push(measured(percentile, value, resolution, lnStandardError));
  }
  percentiles.sort((a, b) => a.percentile - b.percentile);
  const mean = find('avg_latency_ms');
  return {
    requests,
    failures,
    rps: find('rps')?.value,
    mean: mean?.value,
    meanLnStandardError: mean?.lnStandardError,
    percentiles,
    vif,
  };
}

/** Step in ms of a clock that counts whole milliseconds. */
const WHOLE_MS = 1;

/**
 * A percentile with how far it is rounded. 0 ms is what a clock shows of less than half its step: half a step stands for it,
 * as uncertain as the step is wide. Whole milliseconds may have been counted in such: then nothing finer can be told.
 */
function measured(
  percentile: number,
  value: number,
  resolution: number | undefined,
  lnStandardError: number | undefined,
): MeasuredPercentile {
  if (value > 0) return { percentile, value, resolution, step: resolution ?? (Number.isInteger(value) ? WHOLE_MS : 0), lnStandardError };
  const step = resolution ?? WHOLE_MS;
  return { percentile, value: step / 2, resolution: step, step };
}

/** The procedure's name of a metric: `p95`, `mean`, `rps`, `errors`; undefined for one it knows nothing of. */
export function procedureMetric(metric: string): string | undefined {
  if (metric === 'rps') return 'rps';
  if (metric === 'error_rate_pct') return 'errors';
  if (metric === 'avg_latency_ms') return 'mean';
  const percentile = percentileOf(metric);
  return percentile === undefined || percentile <= 0 || percentile >= 100 ? undefined : `p${percentile}`;
}
