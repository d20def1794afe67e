import type { Baseline, BaselineService, Diagnostic, Endpoint, Metric, Run, Series, Service } from './generated/types.js';
import { echo, UserError } from './errors.js';
import { estimateFactors, estimatePercentile } from './estimate.js';
import { formatEndpoint } from './match.js';
import { describeMetric, fullMetricName, percentileOf } from './metrics.js';
import { schemaAddress, schemaVersion } from './versions.js';

export { estimateFactors, estimatePercentile } from './estimate.js';

/** One service of a flat report: metric names with plain numbers, units in the names. Keys that begin with `_` are comments. */
export type FlatService = Record<string, unknown>;

/** The flat form: services by name. Keys that begin with `_` are comments. */
export type FlatReport = Record<string, FlatService>;

const NOT_METRICS: ReadonlySet<string> = new Set(['baseline_users', 'timestamp', 'name']);
const COUNTS: ReadonlySet<string> = new Set(['total_requests', 'total_failures']);

/** Whether a parsed JSON value has the flat form: an object of objects with at least one metric by its full name, as a number. */
export function isFlat(value: unknown): value is FlatReport {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || Object.hasOwn(value, 'kind')) return false;
  const services = Object.entries(value).filter(([name]) => !name.startsWith('_'));
  if (services.length === 0 || services.some(([, service]) => service === null || typeof service !== 'object' || Array.isArray(service)))
    return false;
  return services.some(([, service]) =>
    Object.entries(service as object).some(([key, value]) => isMetricKey(key) && typeof value === 'number'),
  );
}

function isMetricKey(key: string): boolean {
  return (
    !key.startsWith('_') &&
    !NOT_METRICS.has(key) &&
    describeMetric(key).unit !== '' &&
    key === key.toLowerCase() &&
    (key.includes('_') || key === 'rps')
  );
}

/** How a flat report is taken in. */
export interface FlatOptions {
  /** Name for messages and for `sources`. */
  name?: string;
  /** SHA-256 of the file, hexadecimal, where it was read from one. */
  sha256?: string;
  /** Size of the file in bytes. */
  bytes?: number;
  /** Take each entry as a service (judged as a whole) instead of as an endpoint that grouping rules still may place. */
  as?: 'endpoints' | 'services';
}

interface FlatEntry {
  name: string;
  requests: number | null;
  failures: number | null;
  metrics: Metric[];
}

/**
 * Reads a flat report as a Run. Each key becomes an endpoint of that name (or a service, see {@link FlatOptions}).
 * A latency of 0 where there were requests is missing, not 0 ms; a p95 that is 1.4 × mean, or a p99 that is 1.7 × mean,
 * truncated, is `estimated`; everything else is `unstated`. The error rate is recomputed from the counts where both
 * are there. What is no number is left out with a diagnostic.
 *
 * @throws UserError when the value does not have the flat form.
 */
export function flatToRun(value: unknown, options: FlatOptions = {}): Run {
  if (!isFlat(value)) {
    throw new UserError({
      code: 'flat-shape',
      found: 'a JSON value that is not in the flat form',
      expected: 'services with metrics by their full names, such as `{"api_gateway": {"p95_latency_ms": 450, "error_rate_pct": 0.5}}`',
      place: options.name === undefined ? {} : { file: options.name },
    });
  }
  const diagnostics: Diagnostic[] = [];
  const services = Object.entries(value).filter(([name]) => !name.startsWith('_'));
  const entries = services.map(([name, service]) => readEntry(name, service, diagnostics, options.name));
  const asServices = options.as === 'services';
  const users = services.map(([, service]) => service['baseline_users']).filter((count) => typeof count === 'number');
  const startedAt = services
    .map(([, service]) => readTime(service['timestamp']))
    .filter((time) => time !== undefined)
    .sort()[0];
  return {
    $schema: schemaAddress('run'),
    kind: 'loadline/run',
    version: schemaVersion,
    run: {
      id: options.sha256?.slice(0, 16) ?? `flat-${hashText(JSON.stringify(value))}`,
      tool: 'flat',
      ...(startedAt === undefined ? {} : { startedAt }),
      load: { model: 'unknown', users: users.length > 0 ? Math.max(...users) : null },
      partial: false,
      sources:
        options.sha256 === undefined
          ? []
          : [{ name: options.name ?? 'flat.json', format: 'flat', bytes: options.bytes ?? 0, sha256: options.sha256 }],
    },
    endpoints: asServices ? [] : entries.map((entry): Endpoint => ({ kind: 'request', ...entry })),
    errors: [],
    ...(asServices ? { services: entries.map((entry): Service => ({ ...entry, mix: [] })) } : {}),
    diagnostics,
  };
}

