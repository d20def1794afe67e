import type { Histogram, Metric } from '@loadline/schema';
import { describeMetric, percentileOf } from '@loadline/schema';
import { histogramLevels, histogramMean, type Level, weightedMean } from '@loadline/stats';
import { levelsOf } from '../samples/distribution.js';
import { distributionBehind } from '../samples/remember-distribution.js';
import { combineHistograms, combinePercentiles } from './combine-percentiles.js';
import { withLnErrors } from './ln-errors.js';
import { type Measured, metricOf, sumCounts, timedRequests } from './measured.js';
import { weakest } from './provenance.js';

const LATENCY: ReadonlySet<string> = new Set(['avg_latency_ms', 'min_latency_ms', 'max_latency_ms']);

/**
 * Several measured things as one: the endpoints of a service, the shards of an endpoint, endpoints that got one name.
 *
 * Counts are summed, and are null where one part's is not known. The error rate follows from the counts, the mean is
 * weighted by the requests that have times, minimum and maximum are those of all; percentiles see
 * {@link combinePercentiles}. Throughput is all requests over the window where both are known, else the sum. What a part
 * with requests does not know, the whole does not know. Parts without requests change nothing.
 *
 * One part alone keeps its own values, and only what follows from its counts is added.
 *
 * @param durationSeconds length of the window that the parts share.
 * @param unknownShare see {@link withLnErrors}.
 */
export function combine(parts: readonly Measured[], durationSeconds?: number, unknownShare?: number): Measured {
  const requests = sumCounts(parts.map((part) => part.requests));
  const failures = sumCounts(parts.map((part) => part.failures));
  const timed = parts.filter((part) => timedRequests(part) !== 0);
  const [only] = parts;
  const own = parts.length === 1 && only !== undefined ? only.metrics : [];
  const histogram = combineHistograms(timed);
  const metrics = [...latencyOf(timed, histogram, unknownShare), ...own.filter((metric) => timed.length === 0 && isLatency(metric.name))];
  const rate = own.find((metric) => metric.name === 'error_rate_pct') ?? errorRate(parts, requests, failures);
  const throughput = own.find((metric) => metric.name === 'rps') ?? throughputOf(parts, requests, durationSeconds);
  metrics.push(...[rate, throughput].filter((metric) => metric !== undefined));
  metrics.push(...own.filter((metric) => !metrics.some((known) => known.name === metric.name)));
  return { requests, failures, metrics: metrics.map((metric) => ({ ...metric })), ...(histogram === undefined ? {} : { histogram }) };
}

/**
 * Names of metrics that parts have and {@link combine} cannot join, since it does not know how: those of a user's own.
 * None for a single part, which keeps them.
 */
export function lostMetrics(parts: readonly Measured[]): string[] {
  if (parts.length < 2) return [];
  const names = parts.flatMap((part) => part.metrics.map((metric) => metric.name));
  return [...new Set(names)].filter((name) => !describeMetric(name).builtIn).sort();
}

function isLatency(name: string): boolean {
  return LATENCY.has(name) || percentileOf(name) !== undefined;
}

function latencyOf(timed: readonly Measured[], histogram: Histogram | undefined, unknownShare: number | undefined): Metric[] {
  const [only] = timed;
  if (timed.length === 1 && only !== undefined) return only.metrics.filter((metric) => isLatency(metric.name));
  const single = [meanOf(timed), extremeOf(timed, 'min_latency_ms', Math.min), extremeOf(timed, 'max_latency_ms', Math.max)];
  const percentiles = combinePercentiles(timed, histogram);
  const metrics = [...single.filter((metric) => metric !== undefined), ...percentiles].map((metric) => withResolution(metric, timed));
  const hasOrder = timed.some((part) => part.vif !== undefined);
  return histogram === undefined || !hasOrder ? metrics : withLnErrors(metrics, timed, levelsBehind(histogram), unknownShare);
}

/** The times of a histogram, as finely as they are known. */
function levelsBehind(histogram: Histogram): readonly Level[] {
  const behind = distributionBehind(histogram);
  return behind === undefined ? histogramLevels(histogram) : levelsOf(behind);
}

/** A value is not known more closely than those that it was made of. */
function withResolution(metric: Metric, parts: readonly Measured[]): Metric {
  if (metric.provenance === 'interpolated' || metric.provenance === 'estimated') return metric;
  const widths = parts.map((part) => metricOf(part, metric.name)?.resolution ?? 0);
  const resolution = Math.max(metric.resolution ?? 0, ...widths);
  return resolution === 0 ? metric : { ...metric, resolution };
}

/** The metric of every part, or undefined when one lacks it. */
function ofAll(parts: readonly Measured[], find: (part: Measured) => Metric | undefined): Metric[] | undefined {
  const found = parts.map(find);
  return found.length > 0 && found.every((metric) => metric !== undefined) ? found : undefined;
}

function weighted(
  parts: readonly Measured[],
  name: string,
  find: (part: Measured) => Metric | undefined,
  weightOf: (part: Measured) => number | null,
): Metric | undefined {
  const found = ofAll(parts, find);
  const weights = parts.map(weightOf);
  if (found === undefined || weights.includes(null)) return undefined;
  const value = weightedMean(found.map((metric, index) => ({ value: metric.value, weight: weights[index] ?? 0 })));
  return value === undefined ? undefined : { name, value, provenance: weakest(found.map((metric) => metric.provenance)) };
}

function meanOf(timed: readonly Measured[]): Metric | undefined {
  return weighted(timed, 'avg_latency_ms', (part) => metricOf(part, 'avg_latency_ms') ?? meanOfHistogram(part), timedRequests);
}

function meanOfHistogram({ histogram }: Measured): Metric | undefined {
  const value = histogram === undefined ? undefined : histogramMean(histogram);
  const isExact = histogram?.kind === 'values' && histogram.rounding !== 'locust';
  return value === undefined ? undefined : { name: 'avg_latency_ms', value, provenance: isExact ? 'exact' : 'histogram' };
}

function extremeOf(timed: readonly Measured[], name: string, pick: (a: number, b: number) => number): Metric | undefined {
  const found = ofAll(timed, (part) => metricOf(part, name));
  if (found === undefined) return undefined;
  return {
    name,
    value: found.map((metric) => metric.value).reduce((a, b) => pick(a, b)),
    provenance: weakest(found.map((metric) => metric.provenance)),
  };
}

function errorRate(parts: readonly Measured[], requests: number | null, failures: number | null): Metric | undefined {
  if (requests === 0) return undefined;
  if (requests !== null && failures !== null)
    return { name: 'error_rate_pct', value: Math.min((failures / requests) * 100, 100), provenance: 'exact' };
  return weighted(
    parts.filter((part) => part.requests !== 0),
    'error_rate_pct',
    (part) => metricOf(part, 'error_rate_pct'),
    (part) => part.requests,
  );
}

function throughputOf(parts: readonly Measured[], requests: number | null, durationSeconds: number | undefined): Metric | undefined {
  if (requests !== null && durationSeconds !== undefined && durationSeconds > 0)
    return { name: 'rps', value: requests / durationSeconds, provenance: 'exact' };
  const found = ofAll(
    parts.filter((part) => part.requests !== 0),
    (part) => metricOf(part, 'rps'),
  );
  return found === undefined
    ? undefined
    : {
        name: 'rps',
        value: found.reduce((sum, metric) => sum + metric.value, 0),
        provenance: weakest(found.map((metric) => metric.provenance)),
      };
}
