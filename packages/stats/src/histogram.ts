/** Distinct values with their counts. `rounding` says how the tool rounded before counting. */
export interface ValuesHistogram {
  kind: 'values';
  /** Response times in ms, ascending, distinct. */
  values: number[];
  /** As long as `values`. */
  counts: number[];
  rounding?: 'none' | 'locust';
}

/** OpenTelemetry's exponential layout: bucket i holds (base^i, base^(i+1)], base = 2^(2^−scale). */
export interface ExponentialHistogram {
  kind: 'exponential';
  scale: number;
  zeroCount: number;
  /** Index of the first bucket. */
  offset: number;
  /** At most 160. */
  counts: number[];
  min?: number;
  max?: number;
  sum?: number;
}

/** Counts between bounds; one count more than bounds where the last bucket is open. */
export interface BoundsHistogram {
  kind: 'bounds';
  /** Upper bounds in ms, ascending. */
  bounds: number[];
  counts: number[];
  min?: number;
  max?: number;
  sum?: number;
}

/** A distribution of response times in ms. */
export type Histogram = ValuesHistogram | ExponentialHistogram | BoundsHistogram;

/** Greatest number of buckets of an exponential histogram. */
export const maxExponentialBuckets = 160;

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** Number of samples in a histogram. */
export function histogramCount(histogram: Histogram): number {
  return sumOf(histogram.counts) + (histogram.kind === 'exponential' ? histogram.zeroCount : 0);
}

/**
 * The quantile of a histogram, in ms. For `values` the sample of rank ⌊n·q⌋ counted from 0 (the last one for q = 1):
 * what Locust prints. For buckets the geometric (`exponential`) or linear (`bounds`) interpolation inside the bucket
 * that holds that rank, kept within min and max where they are known.
 *
 * @returns undefined for an empty histogram.
 * @throws RangeError for a q outside of 0 to 1.
 */
