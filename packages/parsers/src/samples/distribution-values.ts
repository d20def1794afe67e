import type { Histogram, Metric } from '@loadline/schema';
import { type Level, maxExponentialBuckets } from '@loadline/stats';
import { type Distribution, FINE_SCALE, levelsOf, meanOf, sumOf } from './distribution.js';

/** Percentiles that are computed from single requests; the last only where there are 1,000 or more. */
export const PERCENTILES: readonly number[] = [50, 75, 90, 95, 99];
const TAIL_PERCENTILE = 99.9;
const TAIL_SAMPLES = 1000;

/**
 * Mean, extremes and percentiles of response times in ms. Percentiles are the sample quantile of type 7, `exact` where
 * every time is known; from buckets each of the two samples stands where it would if the bucket's samples were spread
 * evenly on a logarithmic scale: `histogram`, with the width of the bucket.
 *
 * @param stepMs the times are whole multiples of this; it is the resolution of what is exact.
 * @param levels its times, where they are at hand.
 */
export function latencyMetrics(distribution: Distribution, stepMs = 0, levels: readonly Level[] = levelsOf(distribution)): Metric[] {
  const mean = meanOf(distribution);
  if (mean === undefined) return [];
  const step = stepMs > 0 ? { resolution: stepMs } : {};
  const percentiles = distribution.count >= TAIL_SAMPLES ? [...PERCENTILES, TAIL_PERCENTILE] : PERCENTILES;
  return [
    { name: 'avg_latency_ms', value: mean, provenance: 'exact' },
    { name: 'min_latency_ms', value: distribution.min, provenance: 'exact', ...step },
    { name: 'max_latency_ms', value: distribution.max, provenance: 'exact', ...step },
    ...percentiles.map((percentile): Metric => {
      const { value, width } = quantileOf(levels, distribution.count, Number((percentile / 100).toPrecision(15)));
      const name = `p${percentile}_latency_ms`;
      return width === 0
        ? { name, value, provenance: 'exact', ...step }
        : { name, value, provenance: 'histogram', resolution: Math.max(width, stepMs) };
    }),
  ];
}

/** Sample quantile of type 7 from levels, and the width of what it was taken from. */
export function quantileOf(levels: readonly Level[], count: number, q: number): { value: number; width: number } {
  const position = (count - 1) * q;
  const index = Math.floor(position);
  const low = sampleAt(levels, index);
  const part = position - index;
  if (part === 0) return low;
  const high = sampleAt(levels, index + 1);
  if (low.value === high.value) return low;
  return { value: low.value + part * (high.value - low.value), width: low.width + part * (high.width - low.width) };
}

function sampleAt(levels: readonly Level[], index: number): { value: number; width: number } {
  let passed = 0;
  for (const { low, high, samples } of levels) {
    if (passed + samples > index) {
      if (low === high) return { value: low, width: 0 };
      return { value: low * (high / low) ** ((index - passed + 0.5) / samples), width: high - low };
    }
    passed += samples;
  }
  const last = levels.at(-1);
  return { value: last?.high ?? 0, width: 0 };
}

/** The distribution as it is stored: distinct times as they were, or at most 160 exponential buckets. */
export function histogramOf(distribution: Distribution): Histogram | undefined {
  if (distribution.count === 0) return undefined;
  if (distribution.times !== undefined) {
    const levels = levelsOf(distribution);
    return { kind: 'values', values: levels.map(({ low }) => low), counts: levels.map(({ samples }) => samples), rounding: 'none' };
  }
  return exponentialOf(distribution);
}

function exponentialOf({ fine, fineFirst, zeros, min, max, ...rest }: Distribution): Histogram {
  const counts = fine ?? new Float64Array(0);
  const first = counts.findIndex((samples) => samples > 0);
  const last = counts.findLastIndex((samples) => samples > 0);
  const known = { min, max, sum: sumOf({ fine, fineFirst, zeros, min, max, ...rest }) };
  if (first < 0) return { kind: 'exponential', scale: FINE_SCALE, zeroCount: zeros, offset: 0, counts: [], ...known };
  // A bucket of the next coarser scale is two of this one: (base^i, base^(i+1)] lies in bucket ⌊i / 2⌋.
  let shift = 0;
  const coarse = (at: number) => Math.floor((fineFirst + at) / 2 ** shift);
  while (coarse(last) - coarse(first) + 1 > maxExponentialBuckets) shift++;
  const offset = coarse(first);
  const buckets = new Array<number>(coarse(last) - offset + 1).fill(0);
  for (let at = first; at <= last; at++) {
    const samples = counts[at] ?? 0;
    if (samples > 0) buckets[coarse(at) - offset] = (buckets[coarse(at) - offset] ?? 0) + samples;
  }
  return { kind: 'exponential', scale: FINE_SCALE - shift, zeroCount: zeros, offset, counts: buckets, ...known };
}
