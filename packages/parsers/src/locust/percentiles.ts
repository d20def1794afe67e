import type { Endpoint, Metric, ValuesHistogram } from '@loadline/schema';
import { percentileMetric } from '@loadline/schema';
import { histogramQuantile, histogramResolution } from '@loadline/stats';
import { asObject } from '../parse-json.js';

/** The percentiles that Locust reports by default. */
const REPORTED = [50, 66, 75, 80, 90, 95, 98, 99, 99.9, 99.99];

const LOCUST_BUCKETS: ValuesHistogram = { kind: 'values', values: [], counts: [], rounding: 'locust' };

/** A percentile out of Locust's rounded times. */
export function bucketedPercentile(percentile: number, valueMs: number): Metric {
  return { name: percentileMetric(percentile), value: valueMs, provenance: 'histogram', resolution: histogramResolution(LOCUST_BUCKETS, valueMs) };
}

/** The percentile that a column's name stands for (`95%`, `99.9%`, the old `99.999`); undefined for other columns. */
export function percentileColumn(name: string): number | undefined {
  const digits = /^(\d{1,3}(?:\.\d{1,6})?)%?$/.exec(name)?.[1];
  const percentile = digits === undefined ? NaN : Number(digits);
  return percentile >= 0 && percentile <= 100 ? percentile : undefined;
}

/** Locust's `response_times` (rounded ms → count) as a histogram; undefined when there is none. */
export function readResponseTimes(value: unknown): ValuesHistogram | undefined {
  const object = asObject(value);
  if (object === undefined) return undefined;
  const pairs = Object.entries(object)
    .map(([key, count]) => [Number(key), count] as const)
    .filter((pair): pair is readonly [number, number] => Number.isFinite(pair[0]) && pair[0] >= 0 && typeof pair[1] === 'number' && Number.isSafeInteger(pair[1]) && pair[1] > 0)
    .sort((a, b) => a[0] - b[0]);
  return pairs.length === 0 ? undefined : { kind: 'values', values: pairs.map(([ms]) => ms), counts: pairs.map(([, count]) => count), rounding: 'locust' };
}

/** The default percentiles of a histogram. */
export function percentilesOf(histogram: ValuesHistogram): Metric[] {
  return REPORTED.flatMap((percentile) => {
    const value = histogramQuantile(histogram, percentile / 100);
    return value === undefined ? [] : [bucketedPercentile(percentile, value)];
  });
}

/** Sum of requests and failures over endpoints. */
export function sumCounts(endpoints: readonly Endpoint[]): { requests: number; failures: number } {
  return endpoints.reduce((sum, endpoint) => ({ requests: sum.requests + (endpoint.requests ?? 0), failures: sum.failures + (endpoint.failures ?? 0) }), { requests: 0, failures: 0 });
}
