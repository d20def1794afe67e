import type { BoundsHistogram, Endpoint, ErrorCount, Metric } from '@loadline/schema';
import { histogramQuantile, histogramResolution } from '@loadline/stats';
import { collectEndpoints, errorRate } from '../collect-endpoints.js';
import { field, fieldsOf, findJson, listOf, parseJsonAt, readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { countOf, numberOf } from '../values/number-of.js';

const PERCENTILES = [50, 75, 90, 95, 98, 99, 99.9, 99.99];

/**
 * The report as JSON (`--report-file report.json`, from goose 0.18). A request failed when goose or the test said so
 * (`fail_count`). Its times are buckets of microseconds that are at most 1/64 of their lower end wide.
 */
export const reportJson: Reader = {
  format: 'goose-report-json',
  tool: 'goose',
  title: 'goose report (JSON)',
  detect: ({ text }) =>
    /^\{[^]{0,20000}"raw_metrics"\s{0,5}:\s{0,5}\{/.test(text) &&
    /"goose_version"\s{0,5}:|"raw_request_metrics"\s{0,5}:|"coordinated_omission_metrics"\s{0,5}:/.test(text),
  async read(input) {
    const text = await readWhole(input);
    const { value } = parseJsonAt(text, Math.max(0, findJson(text)), input);
    const metrics = field(value, 'raw_metrics');
    const durationSeconds = numberOf(field(metrics, 'duration'));
    const collected = collectEndpoints(input.diagnostics, input.limits, input.name);
    for (const [, request] of fieldsOf(field(metrics, 'requests')))
      collected.add(requestOf(request, durationSeconds), { file: input.name });
    for (const transaction of listOf(field(metrics, 'transactions')).flatMap(listOf)) {
      const endpoint = transactionOf(transaction, durationSeconds);
      if (endpoint !== undefined) collected.add(endpoint, { file: input.name });
    }
    const endpoints = collected.list();
    const version = field(value, 'goose_version');
    const users = countOf(field(metrics, 'maximum_users'));
    const startedAtMs = startOf(metrics, durationSeconds);
    return {
      state: { endpoints, rank: 1, ...totalOf(value, endpoints, input) },
      errors: errorsOf(metrics, endpoints),
      load: { model: 'closed' },
      ...(durationSeconds === undefined || durationSeconds <= 0 ? {} : { durationSeconds }),
      ...(startedAtMs === undefined ? {} : { startedAtMs }),
      ...(users === undefined ? {} : { users }),
      ...(typeof version === 'string' ? { toolVersion: version } : {}),
      partial: field(value, 'in_progress') === true,
    };
  },
};

function requestOf(request: unknown, durationSeconds: number | undefined): Endpoint {
  const custom = field(request, 'custom_method');
  const method = custom !== undefined && custom !== '' ? custom : field(request, 'method');
  const name = field(request, 'path');
  const [succeeded, failed] = [countOf(field(request, 'success_count')), countOf(field(request, 'fail_count'))];
  return buildEndpoint(
    { kind: 'request', method: String(method ?? '').toUpperCase(), name: typeof name === 'string' ? name : '' },
    {
      requests: succeeded === undefined || failed === undefined ? null : succeeded + failed,
      failures: failed ?? null,
      durationSeconds,
      ...timesOf(field(request, 'raw_data'), 'minimum_time_us', 'maximum_time_us'),
    },
  );
}

function transactionOf(transaction: unknown, durationSeconds: number | undefined): Endpoint | undefined {
  const given = field(transaction, 'transaction_name');
  const name = typeof given === 'string' ? given : fieldsOf(given).map(([, text]) => text)[0];
  const scenario = field(transaction, 'scenario_name');
  const counted = countOf(field(transaction, 'counter'));
  const failed = countOf(field(transaction, 'fail_count'));
  if (typeof name !== 'string' || name === '' || counted === undefined) return undefined;
  return buildEndpoint(
    { kind: 'transaction', name, ...(typeof scenario === 'string' ? { scenario } : {}) },
    {
      requests: counted,
      failures: failed !== undefined && failed <= counted ? failed : null,
      durationSeconds,
      ...timesOf(transaction, 'min_time_us', 'max_time_us'),
    },
  );
}

/** Mean and extremes, which goose takes from every time, and percentiles of its buckets. */
function timesOf(data: unknown, least: string, most: string): { more: Metric[]; histogram?: BoundsHistogram } {
  const count = countOf(field(data, 'counter')) ?? 0;
  const [min, max, sum] = [numberOf(field(data, least)), numberOf(field(data, most)), numberOf(field(data, 'total_time_us'))];
  if (count === 0 || min === undefined || max === undefined || sum === undefined) return { more: [] };
  const histogram = { ...bucketsOf(field(data, 'times_us')), min: min / 1000, max: max / 1000, sum: sum / 1000 };
  const exact = (name: string, value: number): Metric => ({ name: `${name}_latency_ms`, value, provenance: 'exact' });
  const percentiles = histogram.counts.length === 0 ? [] : PERCENTILES;
  return {
    more: [
      exact('avg', sum / 1000 / count),
      exact('min', min / 1000),
      exact('max', max / 1000),
      ...percentiles.flatMap((percentile): Metric[] => {
        const value = histogramQuantile(histogram, percentile / 100);
        if (value === undefined) return [];
        const resolution = histogramResolution(histogram, value) ?? 0;
        return [{ name: `p${percentile}_latency_ms`, value, provenance: 'histogram', ...(resolution > 0 ? { resolution } : {}) }];
      }),
    ],
    ...(percentiles.length === 0 ? {} : { histogram }),
  };
}

/** Each power of two is split into 64 buckets; below 128 µs each microsecond is one. A bucket is called by its lowest time. */
function bucketsOf(times: unknown): BoundsHistogram {
  const filled = fieldsOf(times)
    .map(([key, count]) => ({ low: countOf(key) ?? -1, count: countOf(count) ?? 0 }))
    .filter(({ low, count }) => low >= 0 && count > 0)
    .sort((a, b) => a.low - b.low);
  const bounds: number[] = [];
  const counts: number[] = [];
  for (const { low, count } of filled) {
    // Whole microseconds: what is above the one before the bucket is in it.
    const before = (low - 1) / 1000;
    const last = (low + (low < 128 ? 1 : 2 ** (Math.floor(Math.log2(low)) - 6)) - 1) / 1000;
    if (before >= 0 && before > (bounds.at(-1) ?? -1)) {
      bounds.push(before);
      counts.push(0);
    }
    if (last <= (bounds.at(-1) ?? -1)) continue;
    bounds.push(last);
    counts.push(count);
  }
  return { kind: 'bounds', bounds, counts };
}

/** Unless told not to, goose forgets what was before all users had started: the counted time ends with the test. */
function startOf(metrics: unknown, durationSeconds: number | undefined): number | undefined {
  const steps = listOf(field(metrics, 'history')).map((step) => ({
    action: field(step, 'action'),
    at: Date.parse(String(field(step, 'timestamp'))),
  }));
  const sound = steps.filter(({ at }) => Number.isFinite(at));
  const end = sound.findLast(({ action }) => action === 'Decreasing' || action === 'Finished')?.at;
  if (durationSeconds === undefined || end === undefined) return sound[0]?.at;
  const distance = (at: number) => Math.abs((end - at) / 1000 - durationSeconds);
  return sound.reduce<number | undefined>((best, { at }) => (best === undefined || distance(at) < distance(best) ? at : best), undefined);
}

function errorsOf(metrics: unknown, endpoints: readonly Endpoint[]): ErrorCount[] {
  return fieldsOf(field(metrics, 'errors')).flatMap(([, error]) => {
    const [message, name, count] = [field(error, 'error'), field(error, 'name'), countOf(field(error, 'occurrences'))];
    const method = String(field(error, 'custom_method') || field(error, 'method') || '').toUpperCase();
    const endpoint = endpoints.find((each) => each.kind === 'request' && each.name === name && (each.method ?? '') === method);
    // goose counts errors of requests, too, that the test took for a success afterwards.
    if (typeof message !== 'string' || count === undefined || endpoint === undefined || count > (endpoint.failures ?? 0)) return [];
    const status = /^(\d{3}) /.exec(message)?.[1];
    return [
      {
        message,
        ...(status === undefined ? {} : { status }),
        count,
        endpoint: { kind: endpoint.kind, name: endpoint.name, ...(method === '' ? {} : { method }) },
      },
    ];
  });
}

function totalOf(report: unknown, endpoints: readonly Endpoint[], { diagnostics, name }: ReaderInput) {
  const row = listOf(field(report, 'raw_request_metrics')).find((each) => field(each, 'name') === 'Aggregated');
  const requests = countOf(field(row, 'number_of_requests'));
  const failures = countOf(field(row, 'number_of_failures'));
  if (requests === undefined || failures === undefined) return {};
  const counted = endpoints.filter(({ kind }) => kind === 'request').reduce((sum, endpoint) => sum + (endpoint.requests ?? 0), 0);
  if (counted !== requests)
    diagnostics.add('warning', 'total-differs', `the report’s total counts ${requests} requests, its rows ${counted}`, { file: name });
  const rate = errorRate(requests, failures);
  return { total: { requests, failures, metrics: rate === undefined ? [] : [rate] } };
}
