import type { Comparison, Histogram } from '@loadline/schema';
import { percentileOf } from '@loadline/schema';
import { histogramCount, histogramQuantiles, median } from '@loadline/stats';
import type { Measured } from '../evidence/run-tables.js';
import type { DrawnSubject } from './choose-subjects.js';
import type { DrawnParts } from './drawn-parts.js';
import { rounded } from './rounded.js';

type Curve = NonNullable<Comparison['curves']>[number];
type Point = Curve['points'][number];

/** Percentiles that are taken from a histogram: denser where latencies rise fastest. */
const GRID: readonly number[] = [
  ...[1, 2, 3, 5, 7.5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 87.5, 90, 92.5, 94, 95, 96, 97, 98],
  ...[98.5, 99, 99.3, 99.5, 99.7, 99.8, 99.9, 99.95, 99.97, 99.98, 99.99],
];
/** What people look for; these are kept where a side has more than can be drawn. */
const KNOWN: ReadonlySet<number> = new Set([50, 75, 90, 95, 99, 99.9, 99.99]);
const MOST_POINTS = 64;

/**
 * Latency over the percentiles, each side of an endpoint or service a curve; of several runs the median at each percentile.
 *
 * Where every run of a side that measured it has a histogram, 40 percentiles from p1 to p99.99 are taken from these; those that
 * were measured by themselves stand beside or in place of them, so that a curve says what the findings say. A percentile counts
 * where at least `minTail` requests of the run lie beyond it on either side, and where more than half of the runs know it. A
 * curve has two points at least, at most 64, and never falls.
 */
export function drawCurves(subjects: readonly DrawnSubject[], parts: ReadonlyMap<string, DrawnParts>, minTail: number): Curve[] {
  return subjects.flatMap(({ key, scope, service, endpoint }) => {
    // By its place a curve of the whole run could not be told from that of a service.
    if (scope === 'run') return [];
    return (['baseline', 'current'] as const).flatMap((side): Curve[] => {
      const points = curveOf(parts.get(key)?.[side] ?? [], minTail);
      return points.length < 2 ? [] : [{ service, ...(endpoint === undefined ? {} : { endpoint }), side, points }];
    });
  });
}

function curveOf(parts: readonly (Measured | undefined)[], minTail: number): Point[] {
  const there = parts.filter((part) => part !== undefined);
  const hasHistograms = there.every(({ histogram }) => histogram !== undefined);
  const runs = there.map((part) => percentilesOf(part, hasHistograms, minTail)).filter((known) => known.size > 0);
  const all = [...new Set(runs.flatMap((known) => [...known.keys()]))].sort((a, b) => a - b);
  const common = all.filter((percentile) => runs.filter((known) => known.has(percentile)).length * 2 > runs.length);
  let least = 0;
  return thinned(common).map((percentile) => {
    least = Math.max(least, median(runs.flatMap((known) => known.get(percentile) ?? [])));
    return { percentile, latencyMs: rounded(least) };
  });
}

/** Latencies in ms of one run by percentile. */
function percentilesOf({ requests, metrics, histogram }: Measured, hasHistograms: boolean, minTail: number): Map<number, number> {
  const found = new Map<number, number>();
  const isKnown = (percentile: number, count: number) => (count * Math.min(percentile, 100 - percentile)) / 100 >= minTail - 1e-9;
  if (hasHistograms && histogram !== undefined) {
    const { count, latencies } = quantilesOf(histogram);
    GRID.forEach((percentile, at) => {
      const latency = latencies[at];
      if (latency !== undefined && isKnown(percentile, count)) found.set(percentile, latency);
    });
  }
  for (const { name, value } of metrics) {
    const percentile = percentileOf(name);
    // p0 and p100 are single requests.
    if (percentile === undefined || percentile <= 0 || percentile >= 100) continue;
    if (isKnown(percentile, requests ?? Infinity)) found.set(percentile, value);
  }
  return found;
}

/** Nothing of a histogram that contradicts itself: that is worth no picture, and no reason to refuse a report. */
function quantilesOf(histogram: Histogram): { count: number; latencies: (number | undefined)[] } {
  try {
    const latencies = histogramQuantiles(
      histogram,
      GRID.map((percentile) => percentile / 100),
    );
    return { count: histogramCount(histogram), latencies };
  } catch (error) {
    if (error instanceof RangeError) return { count: 0, latencies: [] };
    throw error;
  }
}

/** At most 64, those that people look for among them, the others at even steps. */
function thinned(percentiles: readonly number[]): readonly number[] {
  if (percentiles.length <= MOST_POINTS) return percentiles;
  const others = percentiles.filter((percentile) => !KNOWN.has(percentile));
  const room = MOST_POINTS - (percentiles.length - others.length);
  const kept = new Set(Array.from({ length: room }, (_, at) => others[Math.round((at * (others.length - 1)) / (room - 1))]));
  return percentiles.filter((percentile) => KNOWN.has(percentile) || kept.has(percentile));
}
