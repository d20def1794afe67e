import { varianceInflation } from '@loadline/stats';
import { PERCENTILES } from './distribution-values.js';

const FEWEST_FOR_INFLATION = 100;
const MAX_LAG = 400;
/** With fewer requests above a percentile it is not known whether they come together. */
const FEWEST_ABOVE = 10;

/** How much requests of an endpoint resemble the one before. */
export interface Inflations {
  /** The larger of those at the median and at the 95th percentile. */
  vif: number;
  /** That of being above a percentile; where too few are, that of the next percentile below. */
  at(percentile: number): number;
}

/**
 * Variance inflations of a series of response times in the order of the file; undefined where it is too short.
 *
 * @param series the endpoint's first requests, all that there are.
 */
export function inflationsOf(series: Float32Array): Inflations | undefined {
  if (series.length < FEWEST_FOR_INFLATION) return undefined;
  const sorted = Float32Array.from(series).sort();
  const maxLag = Math.min(MAX_LAG, series.length >> 2);
  const known = new Map<number, number>();
  for (const percentile of PERCENTILES) {
    const place = Math.floor((series.length - 1) * (percentile / 100));
    if (percentile > 95 && series.length - 1 - place < FEWEST_ABOVE) break;
    known.set(percentile, Number(varianceInflation(series, sorted[place] ?? 0, maxLag).toPrecision(4)));
  }
  const vif = Math.max(known.get(50) ?? 1, known.get(95) ?? 1);
  const at = (percentile: number) => [...known].findLast(([own]) => own <= percentile)?.[1] ?? vif;
  return { vif, at };
}
