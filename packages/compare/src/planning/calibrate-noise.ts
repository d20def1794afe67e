import {
  type EndpointId,
  endpointId,
  endpointKey,
  type Noise,
  type NoiseOfClass,
  type NoiseOfErrors,
  type Run,
  schemaAddress,
  schemaVersion,
} from '@loadline/schema';
import type { ProcedureParameters } from '../procedure/parameters.js';
import type { MetricClass } from '../procedure/run-table.js';
import { checkIdentical, environmentOf } from './check-identical.js';
import { classNoise, type MeasuredClass } from './class-noise.js';
import { type ErrorNoise, errorNoise } from './error-noise.js';
import { noiseDiagnostics } from './noise-diagnostics.js';
import { endpointRows, type NoiseSeries, noiseSeries } from './noise-series.js';
import { moderatedParameters } from './noise-parameters.js';
import type { Interval95 } from './quantiles.js';

/** What a noise document says besides what was measured. */
export interface CalibrateOptions {
  /** The present, ISO 8601. */
  createdAt: string;
  /** Suite of the runs, where they state none themselves. */
  suite?: string;
  /** Environment that they were made in; where they state one themselves it has to be that. */
  environment?: string;
  /** A run of which more than this failed is refused, in % of its requests. Default 5. */
  maxFailurePct?: number;
}

/** Level of every interval. */
const LEVEL = 0.95;

/**
 * How far identical runs differ by themselves: five and more runs of the same code, test and environment. Per class of metrics
 * the standard deviation from run to run without what few requests explain, its spread over endpoints and the share λ that all
 * endpoints have in common; of failures their over-dispersion within a run and their deviation from run to run. Order of runs
 * and endpoints does not matter.
 *
 * @param runs of one suite; only endpoints that every run measured count.
 * @param parameters what is expected where nothing is known; `procedureParameters` of a policy gives them.
 * @throws UserError for fewer than five runs, runs that are not of the same test, one that failed, and runs that measured
 * nothing in common.
 * @example calibrateNoise(runs, defaultParameters, { createdAt: '2026-01-12T18:30:00Z' }).latency?.noisePct.value // 4.2
 */
export function calibrateNoise(runs: readonly Run[], parameters: ProcedureParameters, options: CalibrateOptions): Noise {
  checkIdentical(runs, options);
  const endpoints = endpointRows(runs);
  const series = noiseSeries(endpoints, parameters);
  const latency = ofClass('latency', series, parameters.latencyNoise);
  const throughput = ofClass('throughput', series, parameters.throughputNoise);
  const errors = errorNoise(endpoints, parameters);
  return {
    $schema: schemaAddress('noise'),
    kind: 'loadline/noise',
    version: schemaVersion,
    noise: describeInfo(runs, options),
    runs: runs.map(({ run: { id, labels, startedAt } }) => ({
      id,
      ...(labels?.commit === undefined ? {} : { commit: labels.commit }),
      ...(startedAt === undefined ? {} : { startedAt }),
    })),
    endpoints: new Set(series.map(({ endpoint }) => endpoint)).size,
    ...(latency === undefined ? {} : { latency: describeClass(latency) }),
    ...(throughput === undefined ? {} : { throughput: describeClass(throughput) }),
    ...(errors === undefined ? {} : { errors: describeErrors(errors) }),
    parameters: moderatedParameters({ latency, throughput, errors }, parameters),
    diagnostics: noiseDiagnostics(runs, series, { latency, throughput }),
    measured: measuredOf(runs, series),
  };
}

/** What the measurement holds for: runs that do not state it do not differ from those that do. */
function describeInfo(runs: readonly Run[], options: CalibrateOptions): Noise['noise'] {
  const first = <Value>(of: (run: Run) => Value | undefined) => runs.map(of).find((value) => value !== undefined);
  const suite = first(({ run }) => run.suite) ?? options.suite;
  const environment = options.environment ?? first(environmentOf);
  const scenario = first(({ run }) => run.scenario);
  const load = first(({ run }) => (run.load.model === 'unknown' ? undefined : run.load)) ?? runs[0]?.run.load;
  return {
    createdAt: options.createdAt,
    ...(suite === undefined ? {} : { suite }),
    ...(environment === undefined ? {} : { environment }),
    tool: runs[0]?.run.tool ?? '',
    users: first(({ run }) => run.load.users ?? undefined) ?? null,
    level: LEVEL,
    ...(scenario === undefined ? {} : { scenario }),
    ...(load === undefined ? {} : { load }),
  };
}

/** The endpoints that every run measured, in an order that does not depend on theirs. */
function measuredOf(runs: readonly Run[], series: readonly NoiseSeries[]): EndpointId[] {
  const keys = [...new Set(series.map(({ endpoint }) => endpoint))].sort();
  const byKey = new Map((runs[0]?.endpoints ?? []).map((endpoint) => [endpointKey(endpoint), endpointId(endpoint)]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

function ofClass(metricClass: MetricClass, all: readonly NoiseSeries[], expected: number): MeasuredClass | undefined {
  return classNoise(
    all.filter((each) => each.class === metricClass),
    expected * expected,
  );
}

function describeClass({ between, low, high, within, df, endpoints, drift, series }: MeasuredClass): NoiseOfClass {
  return {
    noisePct: mapInterval({ value: between, low, high }, (value) => percent(Math.sqrt(value))),
    withinPct: percent(Math.sqrt(within)),
    endpointsPct: { least: percent(endpoints.least), median: percent(endpoints.median), most: percent(endpoints.most) },
    ...(drift === undefined ? {} : { drift: mapInterval(drift, rounded) }),
    df: rounded(df),
    series,
  };
}

function describeErrors({ dispersion, deviation, failures, df }: ErrorNoise): NoiseOfErrors {
  return {
    noisePct: mapInterval(deviation, percent),
    ...(dispersion === undefined ? {} : { dispersion: mapInterval(dispersion, rounded) }),
    failures,
    df,
  };
}

function mapInterval({ value, low, high }: Interval95, map: (value: number) => number): Interval95 {
  return { value: map(value), low: map(low), high: map(high) };
}

function percent(share: number): number {
  return rounded(share * 100);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
