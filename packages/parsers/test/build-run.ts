import type { Endpoint, ErrorCount, Match, Metric, Provenance, Run, RunInfo, ServiceRule, ValuesHistogram } from '@loadline/schema';
import { findMetric, fullMetricName, schemaAddress, schemaVersion } from '@loadline/schema';

/** Metrics from short names: `{ p95: 120, avg: 80 }`. */
export function buildMetrics(values: Readonly<Record<string, number>>, provenance: Provenance = 'reported'): Metric[] {
  return Object.entries(values).map(([name, value]) => ({
    name: findMetric(name) === undefined ? name : fullMetricName(name),
    value,
    provenance,
  }));
}

/** An endpoint from `GET /path` or a bare name; without a histogram unless one is given. */
export function buildEndpoint(
  label: string,
  requests: number | null,
  failures: number | null,
  values: Readonly<Record<string, number>> = {},
  more: Partial<Endpoint> = {},
): Endpoint {
  const [, method, name] = /^([A-Z]+) (.*)$/s.exec(label) ?? [undefined, undefined, label];
  return {
    kind: 'request',
    ...(method === undefined ? {} : { method }),
    name: name ?? label,
    requests,
    failures,
    metrics: buildMetrics(values),
    ...more,
  };
}

/** A histogram of distinct times from pairs. */
export function buildHistogram(
  pairs: readonly (readonly [valueMs: number, count: number])[],
  rounding: 'none' | 'locust' = 'locust',
): ValuesHistogram {
  return { kind: 'values', values: pairs.map(([value]) => value), counts: pairs.map(([, count]) => count), rounding };
}

/** Failures of an endpoint. */
export function buildError(message: string, count: number, endpoint?: Endpoint): ErrorCount {
  return {
    message,
    count,
    ...(endpoint === undefined
      ? {}
      : { endpoint: { kind: endpoint.kind, ...(endpoint.method === undefined ? {} : { method: endpoint.method }), name: endpoint.name } }),
  };
}

/** A Run of some endpoints; each id gives another source. */
export function buildRun(endpoints: readonly Endpoint[], parts: Partial<Omit<Run, 'run'>> & { run?: Partial<RunInfo> } = {}): Run {
  const { run, ...rest } = parts;
  const id = run?.id ?? 'a';
  return {
    $schema: schemaAddress('run'),
    kind: 'loadline/run',
    version: schemaVersion,
    endpoints: [...endpoints],
    errors: [],
    diagnostics: [],
    ...rest,
    run: {
      id,
      tool: 'locust',
      load: { model: 'closed', users: 10 },
      partial: false,
      sources: [{ name: `${id}_stats.csv`, format: 'locust-stats-csv', bytes: 1, sha256: Buffer.from(id).toString('hex').padEnd(64, '0') }],
      ...run,
    },
  };
}

/** A service rule with globs. */
export function buildService(name: string, ...globs: readonly string[]): ServiceRule {
  return { name, match: globs.map(buildMatch) };
}

/** A match on the text of an endpoint. */
export function buildMatch(glob: string): Match {
  return { text: { glob } };
}

/** Values of metrics by name. */
export function valuesOf(measured: { metrics: readonly Metric[] } | undefined): Record<string, number> {
  return Object.fromEntries((measured?.metrics ?? []).map((metric) => [metric.name, metric.value]));
}

/** Provenance of metrics by name. */
export function provenancesOf(measured: { metrics: readonly Metric[] } | undefined): Record<string, Provenance> {
  return Object.fromEntries((measured?.metrics ?? []).map((metric) => [metric.name, metric.provenance]));
}
