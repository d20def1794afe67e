import { median } from '@loadline/stats';
import type { NoiseSeries } from './noise-series.js';

/** Variance from run to run of a class of metrics, on the scale of logarithms. */
export interface ClassVariance {
  /** Without what few requests explain; 0 where the runs differ by no more than that. */
  between: number;
  /** Mean variance within a run, weighed as the series were. */
  within: number;
  /** Standard deviations of single endpoints: the least, the median and the largest. */
  endpoints: { least: number; median: number; most: number };
}

const ROUNDS = 8;
const LEAST_VARIANCE = 1e-12;

/**
 * Moments estimate of the variance between runs: the mean over the series of s² − v, s² being the variance over the runs and v
 * that within a run, weighed by 1/(σ² + v)² and repeated until σ² stands (after DerSimonian and Kacker 2007).
 *
 * @param series of one class, at least one, of the same runs.
 * @param expected variance to begin with.
 */
export function classVariance(series: readonly NoiseSeries[], expected: number): ClassVariance {
  const own = series.map((each) => ({ ...each, variance: varianceOf(each.values) }));
  let between = expected;
  for (let round = 0; round < ROUNDS; round++) between = pooled(own, between);
  const weights = own.map(({ within }) => weightOf(within, between));
  const weight = weights.reduce((sum, each) => sum + each, 0);
  const byEndpoint = new Map<string, (typeof own)[number][]>();
  for (const each of own) byEndpoint.set(each.endpoint, [...(byEndpoint.get(each.endpoint) ?? []), each]);
  const deviations = [...byEndpoint.values()].map((group) => Math.sqrt(pooled(group, between)));
  return {
    between,
    within: own.reduce((sum, each, at) => sum + each.within * (weights[at] ?? 0), 0) / weight,
    endpoints: { least: Math.min(...deviations), median: median(deviations), most: Math.max(...deviations) },
  };
}

/** How much a series tells: the inverse of the variance of its s². */
export function weightOf(within: number, between: number): number {
  return 1 / Math.max(LEAST_VARIANCE, between + within) ** 2;
}

/** Unbiased variance of some values. */
export function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

function pooled(own: readonly { variance: number; within: number }[], between: number): number {
  let [sum, weights] = [0, 0];
  for (const { variance, within } of own) {
    const weight = weightOf(within, between);
    sum += weight * (variance - within);
    weights += weight;
  }
  return Math.max(0, sum / weights);
}