function readEntry(name: string, service: FlatService, diagnostics: Diagnostic[], file: string | undefined): FlatEntry {
  const warn = (code: string, message: string) =>
    diagnostics.push({ code, severity: 'warning', message, place: { ...(file === undefined ? {} : { file }), endpoint: name } });
  const metrics = new Map<string, Metric>();
  const counts = new Map<string, number>();
  for (const [key, found] of Object.entries(service)) {
    if (key.startsWith('_') || NOT_METRICS.has(key)) continue;
    if (found === null) continue;
    if (typeof found !== 'number' || !Number.isFinite(found)) {
      warn(
        'flat-value',
        `\`${echo(key)}\` of \`${echo(name)}\` is ${typeof found === 'string' ? `the text \`${echo(found)}\`` : `not a number`}; it was left out`,
      );
      continue;
    }
    if (COUNTS.has(key)) counts.set(key, found);
    else metrics.set(fullMetricName(key), flatMetric(fullMetricName(key), found));
  }
  const requests = count(counts.get('total_requests'));
  const failures = count(counts.get('total_failures'));
  const mean = metrics.get('avg_latency_ms')?.value;
  for (const metric of metrics.values()) {
    if (metric.unit === undefined && metric.name.endsWith('_latency_ms') && metric.value === 0 && requests !== 0)
      metrics.delete(metric.name);
    else if (mean !== undefined && mean > 0 && metric.value === estimatePercentile(metric.name, mean)) metric.provenance = 'estimated';
  }
  recomputeErrorRate(metrics, requests, failures, (message) => warn('flat-error-rate', `\`${echo(name)}\`: ${message}`));
  return { name, requests, failures, metrics: [...metrics.values()] };
}

function flatMetric(name: string, value: number): Metric {
  const info = describeMetric(name);
  return { name, value, provenance: 'unstated', ...(info.builtIn ? {} : { unit: info.unit, better: info.better }) };
}

function count(value: number | undefined): number | null {
  return value !== undefined && Number.isInteger(value) && value >= 0 ? value : null;
}

function recomputeErrorRate(
  metrics: Map<string, Metric>,
  requests: number | null,
  failures: number | null,
  warn: (message: string) => void,
): void {
  if (requests === null || failures === null || requests === 0 || failures > requests) return;
  const exact = (failures / requests) * 100;
  const stated = metrics.get('error_rate_pct')?.value;
  // The scripts rounded to two digits; what is further off than that is a contradiction.
  if (stated !== undefined && Math.abs(stated - exact) > 0.0051)
    warn(
      `error_rate_pct is ${stated}, but ${failures} of ${requests} requests failed (${Number(exact.toPrecision(4))} %); the counts were used`,
    );
  metrics.set('error_rate_pct', { name: 'error_rate_pct', value: exact, provenance: 'exact' });
}

function readTime(value: unknown): string | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/**
 * Writes a Run in the flat form: its services where it has been grouped, else its endpoints as `METHOD name`. The
 * median is written as `median_latency_ms`. A percentile that was not measured is written as an estimate from the mean
 * (p95 ≈ 1.4 ×, p99 ≈ 1.7 ×, truncated), which is recognised when it is read again and is never gated.
 */
