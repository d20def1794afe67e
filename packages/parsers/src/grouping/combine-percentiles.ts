import type { Histogram, Metric } from '@loadline/schema';
import { percentileOf } from '@loadline/schema';
import { histogramQuantile, histogramResolution, mixtureQuantile, type MixturePart, type QuantilePoint } from '@loadline/stats';
import { levelsOf } from '../samples/distribution.js';
import { quantileOf } from '../samples/distribution-values.js';
import { distributionBehind, joinHistograms } from '../samples/remember-distribution.js';
import { shareOf } from './ln-errors.js';
import { type Measured, metricOf, timedRequests } from './measured.js';
import { weakest } from './provenance.js';

/** The histogram of all of them, or undefined where one has none. */
export function combineHistograms(parts: readonly Measured[]): Histogram | undefined {
  const histograms = parts.flatMap((part) => part.histogram ?? []);
  return histograms.length < parts.length ? undefined : joinHistograms(histograms);
}

/**
 * The percentiles of several parts together, for each percentile that any of them has, ascending.
 *
 * With a merged histogram they are its quantiles: `exact` where it holds every time as it was, else `histogram` with the
 * width of the bucket. Without, they are those of the mixture of the parts' own percentiles, weighted by requests:
 * `interpolated`, or `estimated` where a part's are estimates. A part that knows the percentile neither itself nor from
 * percentiles on both sides of it makes it absent: the tail beyond the last one is not guessed.
 *
 * Between its minimum and its lowest percentile a part is taken as evenly spread, since nothing is known there: an
 * interpolated median of endpoints that differ much tends to be low. Compare interpolated with interpolated.
 *
 * @param parts at least two, each with requests that have times.
 */
export function combinePercentiles(parts: readonly Measured[], histogram: Histogram | undefined): Metric[] {
  const percentiles = [...new Set(parts.flatMap((part) => known(part).map(({ percentile }) => percentile)))].sort((a, b) => a - b);
  const named = new Map(parts.flatMap((part) => known(part).map(({ percentile, metric }) => [percentile, metric.name])));
  const mixture = histogram === undefined ? mixtureOf(parts) : undefined;
  return percentiles.flatMap((percentile) => {
    const name = named.get(percentile) ?? '';
    return (histogram === undefined ? fromParts(parts, mixture, percentile, name) : fromHistogram(histogram, percentile, name)) ?? [];
  });
}

function known(part: Measured): { percentile: number; metric: Metric }[] {
  return part.metrics.flatMap((metric) => {
    const percentile = percentileOf(metric.name);
    return percentile === undefined ? [] : [{ percentile, metric }];
  });
}

function fromHistogram(histogram: Histogram, percentile: number, name: string): Metric | undefined {
  const behind = distributionBehind(histogram);
  if (behind !== undefined) {
    const { value, width } = quantileOf(levelsOf(behind), behind.count, shareOf(percentile));
    return width === 0 ? { name, value, provenance: 'exact' } : { name, value, provenance: 'histogram', resolution: width };
  }
  const value = histogramQuantile(histogram, shareOf(percentile));
  if (value === undefined) return undefined;
  const resolution = histogramResolution(histogram, value);
  return resolution === 0
    ? { name, value, provenance: 'exact' }
    : { name, value, provenance: 'histogram', ...(resolution === undefined ? {} : { resolution }) };
}

/** The 0th and the 100th percentile are a minimum and a maximum: those of all, with nothing to interpolate. */
function fromExtremes(parts: readonly Measured[], percentile: number, name: string): Metric | undefined {
  const found = parts.flatMap((part) =>
    known(part)
      .filter((each) => each.percentile === percentile)
      .map(({ metric }) => metric),
  );
  if (found.length < parts.length) return undefined;
  const values = found.map((metric) => metric.value);
  const value = values.reduce((a, b) => (percentile === 0 ? Math.min(a, b) : Math.max(a, b)));
  return { name, value, provenance: weakest(found.map((metric) => metric.provenance)) };
}

/** The parts with their weights and points; undefined where a weight is not known. */
function mixtureOf(parts: readonly Measured[]): MixturePart[] | undefined {
  const mixture = parts.flatMap((part) => {
    const weight = timedRequests(part);
    return weight === null ? [] : [{ weight, points: pointsOf(part) }];
  });
  return mixture.length === parts.length ? mixture : undefined;
}

function fromParts(
  parts: readonly Measured[],
  mixture: readonly MixturePart[] | undefined,
  percentile: number,
  name: string,
): Metric | undefined {
  if (percentile === 0 || percentile === 100) return fromExtremes(parts, percentile, name);
  if (mixture === undefined || !parts.every((part) => isBracketed(part, percentile))) return undefined;
  const value = mixtureQuantile(mixture, shareOf(percentile));
  if (value === undefined) return undefined;
  const isEstimated = parts.some((part) => known(part).some(({ metric }) => metric.provenance === 'estimated'));
  return { name, value, provenance: isEstimated ? 'estimated' : 'interpolated' };
}

function isBracketed(part: Measured, percentile: number): boolean {
  if (part.histogram !== undefined) return true;
  const own = known(part).map((each) => each.percentile);
  if (own.includes(percentile)) return true;
  const inner = own.filter((each) => each > 0 && each < 100);
  return inner.some((each) => each < percentile) && inner.some((each) => each > percentile);
}

const GRID: readonly number[] = Array.from({ length: 101 }, (_, percent) => percent);

/** What is known of a part's distribution, made to rise: a tool may round a percentile above its own maximum. */
function pointsOf(part: Measured): QuantilePoint[] {
  const points = known(part).map(({ percentile, metric }) => ({ q: shareOf(percentile), value: metric.value }));
  const ends = [
    { q: 0, value: metricOf(part, 'min_latency_ms')?.value },
    { q: 1, value: metricOf(part, 'max_latency_ms')?.value },
    ...GRID.map((percent) => ({
      q: percent / 100,
      value: part.histogram === undefined ? undefined : histogramQuantile(part.histogram, percent / 100),
    })),
  ];
  for (const { q, value } of ends) if (value !== undefined) points.push({ q, value });
  let highest = -Infinity;
  return points.sort((a, b) => a.q - b.q || a.value - b.value).map(({ q, value }) => ({ q, value: (highest = Math.max(highest, value)) }));
}
