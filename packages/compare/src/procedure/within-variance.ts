import { normalDensity, normalQuantile } from '@loadline/stats';
import type { ProcedureParameters } from './parameters.js';
import type { MeasuredPercentile, RunRow } from './run-table.js';

/**
 * Variance of ln q of a percentile within one run: as the run measured it from its own samples; else from how many requests
 * there were and how fast the latency rises about it: VIF·b²·p(1 − p)/(n·φ(z)²), where b is the slope of ln q over the normal
 * score z between the neighbouring percentiles.
 */
export function withinVariance(row: RunRow, own: MeasuredPercentile, parameters: ProcedureParameters): number {
  if (own.lnStandardError !== undefined) return own.lnStandardError ** 2;
  const p = own.percentile / 100;
  const density = normalDensity(scoreOf(own.percentile));
  const slope = slopeAt(row.percentiles, own, parameters);
  const inflation = row.vif ?? parameters.varianceInflation;
  return (inflation * slope * slope * p * (1 - p)) / ((row.requests ?? 0) * density * density);
}

/**
 * Variance of ln mean within one run: as the run measured it from its own samples. Without, the mean is taken to be as sure as
 * a median of the same requests.
 */
export function meanVariance({ requests, meanLnStandardError, vif }: RunRow, parameters: ProcedureParameters): number {
  if (meanLnStandardError !== undefined) return meanLnStandardError ** 2;
  return ((vif ?? parameters.varianceInflation) * parameters.slopeFallback ** 2) / (requests ?? 0);
}

const scores = new Map<number, number>();
/** Percentiles of one's own are seldom many. */
const MOST_SCORES = 1000;

/** The normal score of a percentile; each is computed once. */
function scoreOf(percentile: number): number {
  const known = scores.get(percentile);
  if (known !== undefined) return known;
  const score = normalQuantile(percentile / 100);
  if (scores.size < MOST_SCORES) scores.set(percentile, score);
  return score;
}

/** Variance of ln q that rounding adds: step²/(12·q²). */
export function roundingVariance({ value, resolution = 0 }: MeasuredPercentile): number {
  return (resolution * resolution) / (12 * value * value);
}

function slopeAt(
  percentiles: readonly MeasuredPercentile[],
  own: MeasuredPercentile,
  { slopeFallback, minSlope }: ProcedureParameters,
): number {
  const low = percentiles.findLast(({ percentile }) => percentile > 0 && percentile < own.percentile) ?? own;
  const high = percentiles.find(({ percentile }) => percentile > own.percentile && percentile < 100) ?? own;
  if (low === high) return slopeFallback;
  const rise = Math.log(high.value) - Math.log(low.value);
  return Math.max(minSlope, rise / (scoreOf(high.percentile) - scoreOf(low.percentile)));
}
