import { type BoundsHistogram, type EndpointId, formatEndpoint, type Metric } from '@loadline/schema';
import { histogramCount, histogramQuantile, histogramResolution, locustResolution, mixtureQuantile } from '@loadline/stats';
import { type NativeHistogram, toBounds } from './native-histogram.js';
import type { TallyOptions } from './tally.js';

/** A value that a load generator works out by itself: `avg`, `min`, `max`, or a percentile. */
export type Statistic = 'avg' | 'min' | 'max' | number;

/** What is known of an endpoint's response times, in the metric's unit. */
export interface Latency {
  /** Samples up to each bound, those of smaller bounds included. */
  bounds: Map<number, number>;
  /** Buckets of native histograms. */
  buckets: NativeHistogram['buckets'];
  /** Sum of all response times. */
  sum?: number;
  /** What was worked out for each series by itself, with its number of requests. */
  parts: Map<string, { weight: number; values: Map<Statistic, number> }>;
}

type Options = Pick<TallyOptions, 'perMs' | 'percentiles' | 'diagnostics' | 'file' | 'isEstimate' | 'isLocust'>;

/** Mean, extremes and percentiles of an endpoint in ms, from its histogram or else from what the load generator worked out. */
export function latencyMetrics(latency: Latency, id: EndpointId, options: Options): { metrics: Metric[]; histogram?: BoundsHistogram } {
  const histogram = histogramOf(latency, options.perMs);
  if (histogram === undefined) return { metrics: joinParts([...latency.parts.values()], id, options) };
  return { metrics: ofHistogram(histogram, id, options), histogram };
}

function histogramOf({ bounds, buckets, sum }: Latency, perMs: number): BoundsHistogram | undefined {
  const histogram = buckets.length > 0 ? toBounds(buckets, perMs) : ofBounds(bounds, perMs);
  if (!(histogramCount(histogram) > 0)) return undefined;
  return sum !== undefined && sum > 0 ? { ...histogram, sum: sum / perMs } : histogram;
}

function ofBounds(upTo: ReadonlyMap<number, number>, perMs: number): BoundsHistogram {
  const bounds: number[] = [];
  const counts: number[] = [];
  let passed = 0;
  for (const [bound, count] of [...upTo].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (Number.isFinite(bound)) bounds.push(bound / perMs);
    counts.push(Math.max(count - passed, 0));
    passed = Math.max(count, passed);
  }
  return { kind: 'bounds', bounds, counts };
}

function ofHistogram(histogram: BoundsHistogram, id: EndpointId, { percentiles, diagnostics, file, isEstimate }: Options): Metric[] {
  const count = histogramCount(histogram);
  const metrics: Metric[] = [];
  if (histogram.sum !== undefined)
    metrics.push({ name: 'avg_latency_ms', value: histogram.sum / count, provenance: isEstimate ? 'reported' : 'exact' });
  const last = histogram.bounds.at(-1) ?? 0;
  const closed = count - (histogram.counts[histogram.bounds.length] ?? 0);
  const open = percentiles.filter((percentile) => (count * percentile) / 100 > closed);
  for (const percentile of percentiles) {
    if (open.includes(percentile)) continue;
    const value = histogramQuantile(histogram, percentile / 100);
    const resolution = value === undefined ? undefined : histogramResolution(histogram, value);
    if (value === undefined) continue;
    metrics.push({
      name: `p${percentile}_latency_ms`,
      value,
      provenance: 'histogram',
      ...(resolution === undefined || resolution <= 0 ? {} : { resolution }),
    });
  }
  if (open.length > 0)
    diagnostics.add(
      'warning',
      'percentile-beyond-buckets',
      `${open.map((percentile) => `p${percentile}`).join(', ')} of \`${formatEndpoint(id)}\` lies above the largest bound of its histogram, ${last} ms, and is not known`,
      { file },
    );
  return metrics;
}

type Part = { weight: number; values: ReadonlyMap<Statistic, number> };

function joinParts(parts: readonly Part[], id: EndpointId, options: Options): Metric[] {
  const known = parts.filter(({ values }) => values.size > 0);
  const [only] = known;
  if (only === undefined) return [];
  const isJoinable = known.length === 1 || known.every(({ weight }) => weight > 0);
  const statistics = [...only.values.keys()].filter((each) => known.every(({ values }) => values.has(each)));
  const usable = statistics.filter((statistic) => isJoinable || statistic === 'min' || statistic === 'max');
  if (usable.length < statistics.length)
    options.diagnostics.add(
      'warning',
      'values-apart',
      `\`${formatEndpoint(id)}\` has ${known.length} series without their requests, so that their values could not be joined`,
      { file: options.file },
    );
  const rank = (statistic: Statistic) => (typeof statistic === 'number' ? statistic : ['avg', 'min', 'max'].indexOf(statistic) - 3);
  return usable.sort((a, b) => rank(a) - rank(b)).flatMap((statistic) => joinedMetric(known, statistic, options));
}

function joinedMetric(parts: readonly Part[], statistic: Statistic, { perMs, isLocust }: Options): Metric[] {
  const name = `${typeof statistic === 'number' ? `p${statistic}` : statistic}_latency_ms`;
  const found = joined(parts, statistic);
  if (found === undefined || found < 0) return [];
  const value = Number((found / perMs).toPrecision(15));
  if (parts.length > 1 && typeof statistic === 'number') return [{ name, value, provenance: 'interpolated' }];
  // Locust rounds the times of which it takes percentiles.
  if (isLocust && typeof statistic === 'number') return [{ name, value, provenance: 'histogram', resolution: locustResolution(value) }];
  return [{ name, value, provenance: 'reported' }];
}

/** One value for several series: the weighted mean, the outer extreme, the percentile of the mixture. */
function joined(parts: readonly Part[], statistic: Statistic): number | undefined {
  const values = parts.map((part) => part.values.get(statistic) ?? NaN);
  if (parts.length === 1) return values[0];
  if (statistic === 'min') return Math.min(...values);
  if (statistic === 'max') return Math.max(...values);
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  if (statistic === 'avg') return parts.reduce((sum, part, index) => sum + part.weight * (values[index] ?? NaN), 0) / weight;
  const mixture = parts.map((part) => ({ weight: part.weight, points: pointsOf(part.values) }));
  return mixtureQuantile(mixture, statistic / 100);
}

function pointsOf(values: ReadonlyMap<Statistic, number>): { q: number; value: number }[] {
  const points = [...values].flatMap(([statistic, value]) => {
    if (statistic === 'avg') return [];
    return [{ q: statistic === 'min' ? 0 : statistic === 'max' ? 1 : statistic / 100, value }];
  });
  points.sort((a, b) => a.q - b.q);
  // Rounded values of a store may fall a little where the share rises.
  let least = -Infinity;
  return points.map(({ q, value }) => ({ q, value: (least = Math.max(least, value)) }));
}
