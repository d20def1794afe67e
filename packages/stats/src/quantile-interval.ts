import { checkShare } from './check.js';
import { binomialLower, binomialQuantile } from './distributions/binomial.js';
import { varianceInflation } from './variance-inflation.js';

/** An interval for a quantile, between two of the samples. */
export interface QuantileInterval {
  /** Lower end in the samples' unit; -Infinity where the samples are too few for one. */
  lower: number;
  /** Upper end; Infinity where the samples are too few. */
  upper: number;
  /** Ranks of the two samples, 1 to n; 0 and n + 1 stand for the ends that there are not. */
  ranks: readonly [lower: number, upper: number];
  /** How often such an interval holds the true quantile, at least; undefined where an end is missing. */
  coverage: number | undefined;
}

/**
 * Interval for a quantile from the order of independent samples alone, whatever their distribution: the number of samples
 * below the true quantile is binomial, so that its quantiles are ranks (David and Nagaraja 2003, §7.1).
 *
 * @param sorted samples in ascending order. @param q share below. @param confidence such as 0.95.
 * @throws RangeError when q or confidence is no share.
 */
export function quantileInterval(sorted: readonly number[], q: number, confidence = 0.95): QuantileInterval {
  checkShare(q);
  checkShare(confidence);
  const n = sorted.length;
  const tail = (1 - confidence) / 2;
  const low = binomialQuantile(tail, n, q);
  const high = binomialQuantile(1 - tail, n, q) + 1;
  const coverage = low >= 1 && high <= n ? binomialLower(high - 1, n, q) - binomialLower(low - 1, n, q) : undefined;
  return { lower: sorted[low - 1] ?? -Infinity, upper: sorted[high - 1] ?? Infinity, ranks: [low, high], coverage };
}

/** How much an autocorrelated series tells about a quantile. */
export interface EffectiveSampleSize {
  /** As many independent samples would tell as much. Not below 20, nor above n. */
  effective: number;
  /** Variance inflation n / effective by Geyer's initial positive sequence. */
  inflation: number;
}

/** A series is never taken to tell less than so many samples: below, the inflation itself is not known. */
const LEAST_EFFECTIVE = 20;

/**
 * Effective sample size of a series about its quantile: n divided by {@link varianceInflation} of being above it, not below 20.
 *
 * @param series samples in the order of time. @param threshold the quantile, in their unit. @param maxLag largest lag looked at.
 */
export function effectiveSampleSize(series: ArrayLike<number>, threshold: number, maxLag = Infinity): EffectiveSampleSize {
  const inflation = varianceInflation(series, threshold, maxLag);
  return { effective: Math.max(series.length / inflation, Math.min(LEAST_EFFECTIVE, series.length)), inflation };
}

/**
 * Variance inflation by batch means: the variance of the means of consecutive batches of the indicator "above the
 * threshold", against that of independent samples. A coarser check on {@link varianceInflation}.
 *
 * @param batches number of batches; samples beyond a multiple of it are left out. 1 where there is no variance.
 */
export function batchInflation(series: ArrayLike<number>, threshold: number, batches = 20): number {
  const size = Math.floor(series.length / batches);
  if (size < 1) return 1;
  const indicator = Array.from({ length: size * batches }, (_, at): number => ((series[at] ?? 0) > threshold ? 1 : 0));
  const mean = indicator.reduce((total, value) => total + value, 0) / indicator.length;
  const variance = mean * (1 - mean);
  if (variance === 0) return 1;
  let between = 0;
  for (let batch = 0; batch < batches; batch++) {
    const own = indicator.slice(batch * size, (batch + 1) * size).reduce((total, value) => total + value, 0) / size;
    between += (own - mean) ** 2 / (batches - 1);
  }
  return Math.max(1, (between * size) / variance);
}

/**
 * Interval for a quantile of one run from samples that depend on each other: as {@link quantileInterval} with the effective
 * sample size N in place of n, and the ranks taken as shares: l = ⌊n·lo/N⌋ and u = ⌈n·(hi + 1)/N⌉, within 1 and n.
 *
 * @param series samples in the order of time. @param maxLag largest lag looked at.
 */
export function correlatedQuantileInterval(
  series: readonly number[],
  q: number,
  confidence = 0.95,
  maxLag = Infinity,
): { lower: number; upper: number } {
  checkShare(q);
  const sorted = [...series].sort((a, b) => a - b);
  const n = sorted.length;
  const position = (n - 1) * q;
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? below;
  const { effective } = effectiveSampleSize(series, below + (position - Math.floor(position)) * (above - below), maxLag);
  const whole = Math.round(effective);
  const tail = (1 - confidence) / 2;
  const low = Math.max(1, Math.floor((binomialQuantile(tail, whole, q) / whole) * n));
  const high = Math.min(n, Math.ceil(((binomialQuantile(1 - tail, whole, q) + 1) / whole) * n));
  return { lower: sorted[low - 1] ?? NaN, upper: sorted[high - 1] ?? NaN };
}
