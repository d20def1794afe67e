import type { Baseline, Endpoint, Metric, Run, Series, Service } from '@loadline/schema';
import { describeMetric, endpointId, schemaAddress, schemaVersion } from '@loadline/schema';

/** Numbers of one endpoint, for tests. */
export interface Numbers {
  method?: string;
  requests?: number | null;
  failures?: number | null;
  [metric: string]: number | string | null | undefined;
}

/** A grouped run of one service out of plain numbers, for tests. */
export function buildRun(services: Readonly<Record<string, Readonly<Record<string, Numbers>>>>, info: Partial<Run['run']> = {}): Run {
  const all = Object.entries(services).map(([name, endpoints]) => ({
    name,
    endpoints: Object.entries(endpoints).map(([path, numbers]) => toEndpoint(path, numbers)),
  }));
  const endpoints = all.flatMap((service) => service.endpoints);
  return {
    $schema: schemaAddress('run'),
    kind: 'loadline/run',
    version: schemaVersion,
    run: { id: 'r', tool: 'locust', load: { model: 'closed', users: 10 }, partial: false, sources: [], ...info },
    endpoints,
    errors: [],
    total: { ...sums(endpoints), metrics: rate(endpoints) },
    services: all.map((service): Service => ({
      name: service.name,
      ...sums(service.endpoints),
      metrics: service.endpoints.length === 1 ? (service.endpoints[0]?.metrics ?? []) : rate(service.endpoints),
      mix: service.endpoints.map((endpoint) => ({
        endpoint: endpointId(endpoint),
        sharePct: ((endpoint.requests ?? 0) / (sums(service.endpoints).requests || 1)) * 100,
      })),
    })),
    diagnostics: [],
  };
}

/** The run, with standard errors of the logarithms of its endpoints' metrics; for tests. */
export function withLnErrors(run: Run, errors: Readonly<Record<string, number>>): Run {
  const endpoints = run.endpoints.map((endpoint) => ({
    ...endpoint,
    metrics: endpoint.metrics.map((metric) =>
      errors[metric.name] === undefined ? metric : { ...metric, lnStandardError: errors[metric.name] },
    ),
  }));
  return { ...run, endpoints };
}

function sums(endpoints: readonly Endpoint[]): { requests: number; failures: number } {
  return {
    requests: endpoints.reduce((sum, each) => sum + (each.requests ?? 0), 0),
    failures: endpoints.reduce((sum, each) => sum + (each.failures ?? 0), 0),
  };
}

function rate(endpoints: readonly Endpoint[]): Metric[] {
  const { requests, failures } = sums(endpoints);
  return requests === 0 ? [] : [{ name: 'error_rate_pct', value: (failures / requests) * 100, provenance: 'exact' }];
}

function toEndpoint(path: string, { method, requests = 1000, failures = 0, ...metrics }: Numbers): Endpoint {
  const given = Object.entries(metrics).flatMap(([name, value]): Metric[] =>
    typeof value === 'number' ? [{ name: describeMetric(name).name, value, provenance: 'exact' }] : [],
  );
  const errors: Metric[] =
    requests === null || requests === 0 || failures === null
      ? []
      : [{ name: 'error_rate_pct', value: (failures / requests) * 100, provenance: 'exact' }];
  return { kind: 'request', ...(method === undefined ? {} : { method }), name: path, requests, failures, metrics: [...given, ...errors] };
}

function environmentOf({ environment, labels }: Run['run']): Pick<Run['run'], 'environment'> {
  if (labels?.environment !== undefined) return { environment: { ...environment, name: labels.environment } };
  return environment === undefined ? {} : { environment };
}

/** A baseline of runs, for tests; `@loadline/baseline` does it for real. */
export function buildBaselineOf(...runs: readonly Run[]): Baseline {
  const series = (perRun: readonly (readonly Metric[])[]): Series[] => {
    const names = [...new Set(perRun.flatMap((metrics) => metrics.map((metric) => metric.name)))];
    return names.map((name) => {
      const found = perRun.map((metrics) => metrics.find((metric) => metric.name === name));
      const info = describeMetric(
        name,
        found.find((metric) => metric !== undefined),
      );
      return {
        name,
        unit: info.unit,
        better: info.better,
        values: found.map((metric) => metric?.value ?? null),
        provenance: found.find((metric) => metric !== undefined)?.provenance ?? 'exact',
        ...(found.some((metric) => metric?.lnStandardError !== undefined)
          ? { lnStandardError: found.map((metric) => metric?.lnStandardError ?? null) }
          : {}),
      };
    });
  };
  const names = [...new Set(runs.flatMap((run) => (run.services ?? []).map((service) => service.name)))];
  return {
    $schema: schemaAddress('baseline'),
    kind: 'loadline/baseline',
    version: schemaVersion,
    baseline: { createdAt: '2026-11-01T00:00:00.000Z', strategy: 'run', users: 10, rulesHash: '' },
    runs: runs.map((run, at) => ({
      // Runs that nobody gave an id are different runs.
      id: run.run.id === 'r' ? `b${at}` : run.run.id,
      tool: run.run.tool,
      load: run.run.load,
      sources: run.run.sources,
      requests: run.total?.requests ?? null,
      failures: run.total?.failures ?? null,
      ...(run.run.startedAt === undefined ? {} : { startedAt: run.run.startedAt }),
      ...(run.run.durationSeconds === undefined ? {} : { durationSeconds: run.run.durationSeconds }),
      ...environmentOf(run.run),
      ...(run.run.scenario === undefined ? {} : { scenario: run.run.scenario }),
      ...(run.run.pairId === undefined ? {} : { pairId: run.run.pairId }),
    })),
    services: names.map((name) => {
      const perRun = runs.map((run) => run.services?.find((service) => service.name === name));
      const keys = [...new Set(perRun.flatMap((service) => (service?.mix ?? []).map((share) => JSON.stringify(share.endpoint))))];
      return {
        name,
        requests: perRun.map((service) => service?.requests ?? null),
        failures: perRun.map((service) => service?.failures ?? null),
        metrics: series(perRun.map((service) => service?.metrics ?? [])),
        mix: perRun.at(-1)?.mix ?? [],
        endpoints: keys.map((key) => {
          const found = runs.map((run) => run.endpoints.find((endpoint) => JSON.stringify(endpointId(endpoint)) === key));
          return {
            endpoint: JSON.parse(key),
            requests: found.map((each) => each?.requests ?? null),
            failures: found.map((each) => each?.failures ?? null),
            metrics: series(found.map((each) => each?.metrics ?? [])),
          };
        }),
      };
    }),
    total: {
      requests: runs.map((run) => run.total?.requests ?? null),
      failures: runs.map((run) => run.total?.failures ?? null),
      metrics: series(runs.map((run) => run.total?.metrics ?? [])),
    },
    invalid: [],
    diagnostics: [],
  };
}
