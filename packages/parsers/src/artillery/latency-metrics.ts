import type { Metric } from '@loadline/schema';
import { buildEndpoint } from '../values/build-endpoint.js';
import type { Summary } from './metrics.js';

/** How response times came to be: rounded to 0.1 ms from every time (`sorted`, version 1), or percentiles from a sketch (version 2). */
export type TimesOf = 'sorted' | 'sketch';

/**
 * Response times of a summary. Version 2 keeps whole milliseconds in a sketch whose percentiles are true to 1 %: their
 * width is 2 % of the value. Mean and extremes are those of all times.
 *
 * @param allFailed a time of 0 is then one that nobody took.
 */
export function latencyMetrics(summary: Summary | undefined, times: TimesOf, allFailed: boolean): Metric[] {
  if (summary === undefined) return [];
  const { min, max, mean, percentiles } = summary;
  const counts = { requests: 1, failures: allFailed ? 1 : 0 };
  const metricsOf = (latency: Parameters<typeof buildEndpoint>[1]['latency'] & object) =>
    buildEndpoint({ kind: 'request', name: '' }, { ...counts, latency }).metrics.filter(({ name }) => name.endsWith('_latency_ms'));
  if (times === 'sorted') return metricsOf({ unit: 'ms', provenance: 'reported', resolution: 0.1, avg: mean, min, max, percentiles });
  return [
    ...metricsOf({ unit: 'ms', provenance: 'reported', resolution: 1, avg: mean, min, max }),
    ...metricsOf({ unit: 'ms', provenance: 'histogram', resolution: (ms) => Math.max(1, Number((0.02 * ms).toPrecision(3))), percentiles }),
  ];
}