export function histogramQuantile(histogram: Histogram, q: number): number | undefined {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile of ${q}; expected 0 to 1`);
  const total = histogramCount(histogram);
  if (total === 0) return undefined;
  // A product such as 100 × 0.29 falls just short of its whole number; the slack keeps it there.
  const rank = Math.min(Math.floor(total * q + 1e-9), total - 1);
  if (histogram.kind === 'values') return histogram.values[indexOfRank(histogram.counts, rank).index];
  if (histogram.kind === 'bounds') return clampTo(histogram, boundsQuantile(histogram, rank));
  if (rank < histogram.zeroCount) return 0;
  return clampTo(histogram, exponentialQuantile(histogram, rank - histogram.zeroCount));
}

function indexOfRank(counts: readonly number[], rank: number): { index: number; within: number } {
  let before = 0;
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index] ?? 0;
    if (rank < before + count) return { index, within: (rank - before + 0.5) / count };
    before += count;
  }
  return { index: counts.length - 1, within: 1 };
}

function exponentialQuantile(histogram: ExponentialHistogram, rank: number): number {
  const { index, within } = indexOfRank(histogram.counts, rank);
  return 2 ** ((histogram.offset + index + within) * 2 ** -histogram.scale);
}

function boundsQuantile(histogram: BoundsHistogram, rank: number): number {
  const { index, within } = indexOfRank(histogram.counts, rank);
  const low = histogram.bounds[index - 1] ?? histogram.min ?? 0;
  const high = histogram.bounds[index] ?? histogram.max ?? histogram.bounds.at(-1) ?? low;
  return low + within * (high - low);
}

function clampTo(histogram: { min?: number; max?: number }, value: number): number {
  return Math.min(Math.max(value, histogram.min ?? -Infinity), histogram.max ?? Infinity);
}

/** How Locust rounds a response time before counting it: to 1, 10, 100 or 1000 ms. In ms, by the size of the value. */
export function locustResolution(valueMs: number): number {
  if (valueMs < 100) return 1;
  if (valueMs < 1000) return 10;
  return valueMs < 10_000 ? 100 : 1000;
}

/** Width of the bucket at a value, in ms; 0 where samples were not rounded. */
export function histogramResolution(histogram: Histogram, valueMs: number): number {
  if (histogram.kind === 'values') return histogram.rounding === 'locust' ? locustResolution(valueMs) : 0;
  if (histogram.kind === 'exponential') {
    if (valueMs <= 0) return 0;
    const width = 2 ** -histogram.scale;
    const index = Math.ceil(Math.log2(valueMs) / width) - 1;
    return 2 ** ((index + 1) * width) - 2 ** (index * width);
  }
  const index = histogram.bounds.findIndex((bound) => valueMs <= bound);
  const high = index < 0 ? (histogram.max ?? valueMs) : (histogram.bounds[index] ?? valueMs);
  const low = index < 0 ? (histogram.bounds.at(-1) ?? 0) : (histogram.bounds[index - 1] ?? histogram.min ?? 0);
  return Math.max(0, high - low);
}

/**
 * Adds two histograms of one kind: counts are summed, to the last one. `values` keep every value; `exponential` ones are
 * brought to the coarser scale and to at most 160 buckets; `bounds` are kept where both have them (sums over merged
 * buckets stay exact). Adding is associative and commutative.
 *
 * @returns undefined when the kinds differ: there is no layout that holds both without inventing samples.
 */
export function mergeHistograms(a: Histogram, b: Histogram): Histogram | undefined {
  if (a.kind === 'values' && b.kind === 'values') return mergeValues(a, b);
  if (a.kind === 'exponential' && b.kind === 'exponential') return mergeExponential(a, b);
  if (a.kind === 'bounds' && b.kind === 'bounds') return mergeBounds(a, b);
  return undefined;
}

function mergeValues(a: ValuesHistogram, b: ValuesHistogram): ValuesHistogram {
  const merged = new Map<number, number>();
  for (const { values, counts } of [a, b]) values.forEach((value, index) => merged.set(value, (merged.get(value) ?? 0) + (counts[index] ?? 0)));
  const values = [...merged.keys()].sort((x, y) => x - y);
  const rounding = a.rounding === 'locust' || b.rounding === 'locust' ? 'locust' : 'none';
  return { kind: 'values', values, counts: values.map((value) => merged.get(value) ?? 0), rounding };
}

function extremes(a: { min?: number; max?: number; sum?: number }, b: { min?: number; max?: number; sum?: number }): { min?: number; max?: number; sum?: number } {
  const both = <Value>(x: Value | undefined, y: Value | undefined, join: (x: Value, y: Value) => Value) => (x === undefined || y === undefined ? undefined : join(x, y));
  const min = both(a.min, b.min, Math.min);
  const max = both(a.max, b.max, Math.max);
  const sum = both(a.sum, b.sum, (x, y) => x + y);
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }), ...(sum === undefined ? {} : { sum }) };
}

/** Halves the resolution: bucket i goes to ⌊i / 2⌋. */
function coarsen(histogram: ExponentialHistogram): ExponentialHistogram {
  const offset = Math.floor(histogram.offset / 2);
  const counts: number[] = [];
  histogram.counts.forEach((count, index) => {
    const target = Math.floor((histogram.offset + index) / 2) - offset;
    counts[target] = (counts[target] ?? 0) + count;
  });
  return { ...histogram, scale: histogram.scale - 1, offset, counts: Array.from(counts, (count) => count ?? 0) };
}

function mergeExponential(first: ExponentialHistogram, second: ExponentialHistogram): ExponentialHistogram {
  let a = first;
  let b = second;
  while (a.scale > b.scale) a = coarsen(a);
  while (b.scale > a.scale) b = coarsen(b);
  const span = () => Math.max(a.offset + a.counts.length, b.offset + b.counts.length) - Math.min(a.offset, b.offset);
  while (span() > maxExponentialBuckets) {
    a = coarsen(a);
    b = coarsen(b);
  }
  const offset = Math.min(a.offset, b.offset);
  const counts = new Array<number>(span()).fill(0);
  for (const part of [a, b]) part.counts.forEach((count, index) => (counts[part.offset - offset + index] = (counts[part.offset - offset + index] ?? 0) + count));
  return { kind: 'exponential', scale: a.scale, zeroCount: a.zeroCount + b.zeroCount, offset, counts, ...extremes(a, b) };
}

function mergeBounds(a: BoundsHistogram, b: BoundsHistogram): BoundsHistogram {
  const bounds = a.bounds.filter((bound) => b.bounds.includes(bound));
  const open = a.counts.length > a.bounds.length || b.counts.length > b.bounds.length || a.bounds.at(-1) !== b.bounds.at(-1);
  const counts = new Array<number>(bounds.length + (open ? 1 : 0)).fill(0);
  for (const part of [a, b]) {
    part.counts.forEach((count, index) => {
      const bound = part.bounds[index] ?? Infinity;
      const target = bounds.findIndex((kept) => bound <= kept);
      const at = target < 0 ? counts.length - 1 : target;
      counts[at] = (counts[at] ?? 0) + count;
    });
  }
  return { kind: 'bounds', bounds, counts, ...extremes(a, b) };
}
