import type {
  Baseline,
  BaselineEndpoint,
  BaselineRun,
  BaselineService,
  BaselineTotal,
  Endpoint,
  Metric,
  MixShare,
  Provenance,
  Run,
  Series,
  Service,
} from '@loadline/schema';
import {
  describeMetric,
  endpointId,
  endpointKey,
  estimateFactors,
  estimatePercentile,
  schemaAddress,
  schemaVersion,
} from '@loadline/schema';
import { checkRuns } from './check-runs.js';
import { countRun } from './count-run.js';
import { findInvalid } from './find-invalid.js';
import { runDifferences } from './run-differences.js';

/** What a baseline is called and where it comes from. */
export interface BaselineOptions {
  /** When it is built, ISO 8601. */
  createdAt: string;
  /** How its runs were chosen: `file`, `run`, … */
  strategy: string;
  /** Hash of the rules that the runs were grouped by (`groupingHash`). */
  rulesHash: string;
  suite?: string;
  environment?: string;
  /** Who accepted it. */
  acceptedBy?: string;
  /** Why it was accepted. */
  rationale?: string;
  /** A run, service or endpoint of which more than this failed cannot serve, in % of its requests. Default 5. */
  maxFailurePct?: number;
}

/**
 * Builds a Baseline from grouped runs, the oldest first: for every service, endpoint and metric one value per run, null where
 * a run has none. Where no run measured a service's p95 or p99 and its mean is known, an estimate stands in its place; it is
 * shown and never gated. What failed too much to be called normal is listed under `invalid`.
 *
 * @param runs runs with `services` (from `groupServices`); put in order by their starts, where all tell them.
 * @throws UserError when there is none, when one is not grouped, or when one is given twice.
 */
export function buildBaseline(runs: readonly Run[], options: BaselineOptions): Baseline {
  checkRuns(runs);
  const ordered = inOrder(runs);
  const users = [...new Set(ordered.map((run) => run.run.load.users ?? null))];
  const { createdAt, strategy, rulesHash, suite, environment, acceptedBy, rationale } = options;
  const services = buildServices(ordered);
  const total = buildTotal(ordered);
  return {
    $schema: schemaAddress('baseline'),
    kind: 'loadline/baseline',
    version: schemaVersion,
    baseline: {
      createdAt,
      strategy,
      ...(suite === undefined ? {} : { suite }),
      ...(environment === undefined ? {} : { environment }),
      users: users.length === 1 ? (users[0] ?? null) : null,
      rulesHash,
      ...(acceptedBy === undefined ? {} : { acceptedBy }),
      ...(rationale === undefined ? {} : { rationale }),
    },
    runs: ordered.map(toBaselineRun),
    services,
    ...(total === undefined ? {} : { total }),
    invalid: findInvalid(ordered, services, options.maxFailurePct ?? 5),
    diagnostics: [...ordered.flatMap((run) => run.diagnostics), ...runDifferences(ordered)],
  };
}

/** By their starts, the oldest first; as they were given where one does not tell its start. */
function inOrder(runs: readonly Run[]): Run[] {
  const starts = new Map(runs.map((run) => [run, Date.parse(run.run.startedAt ?? '')]));
  if ([...starts.values()].some((start) => Number.isNaN(start))) return [...runs];
  return [...runs].sort((a, b) => (starts.get(a) ?? 0) - (starts.get(b) ?? 0));
}

