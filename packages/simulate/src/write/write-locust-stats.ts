import { type Endpoint, type Metric, percentileOf, type Run } from '@loadline/schema';
import { locustRound, type MixturePart, mixtureQuantile, type QuantilePoint, sum, weightedMean } from '@loadline/stats';
import { csvRow } from './csv-row.js';

const PERCENTILES = [50, 66, 75, 80, 90, 95, 98, 99, 99.9, 99.99, 100];
const HEADER = [
  'Type',
  'Name',
  'Request Count',
  'Failure Count',
  'Median Response Time',
  'Average Response Time',
  'Min Response Time',
  'Max Response Time',
  'Average Content Size',
  'Requests/s',
  'Failures/s',
  ...PERCENTILES.map((percentile) => `${percentile}%`),
];

/**
 * What Locust (2.x) would have written of a run: `X_stats.csv`, percentiles rounded as Locust rounds them (1 ms below 100,
 * 10 below 1 s, 100 below 10 s, else 1000), the total last. A percentile that the run does not state lies on a straight
 * line between those around it; those of the total are of the mixture of the endpoints. Content sizes are 0.
 *
 * @example writeLocustStats(simulateRun(exampleService(1), { seed: 1 })).split('\r\n').length // 4
 */
export function writeLocustStats(run: Run): string {
  const durationSeconds = run.run.durationSeconds ?? 0;
  const rows = run.endpoints.map((endpoint) => {
    const { method = '', name } = endpoint;
    return rowOf([method, name], valuesOf(endpoint), durationSeconds);
  });
  const total = rowOf(['', 'Aggregated'], totalOf(run.endpoints.map(valuesOf)), durationSeconds);
  return [csvRow(HEADER), ...rows, total, ''].join('\r\n');
}

/** What a row says. Times are undefined without a request. */
interface Values {
  requests: number;
  failures: number;
  avgMs: number | undefined;
  minMs: number | undefined;
  maxMs: number | undefined;
  /** What is known of the distribution of the times. */
  parts: MixturePart[];
}

function valuesOf({ requests, failures, metrics }: Endpoint): Values {
  const valueOf = (name: string) => metrics.find((metric) => metric.name === name)?.value;
  const minMs = valueOf('min_latency_ms');
  const maxMs = valueOf('max_latency_ms');
  const points = pointsOf(metrics, minMs, maxMs);
  return {
    requests: requests ?? 0,
    failures: failures ?? 0,
    avgMs: valueOf('avg_latency_ms'),
    minMs,
    maxMs,
    parts: points.length === 0 ? [] : [{ weight: requests ?? 0, points }],
  };
}

/** A percentile may have been rounded beyond the extremes. */
function pointsOf(metrics: readonly Metric[], minMs = 0, maxMs = Infinity): QuantilePoint[] {
  const inner = metrics.flatMap(({ name, value }) => {
    const percentile = percentileOf(name);
    return percentile === undefined ? [] : [{ q: percentile / 100, value: Math.min(Math.max(value, minMs), maxMs) }];
  });
  return maxMs === Infinity ? inner : [{ q: 0, value: minMs }, ...inner, { q: 1, value: maxMs }];
}

function totalOf(rows: readonly Values[]): Values {
  const known = (values: readonly (number | undefined)[]) => values.filter((value) => value !== undefined);
  const least = Math.min(...known(rows.map(({ minMs }) => minMs)));
  const most = Math.max(...known(rows.map(({ maxMs }) => maxMs)));
  return {
    requests: sum(rows.map(({ requests }) => requests)),
    failures: sum(rows.map(({ failures }) => failures)),
    avgMs: weightedMean(rows.flatMap(({ avgMs, requests }) => (avgMs === undefined ? [] : [{ value: avgMs, weight: requests }]))),
    minMs: Number.isFinite(least) ? least : undefined,
    maxMs: Number.isFinite(most) ? most : undefined,
    parts: rows.flatMap(({ parts }) => parts),
  };
}

function rowOf(names: readonly string[], values: Values, durationSeconds: number): string {
  const { requests, failures, avgMs = 0, minMs = 0, maxMs = 0, parts } = values;
  const percentiles = PERCENTILES.map((percentile) => {
    const ms = mixtureQuantile(parts, percentile / 100);
    return ms === undefined ? 'N/A' : locustRound(ms);
  });
  const median = percentiles[0] === 'N/A' ? 0 : (percentiles[0] ?? 0);
  const perSecond = (count: number) => decimal(durationSeconds > 0 ? count / durationSeconds : 0);
  return csvRow([
    ...names,
    requests,
    failures,
    median,
    decimal(avgMs),
    requests === 0 ? 0 : decimal(minMs),
    requests === 0 ? 0 : decimal(maxMs),
    '0.0',
    perSecond(requests),
    perSecond(failures),
    ...percentiles,
  ]);
}

/** A number as Python writes a float. */
const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));
