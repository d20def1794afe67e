import { normalQuantile, normalUpper, studentUpper } from '@loadline/stats';
import type { SeriesResult } from '../procedure/run-procedure.js';

/** Share of true changes that a comparison is planned to find. */
const POWER = 0.8;

/**
 * How many standard errors a change must be wide to be found with 80 % power among so many tests at a false discovery rate:
 * z(q/M) + z(0.8).
 */
export function standardErrorsToFind(q: number, tests: number): number {
  return normalQuantile(1 - q / Math.max(1, tests)) + normalQuantile(POWER);
}

/** P(T > t) with df degrees of freedom; of the normal distribution where they are null. */
export function upperTail(t: number, df: number | null): number {
  return df === null ? normalUpper(t) : studentUpper(t, df);
}

/** So many current runs are suggested at most. */
const MOST_RUNS = 50;

/**
 * Current runs with which a change of so much would be found with 80 % power, given the baseline's; null where no number of
 * them is enough, because the baseline itself is not known well enough.
 *
 * @param variance of one run's logarithm. @param effect change of the logarithm. @param needed from `standardErrorsToFind`.
 */
export function runsToFind(variance: number, effect: number, baselineRuns: number, needed: number): number | null {
  for (let runs = 1; runs <= MOST_RUNS; runs++) if (needed * Math.sqrt(variance * (1 / baselineRuns + 1 / runs)) <= effect) return runs;
  return null;
}

/** The same for pairs of runs. @param variance of the difference of a pair. */
export function pairsToFind(variance: number, effect: number, needed: number): number | null {
  const pairs = Math.max(2, Math.ceil(variance * (needed / effect) ** 2 - 1e-9));
  return pairs <= MOST_RUNS ? pairs : null;
}

/** Variance of a change over that of what it is the mean of: runs of two sides, or differences of pairs. */
export function spreadOf({ runs, pairs }: Pick<SeriesResult, 'runs' | 'pairs'>): number {
  return pairs === undefined ? 1 / runs[0] + 1 / runs[1] : 1 / pairs;
}
