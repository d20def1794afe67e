import { boundsIndex, checkHistogram, exponentialBound, exponentialIndex, histogramCount, MIN_SCALE } from './buckets.js';
import { locustRound } from './histogram-resolution.js';
import { sum } from './sum.js';
import type { BoundsHistogram, ExponentialHistogram, Histogram, ValuesHistogram } from './types.js';

/** Greatest number of buckets of an exponential histogram. */
export const maxExponentialBuckets = 160;

/**
 * The kind that merging two histograms gives: of the same kind, that kind; `values` give way to either other kind
 * (every value has its bucket there); `exponential` gives way to `bounds`.
 *
 * @example mergedKind('values', 'exponential') // 'exponential'
 */
export function mergedKind(a: Histogram['kind'], b: Histogram['kind']): Histogram['kind'] {
  if (a === 'bounds' || b === 'bounds') return 'bounds';
  return a === 'exponential' || b === 'exponential' ? 'exponential' : 'values';
}

/**
 * The histogram of all samples of two histograms, of the kind that {@link mergedKind} names.
 *
 * - `values`: counts of equal times are added. Where one side was rounded by Locust, the other is rounded likewise.
 * - `exponential`: brought to the coarser of the two scales, and coarser still until 160 buckets are enough. Exact:
 *   buckets of a finer scale lie whole in those of a coarser one.
 * - `bounds`: equal bounds add up. Different bounds are merged on the bounds that both have, since only there both
 *   sides know how many samples lie below; what lies beyond the last of them is in an open last bucket. With no bound
 *   in common, all that is left is the count.
 * - `values` into either other kind: each value into its bucket, exactly. `exponential` into `bounds`: each bucket to
 *   where its geometric middle lies; that is off by at most the samples of one bucket at each bound.
 *
 * `min`, `max` and `sum` stay where both sides know them; of rounded values they are not known. An empty histogram
 * changes nothing, whatever its kind. The order of merging does not matter to the last count within one kind.
 * The result has no empty buckets at its ends and no values with count 0.
 *
 * @throws RangeError when a histogram contradicts its own layout.
 * @example
 * mergeHistograms({ kind: 'values', values: [10, 20], counts: [1, 2] }, { kind: 'values', values: [20, 30], counts: [3, 4] });
 * // { kind: 'values', values: [10, 20, 30], counts: [1, 5, 4] }
 */
export function mergeHistograms(a: Histogram, b: Histogram): Histogram {
  const aIsEmpty = histogramCount(a) === 0;
  const bIsEmpty = histogramCount(b) === 0;
  if (aIsEmpty !== bIsEmpty) return trim(aIsEmpty ? b : a);
  const kind = mergedKind(a.kind, b.kind);
  if (kind === 'bounds') return mergeBounds(...onBounds(a, b));
  if (kind === 'exponential') return mergeExponential(...onScale(a, b));
  return a.kind === 'values' && b.kind === 'values' ? mergeValues(a, b) : trim(a);
}

function trim(histogram: Histogram): Histogram {
  checkHistogram(histogram);
  if (histogram.kind === 'values') return fromCounts(countValues([histogram]), histogram.rounding);
  if (histogram.kind === 'exponential') return trimExponential(histogram);
  return trimBounds(histogram);
}

function mergeValues(a: ValuesHistogram, b: ValuesHistogram): ValuesHistogram {
  if (a.rounding === 'locust' || b.rounding === 'locust') return fromCounts(countValues([a, b], locustRound), 'locust');
  return fromCounts(countValues([a, b]), a.rounding ?? b.rounding);
}

function countValues(histograms: readonly ValuesHistogram[], round?: (valueMs: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const histogram of histograms) {
    histogram.values.forEach((value, index) => {
      const rounded = round === undefined || histogram.rounding === 'locust' ? value : round(value);
      const samples = histogram.counts[index] ?? 0;
      if (samples > 0) counts.set(rounded, (counts.get(rounded) ?? 0) + samples);
    });
  }
  return counts;
}

function fromCounts(counts: ReadonlyMap<number, number>, rounding: ValuesHistogram['rounding']): ValuesHistogram {
  const entries = [...counts].sort(([a], [b]) => a - b);
  return {
    kind: 'values',
    values: entries.map(([value]) => value),
    counts: entries.map(([, samples]) => samples),
    ...(rounding === undefined ? {} : { rounding }),
  };
}

/** What both sides know of their samples beyond the buckets. */
function mergeKnown(
  a: Omit<BoundsHistogram, 'kind' | 'bounds'>,
  b: Omit<BoundsHistogram, 'kind' | 'bounds'>,
): { min?: number; max?: number; sum?: number } {
  return {
    ...(a.min === undefined || b.min === undefined ? {} : { min: Math.min(a.min, b.min) }),
    ...(a.max === undefined || b.max === undefined ? {} : { max: Math.max(a.max, b.max) }),
    ...(a.sum === undefined || b.sum === undefined ? {} : { sum: a.sum + b.sum }),
  };
}

function knownOfValues(histogram: ValuesHistogram): { min?: number; max?: number; sum?: number } {
  const { values, counts } = fromCounts(countValues([histogram]), undefined);
  const [min, max] = [values[0], values.at(-1)];
  if (histogram.rounding === 'locust' || min === undefined || max === undefined) return {};
  return { min, max, sum: sum(values.map((value, index) => value * (counts[index] ?? 0))) };
}

