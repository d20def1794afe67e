import type { Histogram, Metric, RunTotal } from '@loadline/schema';
import { histogramCount } from '@loadline/stats';

/** What was measured of something: an endpoint, a whole run, or several endpoints together. */
export interface Measured extends RunTotal {
  /** Distribution of its response times, where it is known. */
  histogram?: Histogram;
  /** Variance inflation by autocorrelation, where the order of its requests is known. */
  vif?: number;
}

/** A metric of it by its full name, or undefined. */
export function metricOf(measured: Measured, name: string): Metric | undefined {
  return measured.metrics.find((metric) => metric.name === name);
}

/**
 * How many requests have a response time: those of the histogram where there is one (requests that failed before an
 * answer have none), else all; null where that is not known.
 */
export function timedRequests(measured: Measured): number | null {
  return measured.histogram === undefined ? measured.requests : histogramCount(measured.histogram);
}

/** Sum of counts; null where one of them is not known. */
export function sumCounts(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}
