import { varianceInflation } from './variance-inflation.js';

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
 * n up to 20: n.
 *
 * @param series samples in the order of time. @param threshold the quantile, in their unit. @param maxLag largest lag looked at.
 * @example effectiveSampleSize(new Array(60).fill(0).map((_, t) => Math.floor(t / 6) % 2), 0.5).effective // 20
 */
export function effectiveSampleSize(series: ArrayLike<number>, threshold: number, maxLag = Infinity): EffectiveSampleSize {
  const inflation = varianceInflation(series, threshold, maxLag);
  return { effective: effectiveSize(series.length, inflation), inflation };
}

/** n / inflation, not below 20 nor, where there are fewer, n. */
export function effectiveSize(count: number, inflation: number): number {
  return Math.max(count / inflation, Math.min(LEAST_EFFECTIVE, count));
}
