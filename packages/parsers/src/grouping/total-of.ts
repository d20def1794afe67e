import type { Endpoint, RunTotal } from '@loadline/schema';
import { describeMetric } from '@loadline/schema';
import { combine } from './combine.js';
import { countedEndpoints } from './counted-endpoints.js';

/**
 * All endpoints of a run together, with built-in metrics only; undefined where there is none.
 *
 * @param durationSeconds length of the run's window.
 */
export function totalOf(endpoints: readonly Endpoint[], durationSeconds: number | undefined): RunTotal | undefined {
  if (endpoints.length === 0) return undefined;
  const { requests, failures, metrics } = combine(countedEndpoints(endpoints), durationSeconds);
  return { requests, failures, metrics: metrics.filter((metric) => describeMetric(metric.name).builtIn) };
}
