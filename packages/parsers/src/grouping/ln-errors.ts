import type { Metric } from '@loadline/schema';
import { percentileOf } from '@loadline/schema';
import { type Level, meanLnError, quantileLnError } from '@loadline/stats';
import { type Measured, metricOf, timedRequests } from './measured.js';

/** Endpoints of a service of which the inflation is not known (they had too few requests) may have so small a share of its requests. */
const UNKNOWN_SHARE = 0.05;

/**
 * Metrics with the standard errors of their logarithms, from all single times: those of the mean and of percentiles between the
 * first and the last. A percentile also keeps the inflation that was used.
 *
 * Several parts together are taken to be as correlated as the worst of them. That is no less than they are where they do not
 * move together: each one's share of the variance is its own inflation times pᵢ(1 − pᵢ), and the mean of these products is
 * at most p(1 − p).
 *
 * @param parts what the times are of, with their inflations. @param levels all times, ascending.
 * @param unknownShare share of the requests that may be of parts whose inflation is not known.
 * @returns the metrics as they were where too little is known, or all times about a value are the same.
 */
export function withLnErrors(
  metrics: readonly Metric[],
  parts: readonly Measured[],
  levels: readonly Level[],
  unknownShare = UNKNOWN_SHARE,
): Metric[] {
  if (!isOrdered(parts, unknownShare)) return [...metrics];
  return metrics.map((metric) => {
    const percentile = percentileOf(metric.name);
    const isMean = metric.name === 'avg_latency_ms';
    if (!isMean && (percentile === undefined || percentile <= 0 || percentile >= 100)) return metric;
    const vif = worstInflation(parts, metric.name);
    const error = percentile === undefined ? meanLnError(levels, vif) : quantileLnError(levels, shareOf(percentile), vif);
    return {
      ...metric,
      ...(isMean ? {} : { vif }),
      ...(error === undefined ? {} : { lnStandardError: Number(error.toPrecision(4)) }),
    };
  });
}

/** A metric without what only single times in their order can tell. */
export function withoutLnError({ vif: _vif, lnStandardError: _lnStandardError, ...metric }: Metric): Metric {
  return metric;
}

/** A percentile as a share. 99.9 / 100 is 0.9990000000000001, which is one sample further on in some runs. */
export function shareOf(percentile: number): number {
  return Number((percentile / 100).toPrecision(15));
}

/** Whether the inflation of enough requests is known. */
function isOrdered(parts: readonly Measured[], unknownShare: number): boolean {
  const known = parts.filter((part) => part.vif !== undefined);
  if (known.length === 0 || known.length === parts.length) return known.length > 0;
  const count = (some: readonly Measured[]) => some.reduce((sum, part) => sum + (timedRequests(part) ?? Infinity), 0);
  const all = count(parts);
  return all < Infinity && all - count(known) <= unknownShare * all;
}

/** The greatest inflation of the parts about a value: that of the metric, else that of the part. */
function worstInflation(parts: readonly Measured[], name: string): number {
  return parts.reduce((worst, part) => Math.max(worst, part.vif === undefined ? 0 : (metricOf(part, name)?.vif ?? part.vif)), 0);
}
