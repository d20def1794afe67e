import type { Diagnostic, Endpoint, ErrorCount, Metric, RunTotal, TimelinePoint } from '@loadline/schema';
import { percentileMetric } from '@loadline/schema';
import { boundName, type Candidate, type Draft, errorRate, noData, type Reader, requestId } from '../draft.js';
import { asObject, countField, numberField, objectsField, objectsOf, textField } from '../parse-json.js';
import { checkTotal, windowOf } from './stats-csv.js';
import { thin } from './other-csv.js';
import { bucketedPercentile, percentilesOf, readResponseTimes } from './percentiles.js';

/** `--json` and `--json-file`: one entry an endpoint, with a histogram. The complete state at the end of the run. */
export const entriesJson: Reader = {
  format: 'locust-json',
  tool: 'locust',
  title: 'Locust, JSON (--json, --json-file)',
  detect({ json, head }) {
    if (!head.startsWith('[')) return false;
    const list = json();
    return Array.isArray(list) && list.length > 0 && list.every((item) => asObject(item)?.['response_times'] !== undefined && asObject(item)?.['num_requests'] !== undefined);
  },
  read: readEntries,
};

function readEntries({ source, json }: Candidate): Draft {
  const diagnostics: Diagnostic[] = [];
  const entries = objectsOf(json());
  const starts = entries.flatMap((entry) => numberField(entry, 'start_time') ?? []);
  const ends = entries.flatMap((entry) => numberField(entry, 'last_request_timestamp') ?? []);
  const start = starts.length === 0 ? undefined : Math.min(...starts);
  const seconds = start === undefined || ends.length === 0 ? 0 : Math.max(...ends) - start;
  const duration = seconds > 0 ? Number(seconds.toFixed(6)) : undefined;
  const endpoints = entries.flatMap((entry, index) => readEntry(entry, index, duration, source.name, diagnostics) ?? []);
  if (endpoints.length === 0) throw noData(source, 'Locust’s JSON without an endpoint', 'Locust clears its statistics when it writes JSON: with both --json and --json-file the second holds nothing.');
  const startedAt = start === undefined ? undefined : isoSeconds(start);
  return {
    format: 'locust-json',
    tool: 'locust',
    toolVersion: '>=2.14',
    state: 3,
    endpoints,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(duration === undefined ? {} : { durationSeconds: duration }),
    ...timelineOf(entries, start),
    diagnostics,
  };
}