export function runToFlat(run: Run): FlatReport {
  const subjects =
    run.services?.map((service) => ({ ...service, key: service.name })) ??
    run.endpoints.map((endpoint) => ({ ...endpoint, key: formatEndpoint(endpoint) }));
  return Object.fromEntries(
    subjects.map((subject) => [
      subject.key,
      {
        ...flatValues(subject.metrics),
        ...(subject.requests === null ? {} : { total_requests: subject.requests }),
        ...(subject.failures === null ? {} : { total_failures: subject.failures }),
      },
    ]),
  );
}

const FLAT_ORDER = [
  'avg_latency_ms',
  'median_latency_ms',
  'p95_latency_ms',
  'p99_latency_ms',
  'min_latency_ms',
  'max_latency_ms',
  'error_rate_pct',
  'rps',
];

function flatValues(metrics: readonly Pick<Metric, 'name' | 'value'>[]): Record<string, number> {
  const values = new Map(metrics.map((metric) => [metric.name === 'p50_latency_ms' ? 'median_latency_ms' : metric.name, metric.value]));
  const mean = values.get('avg_latency_ms');
  for (const name of estimateFactors.keys()) {
    const estimate = mean === undefined ? undefined : estimatePercentile(name, mean);
    if (estimate !== undefined && !values.has(name)) values.set(name, estimate);
  }
  const known = FLAT_ORDER.filter((name) => values.has(name));
  const rest = [...values.keys()].filter((name) => !FLAT_ORDER.includes(name)).sort(byPercentile);
  return Object.fromEntries([...known, ...rest].map((name) => [name, values.get(name) ?? 0]));
}

function byPercentile(a: string, b: string): number {
  return (percentileOf(a) ?? 1000) - (percentileOf(b) ?? 1000) || (a < b ? -1 : 1);
}

/**
 * Reads a flat report as a Baseline of one run, each key a service. The same reading rules as {@link flatToRun}.
 *
 * @param createdAt ISO 8601; the report's own `timestamp` where it has one.
 * @throws UserError when the value does not have the flat form.
 */
export function flatToBaseline(value: unknown, options: Omit<FlatOptions, 'as'> & { createdAt?: string } = {}): Baseline {
  const run = flatToRun(value, { ...options, as: 'services' });
  const createdAt = run.run.startedAt ?? options.createdAt;
  return {
    $schema: schemaAddress('baseline'),
    kind: 'loadline/baseline',
    version: schemaVersion,
    baseline: { createdAt: createdAt ?? '1970-01-01T00:00:00.000Z', strategy: 'flat', users: run.run.load.users ?? null, rulesHash: '' },
    runs: [
      {
        id: run.run.id,
        tool: 'flat',
        load: run.run.load,
        ...(run.run.startedAt === undefined ? {} : { startedAt: run.run.startedAt }),
        sources: run.run.sources,
      },
    ],
    services: (run.services ?? []).map((service): BaselineService => ({
      name: service.name,
      requests: [service.requests],
      failures: [service.failures],
      metrics: service.metrics.map(toSeries),
      mix: [],
      endpoints: [],
    })),
    invalid: [],
    diagnostics: run.diagnostics,
  };
}

function toSeries(metric: Metric): Series {
  const info = describeMetric(metric.name, metric);
  return { name: metric.name, unit: info.unit, better: info.better, values: [metric.value], provenance: metric.provenance };
}

/**
 * Writes a Baseline in the flat form: per service the median over its runs, with `baseline_users` and `timestamp`.
 */
export function baselineToFlat(baseline: Baseline): FlatReport {
  return Object.fromEntries(
    baseline.services.map((service) => {
      const metrics = service.metrics.flatMap((series) => {
        const value = medianOf(series.values);
        return value === undefined ? [] : [{ name: series.name, value }];
      });
      const requests = medianOf(service.requests);
      const failures = medianOf(service.failures);
      return [
        service.name,
        {
          ...(typeof baseline.baseline.users === 'number' ? { baseline_users: baseline.baseline.users } : {}),
          ...flatValues(metrics),
          ...(requests === undefined ? {} : { total_requests: Math.round(requests) }),
          ...(failures === undefined ? {} : { total_failures: Math.round(failures) }),
          timestamp: baseline.baseline.createdAt,
        },
      ];
    }),
  );
}

function medianOf(values: readonly (number | null)[]): number | undefined {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
