import type { Endpoint, ErrorCount, Metric } from '@loadline/schema';
import { decimalOf } from '../jmeter/aggregate-layout.js';
import { buildEndpoint } from '../values/build-endpoint.js';

/** What Taurus says of one label: its fields by name, percentiles and status codes by theirs. Texts as printed. */
export interface FinalRow {
  /** Empty for the row of the whole run. */
  label: string;
  fields: ReadonlyMap<string, string>;
  percentiles: ReadonlyMap<string, string>;
  codes: ReadonlyMap<string, string>;
}

/** The count that a text is; undefined for none. */
export function wholeOf(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : undefined;
}

/**
 * The endpoint of a row. `throughput` is the number of samples, not a rate; times are seconds. Percentiles come from
 * buckets of 1 ms below 2,048 ms, twice as wide at each doubling from there on; the mean is exact. Failures are null
 * where there are more than samples.
 *
 * @returns what is wrong with a row that cannot be counted, as text.
 */
export function endpointOfRow(row: FinalRow, durationSeconds?: number): Endpoint | string {
  const requests = wholeOf(row.fields.get('throughput'));
  const failures = wholeOf(row.fields.get('fail'));
  if (requests === undefined || failures === undefined)
    return `it has ${printed(row, 'throughput')} samples, ${printed(row, 'fail')} of them failed`;
  const endpoint = buildEndpoint(
    { kind: 'request', name: row.label },
    {
      requests,
      failures: failures > requests ? null : failures,
      latency: {
        unit: 's',
        provenance: 'histogram',
        resolution: bucketWidth,
        avg: seconds(row.fields.get('avg_rt')),
        min: seconds(percentileIn(row, 0)),
        max: seconds(percentileIn(row, 100)),
        percentiles: [...row.percentiles].flatMap(([key, value]): [number, number | undefined][] => {
          const percentile = Number(key);
          return percentile > 0 && percentile < 100 ? [[percentile, seconds(value)]] : [];
        }),
      },
      more: rateOf(requests, durationSeconds),
    },
  );
  return { ...endpoint, metrics: endpoint.metrics.map((metric) => (metric.name === 'avg_latency_ms' ? asPrinted(metric) : metric)) };
}

/** The mean is that of all samples, printed to 0.01 ms. */
function asPrinted({ name, value }: Metric): Metric {
  return { name, value, provenance: 'reported', resolution: 0.01 };
}

/** The length of a run is printed in whole seconds: of a shorter one than this, it says too little for a rate. */
const SHORTEST_SECONDS = 10;

function rateOf(requests: number, durationSeconds: number | undefined): Metric[] {
  if (durationSeconds === undefined || durationSeconds < SHORTEST_SECONDS) return [];
  const value = requests / durationSeconds;
  return [{ name: 'rps', value, provenance: 'reported', resolution: value - requests / (durationSeconds + 1) }];
}

function printed(row: FinalRow, field: string): string {
  return `\`${(row.fields.get(field) ?? '').slice(0, 40)}\``;
}

function percentileIn(row: FinalRow, percentile: number): string | undefined {
  for (const [key, value] of row.percentiles) if (Number(key) === percentile && key.trim() !== '') return value;
  return undefined;
}

function seconds(text: string | undefined): number | undefined {
  return text === undefined ? undefined : decimalOf(text.trim());
}

/** Width in ms of the bucket that a time falls into: three significant digits of an HdrHistogram. */
function bucketWidth(ms: number): number {
  return ms < 2048 ? 1 : 2 ** (Math.floor(Math.log2(ms)) - 10);
}

/** What Taurus writes for a status code where its own executor got no answer. */
const NO_ANSWER = '999';

/**
 * Failures by status code, where the codes of 400 or more and those that are no number account for all of them. Else the
 * file does not say which failed: a 500 may have been expected, and an answer of 200 may not have held what it should.
 */
export function errorsOfRow(row: FinalRow, endpoint: Endpoint): ErrorCount[] {
  const failures = endpoint.failures ?? 0;
  if (failures === 0) return [];
  const { kind, name } = endpoint;
  const bad = [...row.codes]
    .map(([code, count]) => ({ code, count: wholeOf(count) ?? 0 }))
    .filter(({ code, count }) => count > 0 && !(Number(code) < 400));
  if (bad.reduce((sum, { count }) => sum + count, 0) !== failures)
    return [{ message: 'failed; the file does not say why', count: failures, endpoint: { kind, name } }];
  return bad.map(({ code, count }) => ({
    ...(/^[1-5]\d\d$/.test(code) ? { status: code, message: `status ${code}` } : { message: code === NO_ANSWER ? 'no answer' : code }),
    count,
    endpoint: { kind, name },
  }));
}