function onScale(a: Histogram, b: Histogram): [ExponentialHistogram, ExponentialHistogram] {
  const scale = Math.min(a.kind === 'exponential' ? a.scale : Infinity, b.kind === 'exponential' ? b.scale : Infinity);
  return [toExponential(a, scale), toExponential(b, scale)];
}

function toExponential(histogram: Histogram, scale: number): ExponentialHistogram {
  if (histogram.kind === 'exponential') return coarsen(histogram, scale);
  const counts = new Map<number, number>();
  let zeroCount = 0;
  if (histogram.kind === 'values') {
    for (const [value, samples] of countValues([histogram])) {
      if (value <= 0) zeroCount += samples;
      else add(counts, exponentialIndex(scale, value), samples);
    }
  }
  return fitBuckets(scale, counts, { zeroCount, ...(histogram.kind === 'values' ? knownOfValues(histogram) : {}) });
}

function mergeExponential(a: ExponentialHistogram, b: ExponentialHistogram): ExponentialHistogram {
  const scale = Math.min(a.scale, b.scale);
  const counts = indexed(coarsen(a, scale));
  for (const [index, samples] of indexed(coarsen(b, scale))) add(counts, index, samples);
  return fitBuckets(scale, counts, { zeroCount: a.zeroCount + b.zeroCount, ...mergeKnown(a, b) });
}

function coarsen(histogram: ExponentialHistogram, scale: number): ExponentialHistogram {
  const { zeroCount, min, max, sum: total } = histogram;
  return fitBuckets(histogram.scale, indexed(histogram), { zeroCount, ...defined({ min, max, sum: total }) }, scale);
}

function trimExponential(histogram: ExponentialHistogram): ExponentialHistogram {
  return coarsen(histogram, histogram.scale);
}

function defined(known: { min: number | undefined; max: number | undefined; sum: number | undefined }): {
  min?: number;
  max?: number;
  sum?: number;
} {
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

function indexed(histogram: ExponentialHistogram): Map<number, number> {
  const entries = histogram.counts.map((samples, position) => [histogram.offset + position, samples] as const);
  return new Map(entries.filter(([, samples]) => samples > 0));
}

function add(counts: Map<number, number>, index: number, samples: number): void {
  counts.set(index, (counts.get(index) ?? 0) + samples);
}

/** Halves the scale's resolution until it is not above `atMost` and the buckets fit. */
function fitBuckets(
  scale: number,
  counts: ReadonlyMap<number, number>,
  rest: Omit<ExponentialHistogram, 'kind' | 'scale' | 'offset' | 'counts'>,
  atMost = scale,
): ExponentialHistogram {
  const indexes = [...counts.keys()];
  let low = indexes.reduce((least, index) => Math.min(least, index), Infinity);
  let high = indexes.reduce((most, index) => Math.max(most, index), -Infinity);
  let steps = 0;
  while (scale - steps > MIN_SCALE && (scale - steps > atMost || high - low >= maxExponentialBuckets)) {
    steps += 1;
    low = Math.floor(low / 2);
    high = Math.floor(high / 2);
  }
  const merged = new Array<number>(indexes.length === 0 ? 0 : high - low + 1).fill(0);
  for (const [index, samples] of counts) {
    const position = Math.floor(index / 2 ** steps) - low;
    merged[position] = (merged[position] ?? 0) + samples;
  }
  return { kind: 'exponential', scale: scale - steps, offset: indexes.length === 0 ? 0 : low, counts: merged, ...rest };
}

function onBounds(a: Histogram, b: Histogram): [BoundsHistogram, BoundsHistogram] {
  if (a.kind === 'bounds') return [a, b.kind === 'bounds' ? b : toBounds(b, a.bounds)];
  return b.kind === 'bounds' ? [toBounds(a, b.bounds), b] : [toBounds(a, []), toBounds(b, [])];
}

function toBounds(histogram: Histogram, bounds: readonly number[]): BoundsHistogram {
  if (histogram.kind === 'bounds') return histogram;
  const counts = new Array<number>(bounds.length + 1).fill(0);
  const count = (valueMs: number, samples: number) => {
    const index = boundsIndex(bounds, valueMs);
    counts[index] = (counts[index] ?? 0) + samples;
  };
  if (histogram.kind === 'values') {
    for (const [value, samples] of countValues([histogram])) count(value, samples);
    return { kind: 'bounds', bounds: [...bounds], counts, ...knownOfValues(histogram) };
  }
  count(0, histogram.zeroCount);
  for (const [index, samples] of indexed(histogram)) count(exponentialBound(histogram.scale, index + 0.5), samples);
  return { kind: 'bounds', bounds: [...bounds], counts, ...defined({ min: histogram.min, max: histogram.max, sum: histogram.sum }) };
}

function mergeBounds(a: BoundsHistogram, b: BoundsHistogram): BoundsHistogram {
  const ofB = new Set(b.bounds);
  const bounds = a.bounds.filter((bound) => ofB.has(bound));
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const side of [a, b]) {
    side.counts.forEach((samples, index) => {
      const position = boundsIndex(bounds, side.bounds[index] ?? Infinity);
      counts[position] = (counts[position] ?? 0) + samples;
    });
  }
  return trimBounds({ kind: 'bounds', bounds, counts, ...mergeKnown(a, b) });
}

/** An open last bucket with nothing in it says nothing. */
function trimBounds(histogram: BoundsHistogram): BoundsHistogram {
  const isOpen = histogram.counts.length > histogram.bounds.length;
  return isOpen && histogram.counts.at(-1) === 0 ? { ...histogram, counts: histogram.counts.slice(0, -1) } : histogram;
}
