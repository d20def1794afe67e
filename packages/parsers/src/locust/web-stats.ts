import { type Endpoint, type ErrorCount, percentileOf, percentileMetric } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import { field, fieldsOf } from '../input/json-text.js';
import type { PartState, ReaderInput } from '../reader.js';
import { endpointMetrics, type ValueStyle } from './endpoint-values.js';
import { readTime, toError } from './failures-csv.js';
import { unescapeHtml, wereEscaped } from './html-text.js';
import { methodOf } from './stats-rows.js';
import { checkedTotal, looksLikeTotal } from './total.js';

/** Least and greatest are rounded to whole ms in what the web UI gives out. */
const STYLE: ValueStyle = { avg: 'exact', extremes: 'reported', percentiles: 'histogram' };

/** Further percentiles by position, for entries whose own list lacks them. */
export type MorePercentiles = (method: string | undefined, name: string) => readonly (readonly [number, number | undefined])[];

/** The entries of the web UI (`stats`, `requests_statistics`), the last of which is the total. */
export function readWebStats(input: ReaderInput, entries: readonly unknown[], rank: number, more: MorePercentiles = () => []): PartState {
  const escaped = wereEscaped(entries.map((entry) => textOf(field(entry, 'name'))));
  const endpoints = collectEndpoints(input.diagnostics, input.limits, input.name);
  const sums = { requests: 0, failures: 0 };
  let total: Endpoint | undefined;
  entries.forEach((entry, index) => {
    const endpoint = readEntry(input, entry, index, escaped, more);
    if (endpoint === undefined) return;
    if (index === entries.length - 1 && looksLikeTotal(endpoint)) {
      total = endpoint;
      return;
    }
    sums.requests += endpoint.requests ?? 0;
    sums.failures += endpoint.failures ?? 0;
    endpoints.add(endpoint, { file: input.name, path: `/${index}` });
  });
  const list = endpoints.list();
  const isCut = list.length >= 500 && total !== undefined && (total.requests ?? 0) > sums.requests;
  if (isCut)
    input.diagnostics.add('warning', 'entries-cut', 'the web UI gives out 500 endpoints at most; the others are missing', {
      file: input.name,
    });
  return { endpoints: list, rank, ...(total === undefined ? {} : { total: checkedTotal(input, total, sums) }) };
}

function readEntry(input: ReaderInput, entry: unknown, index: number, escaped: boolean, more: MorePercentiles): Endpoint | undefined {
  const requests = numberOf(field(entry, 'num_requests'));
  const failures = numberOf(field(entry, 'num_failures'));
  const written = field(entry, 'name');
  const isSound =
    typeof written === 'string' &&
    requests !== undefined &&
    failures !== undefined &&
    Number.isSafeInteger(requests) &&
    Number.isSafeInteger(failures) &&
    failures <= requests;
  if (!isSound) {
    input.diagnostics.add('warning', 'row-rejected', 'an entry was not counted: its name or counts cannot be read', {
      file: input.name,
      path: `/${index}`,
    });
    return undefined;
  }
  const name = escaped ? unescapeHtml(written) : written;
  const method = methodOf(textOf(field(entry, 'method')));
  const values = {
    requests,
    failures,
    median: numberOf(field(entry, 'median_response_time')),
    avg: numberOf(field(entry, 'avg_response_time')),
    min: numberOf(field(entry, 'min_response_time')),
    max: numberOf(field(entry, 'max_response_time')),
    rps: numberOf(field(entry, 'total_rps')),
    percentiles: [...entryPercentiles(entry), ...more(method, written)],
  };
  return {
    kind: 'request',
    ...(method === undefined ? {} : { method }),
    name,
    requests,
    failures,
    metrics: endpointMetrics(values, STYLE),
  };
}

const NAMED_PERCENTILES: readonly (readonly [string, number])[] = [
  ['ninetieth_response_time', 90],
  ['ninety_ninth_response_time', 99],
];

function entryPercentiles(entry: unknown): (readonly [number, number | undefined])[] {
  const named = NAMED_PERCENTILES.map(([key, percentile]) => [percentile, numberOf(field(entry, key))] as const);
  const configured = fieldsOf(entry).flatMap(([key, value]) => {
    const percentile = key.startsWith('response_time_percentile_')
      ? shareToPercentile(key.slice('response_time_percentile_'.length))
      : undefined;
    return percentile === undefined ? [] : [[percentile, numberOf(value)] as const];
  });
  return [...configured, ...named];
}

/** `0.95` → 95; undefined for what is no share. */
export function shareToPercentile(text: string): number | undefined {
  const share = /^[01](?:\.\d{1,8})?$/.test(text) ? Number(text) : NaN;
  return share >= 0 && share <= 1 ? percentileOf(percentileMetric(share * 100)) : undefined;
}

/** The failures of the web UI (`errors`, `failures_statistics`). */
export function readWebErrors(input: ReaderInput, entries: readonly unknown[]): ErrorCount[] {
  const escaped = wereEscaped(entries.map((entry) => textOf(field(entry, 'error'))));
  const escapedNames = wereEscaped(entries.map((entry) => textOf(field(entry, 'name'))));
  return entries.slice(0, 1000).flatMap((entry, index) => {
    const count = numberOf(field(entry, 'occurrences'));
    const name = textOf(field(entry, 'name'));
    const message = textOf(field(entry, 'error'));
    if (count === undefined || !Number.isSafeInteger(count)) {
      input.diagnostics.add('warning', 'row-rejected', 'a kind of failure was not counted: its number cannot be read', {
        file: input.name,
        path: `/errors/${index}`,
      });
      return [];
    }
    const seen = ['first_seen', 'last_seen'].map((key) => readMoment(field(entry, key)));
    return [
      toError(
        textOf(field(entry, 'method')),
        escapedNames ? unescapeHtml(name) : name,
        escaped ? unescapeHtml(message) : message,
        count,
        seen[0],
        seen[1],
      ),
    ];
  });
}

/** Seconds since the epoch, or a text with date and zone, as ISO 8601; undefined for anything else. */
export function readMoment(value: unknown): string | undefined {
  if (typeof value === 'string') return readTime(value);
  return typeof value === 'number' && value > 0 && value < 4_102_444_800 ? new Date(value * 1000).toISOString() : undefined;
}

/** A number that is finite and not negative; texts such as `NaN` are missing. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < 1e15 ? value : undefined;
}

/** A text, empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
