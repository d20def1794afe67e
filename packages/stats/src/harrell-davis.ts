import { checkFinite, checkShare } from './check.js';
import { regularizedBeta } from './distributions/beta.js';

/**
 * Harrell and Davis' quantile (1982): the mean of the samples in order, weighted by how likely each is to be the quantile,
 * Iᵢ/ₙ(a, b) − I₍ᵢ₋₁₎/ₙ(a, b) with a = (n + 1)·q and b = (n + 1)·(1 − q). Smoother than a single sample where there are few.
 *
 * n = 0: throws. n = 1: the sample. q = 0 and 1: the extremes.
 *
 * @param sorted samples in ascending order, in any unit; the value is in the same.
 * @throws RangeError when there is no sample, one is not finite, or q is no share.
 * @example harrellDavis([0, 25, 50, 75, 100], 0.5) // 50
 */
export function harrellDavis(sorted: readonly number[], q: number): number {
  checkFinite(sorted, 'a sample');
  return weightedSum(sorted, harrellDavisWeights(sorted.length, q));
}

/**
 * Standard error of {@link harrellDavis}: the square root of the second moment of its weights about their mean
 * (the idea of Maritz and Jarrett 1978 with these weights), in the samples' unit.
 *
 * n = 0: throws. n = 1: 0. q = 0 and 1: 0, which says nothing.
 *
 * @param sorted samples in ascending order.
 * @throws RangeError when there is no sample, one is not finite, or q is no share.
 * @example harrellDavisError([0, 25, 50, 75, 100], 0.5) // 24.77…
 */
export function harrellDavisError(sorted: readonly number[], q: number): number {
  checkFinite(sorted, 'a sample');
  return spread(sorted, harrellDavisWeights(sorted.length, q));
}

/**
 * Maritz and Jarrett's standard error of a sample quantile (1978), with m = ⌊n·q + ½⌋ and weights of a beta distribution
 * with m − 1 and n − m; in the samples' unit. Undefined where one of these is not above 0: the quantile is too near an end.
 *
 * @param sorted samples in ascending order.
 * @throws RangeError when a sample is not finite, or q is no share.
 * @example maritzJarrett([102.43, 44.59, 54.62, 76.63, 105.14].sort((a, b) => a - b), 0.5) // 21.82…
 */
export function maritzJarrett(sorted: readonly number[], q: number): number | undefined {
  checkShare(q);
  checkFinite(sorted, 'a sample');
  const n = sorted.length;
  const m = Math.floor(n * q + 0.5);
  if (m - 1 <= 0 || n - m <= 0) return undefined;
  return spread(sorted, betaWeights(n, m - 1, n - m));
}

function harrellDavisWeights(n: number, q: number): Float64Array {
  checkShare(q);
  if (n === 0) throw new RangeError('a quantile of no samples');
  if (q === 0 || q === 1 || n === 1) {
    const weights = new Float64Array(n);
    weights[q === 1 ? n - 1 : 0] = 1;
    return weights;
  }
  return betaWeights(n, (n + 1) * q, (n + 1) * (1 - q));
}

function betaWeights(n: number, a: number, b: number): Float64Array {
  const weights = new Float64Array(n);
  let below = 0;
  for (let index = 0; index < n; index++) {
    const upTo = index === n - 1 ? 1 : regularizedBeta(a, b, (index + 1) / n);
    weights[index] = upTo - below;
    below = upTo;
  }
  return weights;
}

function weightedSum(values: readonly number[], weights: Float64Array): number {
  return values.reduce((total, value, index) => total + (weights[index] ?? 0) * value, 0);
}

function spread(sorted: readonly number[], weights: Float64Array): number {
  const mean = weightedSum(sorted, weights);
  const centred = sorted.map((value) => value - mean);
  const squares = centred.map((value) => value * value);
  return Math.sqrt(Math.max(0, weightedSum(squares, weights) - weightedSum(centred, weights) ** 2));
}
