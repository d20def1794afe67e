import { type ClassVariance, varianceOf, weightOf } from './class-variance.js';
import type { NoiseSeries } from './noise-series.js';
import { fQuantile, type Interval95 } from './quantiles.js';

/**
 * λ, the share of the variance between runs that all endpoints of a run have in common, 0 to 1. Two-way analysis of variance
 * of each metric that endpoints share (runs × endpoints), weighed together: (MSruns − MSrest)/endpoints is the common part. The
 * interval is that of the intraclass correlation by F (Shrout and Fleiss 1979) with the degrees of freedom of one metric, as
 * metrics of one endpoint move together.
 *
 * @returns undefined where fewer than two endpoints share a metric, or the runs differ by no more than their requests explain.
 */
export function driftShare(series: readonly NoiseSeries[], { between, within }: ClassVariance): Interval95 | undefined {
  const tables = tablesOf(series);
  const runs = series[0]?.values.length ?? 0;
  if (tables.length === 0 || !(between > 0)) return undefined;
  let [ofRuns, ofRest, endpoints, weights] = [0, 0, 0, 0];
  for (const table of tables) {
    const weight = weightOf(table.reduce((sum, each) => sum + each.within, 0) / table.length, between);
    const squares = meanSquares(table);
    ofRuns += weight * squares.runs;
    ofRest += weight * squares.rest;
    endpoints += weight * table.length;
    weights += weight;
  }
  const wide = endpoints / weights;
  const ratio = ofRest > 0 ? ofRuns / ofRest : Infinity;
  const [d1, d2] = [runs - 1, (runs - 1) * (Math.round(wide) - 1)];
  // From the share of all variance to that of the part between runs.
  const scale = (between + within) / between;
  const share = (f: number) => clip(f === Infinity ? 1 : ((f - 1) / (f + wide - 1)) * scale);
  return { value: share(ratio), low: share(ratio / fQuantile(0.975, d1, d2)), high: share(ratio / fQuantile(0.025, d1, d2)) };
}

/** The series of each metric that two and more endpoints share. */
function tablesOf(series: readonly NoiseSeries[]): NoiseSeries[][] {
  const byMetric = new Map<string, NoiseSeries[]>();
  for (const each of series) byMetric.set(each.metric, [...(byMetric.get(each.metric) ?? []), each]);
  return [...byMetric.values()].filter((table) => table.length > 1);
}

function meanSquares(table: readonly NoiseSeries[]): { runs: number; rest: number } {
  const runs = table[0]?.values.length ?? 0;
  const means = Array.from({ length: runs }, (_, run) => table.reduce((sum, { values }) => sum + (values[run] ?? 0), 0) / table.length);
  const all = table.reduce((sum, { values }) => sum + varianceOf(values), 0) * (runs - 1);
  const ofRuns = table.length * varianceOf(means);
  return { runs: ofRuns, rest: Math.max(0, all - ofRuns * (runs - 1)) / ((runs - 1) * (table.length - 1)) };
}

function clip(share: number): number {
  return Math.min(1, Math.max(0, share));
}