function toBaselineRun(source: Run): BaselineRun {
  const { id, tool, toolVersion, startedAt, durationSeconds, load, environment, scenario, sources, labels, warmupSeconds, pairId } =
    source.run;
  return {
    id,
    tool,
    load,
    ...(toolVersion === undefined ? {} : { toolVersion }),
    ...(labels?.commit === undefined ? {} : { commit: labels.commit }),
    ...(labels?.branch === undefined ? {} : { branch: labels.branch }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(environment === undefined ? {} : { environment }),
    ...(scenario === undefined ? {} : { scenario }),
    ...countRun(source),
    sources,
    ...(warmupSeconds === undefined ? {} : { warmupSeconds }),
    ...(pairId === undefined ? {} : { pairId }),
  };
}

/** The endpoints of one run by their keys. */
type ByKey = ReadonlyMap<string, Endpoint>;

function buildServices(runs: readonly Run[]): BaselineService[] {
  const byRun = runs.map((run): ByKey => new Map(run.endpoints.map((endpoint) => [endpointKey(endpointId(endpoint)), endpoint])));
  const names = [...new Set(runs.flatMap((run) => (run.services ?? []).map((service) => service.name)))];
  return names.map((name) => {
    const perRun = runs.map((run) => run.services?.find((service) => service.name === name));
    return {
      name,
      requests: perRun.map((service) => service?.requests ?? null),
      failures: perRun.map((service) => service?.failures ?? null),
      metrics: withEstimates(toSeries(perRun.map((service) => service?.metrics ?? []))),
      mix: meanMix(perRun),
      endpoints: buildEndpoints(byRun, perRun),
    };
  });
}

/** The endpoints of a service, in the order of their shares. */
function buildEndpoints(byRun: readonly ByKey[], services: readonly (Service | undefined)[]): BaselineEndpoint[] {
  const found = new Map<string, Endpoint>();
  for (const share of services.flatMap((service) => service?.mix ?? [])) {
    const key = endpointKey(share.endpoint);
    const first = byRun.find((endpoints) => endpoints.has(key))?.get(key);
    if (first !== undefined && !found.has(key)) found.set(key, first);
  }
  return [...found].map(([key, first]) => {
    const perRun = byRun.map((endpoints) => endpoints.get(key));
    const vif = perRun.map((endpoint) => endpoint?.vif ?? null);
    return {
      endpoint: endpointId(first),
      requests: perRun.map((endpoint) => endpoint?.requests ?? null),
      failures: perRun.map((endpoint) => endpoint?.failures ?? null),
      ...(vif.some((value) => value !== null) ? { vif } : {}),
      metrics: toSeries(perRun.map((endpoint) => endpoint?.metrics ?? [])),
    };
  });
}

function buildTotal(runs: readonly Run[]): BaselineTotal | undefined {
  if (runs.every((run) => run.total === undefined)) return undefined;
  return {
    requests: runs.map((run) => run.total?.requests ?? null),
    failures: runs.map((run) => run.total?.failures ?? null),
    metrics: toSeries(runs.map((run) => run.total?.metrics ?? [])),
  };
}

const PROVENANCES: readonly Provenance[] = ['exact', 'histogram', 'reported', 'interpolated', 'unstated', 'estimated'];

function toSeries(perRun: readonly (readonly Metric[])[]): Series[] {
  const names = [...new Set(perRun.flatMap((metrics) => metrics.map((metric) => metric.name)))];
  return names.map((name) => {
    const found = perRun.map((metrics) => metrics.find((metric) => metric.name === name));
    const present = found.filter((metric) => metric !== undefined);
    const info = describeMetric(name, present[0]);
    const provenance = present.reduce<Provenance>(
      (weakest, metric) => (PROVENANCES.indexOf(metric.provenance) > PROVENANCES.indexOf(weakest) ? metric.provenance : weakest),
      'exact',
    );
    const resolution = found.map((metric) => metric?.resolution ?? null);
    const lnStandardError = found.map((metric) => metric?.lnStandardError ?? null);
    return {
      name,
      unit: info.unit,
      better: info.better,
      values: found.map((metric) => metric?.value ?? null),
      provenance,
      ...(resolution.some((width) => width !== null) ? { resolution } : {}),
      ...(lnStandardError.some((error) => error !== null) ? { lnStandardError } : {}),
    };
  });
}

function withEstimates(series: Series[]): Series[] {
  const means = series.find((each) => each.name === 'avg_latency_ms');
  if (means === undefined) return series;
  const missing = [...estimateFactors.keys()].filter((name) => !series.some((each) => each.name === name));
  return [
    ...series,
    ...missing.map((name): Series => ({
      name,
      unit: 'ms',
      better: 'lower',
      values: means.values.map((mean) => (mean === null ? null : (estimatePercentile(name, mean) ?? null))),
      provenance: 'estimated',
    })),
  ];
}

/** Mean of the runs' shares, greatest first. */
function meanMix(services: readonly (Service | undefined)[]): MixShare[] {
  const present = services.filter((service) => service !== undefined);
  const shares = new Map<string, MixShare>();
  for (const service of present) {
    for (const share of service.mix) {
      const key = endpointKey(share.endpoint);
      shares.set(key, { endpoint: share.endpoint, sharePct: (shares.get(key)?.sharePct ?? 0) + share.sharePct / present.length });
    }
  }
  return [...shares.values()].sort((a, b) => b.sharePct - a.sharePct);
}
