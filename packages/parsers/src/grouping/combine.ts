import type { Endpoint, Histogram, Metric, Provenance } from '@loadline/schema';
import { findMetric, percentileOf } from '@loadline/schema';
import { histogramQuantile, histogramResolution, mergeHistograms, mixtureQuantile, weightedMean } from '@loadline/stats';

/** What was measured of something: an endpoint, or several together. */
export interface Measured {
  requests: number | null;
  failures: number | null;
  metrics: Metric[];
  histogram?: Histogram;
}

/** From the surest to the least sure. */
const PROVENANCES: readonly Provenance[] = ['exact', 'histogram', 'reported', 'interpolated', 'unstated', 'estimated'];

/** The least sure of some provenances. */
export function weakest(provenances: readonly Provenance[]): Provenance {
  return provenances.reduce<Provenance>((worst, each) => (PROVENANCES.indexOf(each) > PROVENANCES.indexOf(worst) ? each : worst), 'exact');
}

/**
 * Endpoints of one run, together. Counts are summed; the error rate follows from them; means are weighted by requests
 * (exact); throughput is all requests over the window, else the sum; percentiles come from the merged histograms where
 * every part has one, else from the mixture of the parts' printed percentiles (`interpolated`). What a part that has
 * requests does not know, the whole does not know. One part alone stays as it is.
 *
 * @param durationSeconds length of the run's window, where it is known.
 */
export function combine(parts: readonly Endpoint[], durationSeconds?: number): Measured {
  const only = parts[0];
  if (parts.length === 1 && only !== undefined) {
    return { requests: only.requests, failures: only.failures, metrics: only.metrics.map((metric) => ({ ...metric })), ...(only.histogram === undefined ? {} : { histogram: only.histogram }) };
  }
  const requests = sumOrNull(parts.map((part) => part.requests));
  const failures = sumOrNull(parts.map((part) => part.failures));
  const active = parts.filter((part) => part.requests !== 0);
  const histogram = mergeAll(active);
  const metrics: Metric[] = [];
  const add = (metric: Metric | undefined) => {
    if (metric !== undefined) metrics.push(metric);
  };
  add(meanOf(active));
  add(extremeOf(active, 'min_latency_ms', Math.min));
  add(extremeOf(active, 'max_latency_ms', Math.max));
  for (const name of percentileNames(active)) add(percentileFrom(active, name, histogram));
  if (requests !== null && failures !== null && requests > 0) add({ name: 'error_rate_pct', value: Math.min(100, (failures / requests) * 100), provenance: 'exact' });
  add(throughputOf(active, requests, durationSeconds));
  return { requests, failures, metrics, ...(histogram === undefined ? {} : { histogram }) };
}

function sumOrNull(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

/** A metric of every part, or undefined when one of them lacks it. */
function ofAll(parts: readonly Endpoint[], name: string): { metric: Metric; weight: number }[] | undefined {
  const found = parts.flatMap((part) => {
    const metric = part.metrics.find((each) => each.name === name);
    return metric === undefined || part.requests === null ? [] : [{ metric, weight: part.requests }];
  });
  return parts.length > 0 && found.length === parts.length ? found : undefined;
}

function meanOf(parts: readonly Endpoint[]): Metric | undefined {
  const means = ofAll(parts, 'avg_latency_ms');
  const value = means === undefined ? undefined : weightedMean(means.map(({ metric, weight }) => ({ value: metric.value, weight })));
  return value === undefined || means === undefined ? undefined : { name: 'avg_latency_ms', value, provenance: weakest(means.map(({ metric }) => metric.provenance)) };
}

function extremeOf(parts: readonly Endpoint[], name: string, pick: (...values: number[]) => number): Metric | undefined {
  const all = ofAll(parts, name);
  return all === undefined ? undefined : { name, value: all.map(({ metric }) => metric.value).reduce((a, b) => pick(a, b)), provenance: weakest(all.map(({ metric }) => metric.provenance)) };
}

function percentileNames(parts: readonly Endpoint[]): string[] {
  const names = new Set(parts.flatMap((part) => part.metrics.map((metric) => metric.name)));
  return [...names].filter((name) => percentileOf(name) !== undefined).sort((a, b) => (percentileOf(a) ?? 0) - (percentileOf(b) ?? 0));
}

function percentileFrom(parts: readonly Endpoint[], name: string, histogram: Histogram | undefined): Metric | undefined {
  const q = (percentileOf(name) ?? 0) / 100;
  if (histogram !== undefined) {
    const value = histogramQuantile(histogram, q);
    return value === undefined ? undefined : { name, value, provenance: 'histogram', resolution: histogramResolution(histogram, value) };
  }
  const all = ofAll(parts, name);
  if (all === undefined) return undefined;
  const value = mixtureQuantile(parts.map((part) => ({ weight: part.requests ?? 0, points: knownPoints(part) })), q);
  const provenance = weakest(['interpolated', ...all.map(({ metric }) => metric.provenance)]);
  return value === undefined ? undefined : { name, value, provenance };
}

/** An endpoint's percentiles with its minimum and maximum, made to rise (a bucketed p100 may lie above the maximum). */
function knownPoints(part: Endpoint): { q: number; value: number }[] {
  const at = (name: string) => part.metrics.find((metric) => metric.name === name)?.value;
  const points = part.metrics.flatMap((metric) => {
    const percentile = percentileOf(metric.name);
    return percentile === undefined || percentile === 100 ? [] : [{ q: percentile / 100, value: metric.value }];
  });
  const min = at('min_latency_ms');
  const max = at('max_latency_ms') ?? at('p100_latency_ms');
  if (min !== undefined) points.push({ q: 0, value: min });
  if (max !== undefined) points.push({ q: 1, value: max });
  let highest = 0;
  return points.sort((a, b) => a.q - b.q).map(({ q, value }) => ({ q, value: (highest = Math.max(highest, value)) }));
}

function mergeAll(parts: readonly Endpoint[]): Histogram | undefined {
  let merged: Histogram | undefined;
  for (const { histogram } of parts) {
    if (histogram === undefined) return undefined;
    merged = merged === undefined ? histogram : mergeHistograms(merged, histogram);
    if (merged === undefined) return undefined;
  }
  return merged;
}

function throughputOf(parts: readonly Endpoint[], requests: number | null, durationSeconds: number | undefined): Metric | undefined {
  const all = ofAll(parts, 'rps');
  if (durationSeconds !== undefined && durationSeconds > 0 && requests !== null) {
    return { name: 'rps', value: requests / durationSeconds, provenance: all === undefined ? 'exact' : weakest(all.map(({ metric }) => metric.provenance)) };
  }
  return all === undefined ? undefined : { name: 'rps', value: all.reduce((sum, { metric }) => sum + metric.value, 0), provenance: weakest(all.map(({ metric }) => metric.provenance)) };
}

/** Unit and direction of a metric that is derived from another under a new name. */
export function renamed(metric: Metric, name: string): Metric {
  const info = findMetric(metric.name);
  return { ...metric, name, ...(info === undefined ? {} : { unit: info.unit, better: info.better }) };
}