/** Unix seconds as ISO 8601; undefined outside of what a date can hold. */
export function isoSeconds(seconds: number): string | undefined {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

function readEntry(entry: Record<string, unknown>, index: number, duration: number | undefined, file: string, diagnostics: Diagnostic[]): Endpoint | undefined {
  const place = { file, path: `/${index}` };
  const requests = countField(entry, 'num_requests');
  const failures = countField(entry, 'num_failures');
  const name = textField(entry, 'name');
  if (requests === null || failures === null || name === undefined) {
    diagnostics.push({ code: 'row-rejected', severity: 'warning', message: 'the entry was left out: expected a name, num_requests and num_failures', place });
    return undefined;
  }
  const histogram = readResponseTimes(entry['response_times']);
  const timed = requests - (countField(entry, 'num_none_requests') ?? 0);
  const metrics: Metric[] = [];
  const total = numberField(entry, 'total_response_time');
  if (timed > 0 && total !== undefined) metrics.push({ name: 'avg_latency_ms', value: total / timed, provenance: 'exact' });
  if (histogram !== undefined) {
    for (const [field, metric] of [['min_response_time', 'min_latency_ms'], ['max_response_time', 'max_latency_ms']] as const) {
      const value = numberField(entry, field);
      if (value !== undefined) metrics.push({ name: metric, value, provenance: 'exact' });
    }
    metrics.push(...percentilesOf(histogram));
  }
  if (duration !== undefined && requests > 0) metrics.push({ name: 'rps', value: requests / duration, provenance: 'exact' });
  return { ...requestId(textField(entry, 'method'), boundName(name, diagnostics, place)), requests, failures, metrics: [...metrics, ...errorRate(requests, failures)], ...(histogram === undefined ? {} : { histogram }) };
}

function timelineOf(entries: readonly Record<string, unknown>[], start: number | undefined): Pick<Draft, 'timeline'> {
  if (start === undefined) return {};
  const seconds = new Map<number, { requests: number; failures: number }>();
  for (const entry of entries) {
    for (const [field, key] of [['num_reqs_per_sec', 'requests'], ['num_fail_per_sec', 'failures']] as const) {
      for (const [second, count] of Object.entries(asObject(entry[field]) ?? {})) {
        const at = Number(second);
        if (!Number.isSafeInteger(at) || typeof count !== 'number' || !Number.isFinite(count)) continue;
        const sum = seconds.get(at) ?? { requests: 0, failures: 0 };
        sum[key] += count;
        seconds.set(at, sum);
      }
    }
  }
  const points = [...seconds.entries()].sort((a, b) => a[0] - b[0]).map(([at, sum]): TimelinePoint => ({ offsetSeconds: Math.max(0, at - Math.floor(start)), rps: sum.requests, failuresPerSecond: sum.failures }));
  return points.length === 0 ? {} : { timeline: { intervalSeconds: 1, points: thin(points) } };
}

/** What the web UI answers at `/stats/requests`. */
export const webJson: Reader = {
  format: 'locust-web-json',
  tool: 'locust',
  title: 'Locust, JSON of the web UI (/stats/requests)',
  detect({ json, head }) {
    if (!head.startsWith('{')) return false;
    const document = asObject(json());
    return document !== undefined && Array.isArray(document['stats']) && objectsField(document, 'stats').some((entry) => Object.hasOwn(entry, 'num_requests'));
  },
  read({ source, json }) {
    const document = asObject(json()) ?? {};
    // Up to 2.17 names were escaped for HTML before they were sent.
    const escaped = objectsField(document, 'stats').some((entry) => Object.hasOwn(entry, 'safe_name'));
    const draft = readStatistics(objectsField(document, 'stats'), objectsField(document, 'errors'), source.name, 'locust-web-json', escaped);
    const users = countField(document, 'user_count');
    if (objectsField(document, 'stats').length >= 500) draft.diagnostics.push({ code: 'list-cut', severity: 'warning', message: 'the web UI gives 500 entries at the most; others are missing', place: { file: source.name } });
    return { ...draft, ...(users === null || users === 0 ? {} : { users }) };
  },
};

/** Entries as the web UI and the HTML report give them, the total among them. */
export function readStatistics(entries: readonly Record<string, unknown>[], errors: readonly Record<string, unknown>[], file: string, format: string, escaped: boolean): Draft {
  const diagnostics: Diagnostic[] = [];
  const clean = (text: string) => (escaped ? unescapeHtml(text) : text);
  const endpoints: Endpoint[] = [];
  let total: RunTotal | undefined;
  entries.forEach((entry, index) => {
    const requests = countField(entry, 'num_requests');
    const failures = countField(entry, 'num_failures');
    const name = textField(entry, 'name');
    const place = { file, path: `/${index}` };
    if (requests === null || failures === null || name === undefined) {
      diagnostics.push({ code: 'row-rejected', severity: 'warning', message: 'the entry was left out: expected a name, num_requests and num_failures', place });
      return;
    }
    const metrics = [...statisticsMetrics(entry, requests), ...errorRate(requests, failures)];
    const method = textField(entry, 'method') ?? '';
    if (index === entries.length - 1 && ['Aggregated', 'Total'].includes(name) && (method === '' || method === 'None')) total = { requests, failures, metrics };
    else endpoints.push({ ...requestId(clean(method), boundName(clean(name), diagnostics, place)), requests, failures, metrics });
  });
  if (endpoints.length === 0) throw noData({ name: file }, 'Locust’s statistics without an endpoint');
  if (total !== undefined) checkTotal(total, endpoints, file, diagnostics);
  const window = total === undefined ? undefined : windowOf(total);
  return { format, tool: 'locust', state: 2, endpoints, ...(total === undefined ? {} : { total }), ...(window === undefined ? {} : { durationSeconds: window }), errors: errors.flatMap((error) => readError(error, clean) ?? []), diagnostics };
}

const FIELDS: readonly (readonly [field: string, metric: string])[] = [['avg_response_time', 'avg_latency_ms'], ['min_response_time', 'min_latency_ms'], ['max_response_time', 'max_latency_ms']];
const OLD_PERCENTILES: readonly (readonly [field: string, percentile: number])[] = [['median_response_time', 50], ['ninetieth_response_time', 90], ['ninety_ninth_response_time', 99]];

function statisticsMetrics(entry: Record<string, unknown>, requests: number): Metric[] {
  if (requests === 0) return [];
  const metrics: Metric[] = FIELDS.flatMap(([field, name]) => {
    const value = numberField(entry, field);
    return value === undefined ? [] : [{ name, value, provenance: Number.isInteger(value) ? ('reported' as const) : ('exact' as const) }];
  });
  const percentiles = new Map<number, number>();
  for (const [field, percentile] of OLD_PERCENTILES) {
    const value = numberField(entry, field);
    if (value !== undefined) percentiles.set(percentile, value);
  }
  for (const key of Object.keys(entry)) {
    const share = /^response_time_percentile_(0?\.\d+|1(?:\.0+)?)$/.exec(key)?.[1];
    const value = share === undefined ? undefined : numberField(entry, key);
    if (value !== undefined) percentiles.set(Number((Number(share) * 100).toFixed(6)), value);
  }
  for (const [percentile, value] of percentiles) metrics.push(bucketedPercentile(percentile, value));
  const rps = numberField(entry, 'total_rps');
  if (rps !== undefined) metrics.push({ name: 'rps', value: rps, provenance: 'reported' });
  return metrics;
}

function readError(error: Record<string, unknown>, clean: (text: string) => string): ErrorCount | undefined {
  const count = countField(error, 'occurrences');
  const name = textField(error, 'name');
  if (count === null || name === undefined) return undefined;
  const firstSeen = numberField(error, 'first_seen');
  const lastSeen = numberField(error, 'last_seen');
  const first = firstSeen === undefined ? undefined : isoSeconds(firstSeen);
  const last = lastSeen === undefined ? undefined : isoSeconds(lastSeen);
  return { message: clean(textField(error, 'error') ?? ''), count, endpoint: requestId(clean(textField(error, 'method') ?? ''), clean(name)), ...(first === undefined ? {} : { firstSeen: first }), ...(last === undefined ? {} : { lastSeen: last }) };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Takes HTML's escapes for text out again; anything else stays as it is. */
export function unescapeHtml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** A percentile by its share, as the reports name them (`"0.95"`). */
export function sharePercentile(share: string, valueMs: number): Metric | undefined {
  const percentile = Number((Number(share) * 100).toFixed(6));
  return percentile >= 0 && percentile <= 100 && percentileMetric(percentile) !== 'pNaN_latency_ms' ? bucketedPercentile(percentile, valueMs) : undefined;
}
