import type { Baseline, Comparison, Run } from '@loadline/schema';
import { distinctRuns } from '../sequence/distinct-runs.js';
import { chooseSubjects } from './choose-subjects.js';
import { drawCurves } from './draw-curves.js';
import { drawHistory } from './draw-history.js';
import { drawTimelines } from './draw-timelines.js';
import { drawnParts } from './drawn-parts.js';

/** What was compared. */
export interface IllustratedSides {
  /** As it was given to `decide`. */
  baseline: Baseline;
  /** As they were given to `decide`. */
  runs: readonly Run[];
  /**
   * The runs of the baseline where they are at hand: their histograms and timelines, which a baseline has not. Others among
   * them are passed over.
   */
  baselineRuns?: readonly Run[];
}

/**
 * A comparison with what a report draws of it, for what is not fine (300 endpoints and services at most) and the 200 largest
 * changes of what is: `curves` (latency over the percentiles of both sides), `timelines` (the newest run of each side over its time, at most 120
 * points) and `history` (what each run measured, with the band in which one more of unchanged code would lie, and change points;
 * from two runs of the baseline on). What there is nothing of is absent. Decides nothing. Pure.
 *
 * @param comparison from `decide`, of these sides.
 * @example illustrate(decide(baseline, runs, policy, options), { baseline, runs }).curves?.[0]?.points // [{ percentile: 50, … }, …]
 */
export function illustrate(comparison: Comparison, { baseline, runs: given, baselineRuns = [] }: IllustratedSides): Comparison {
  const { runs } = distinctRuns(given);
  const subjects = chooseSubjects(comparison.findings);
  // A run that was too odd to be grouped is at hand, and not what was compared with.
  const grouped = new Set(baseline.runs.map(({ id }) => id));
  const before = baselineRuns.filter(({ run }) => grouped.has(run.id));
  const parts = drawnParts(new Set(subjects.map(({ key }) => key)), baseline, runs, before);
  const curves = drawCurves(subjects, parts, comparison.policy.parameters.minTailSamples);
  const timelines = drawTimelines(before, runs);
  const history = drawHistory(subjects, parts, baseline, runs);
  return {
    ...comparison,
    ...(curves.length === 0 ? {} : { curves }),
    ...(timelines.length === 0 ? {} : { timelines }),
    ...(history === undefined ? {} : { history }),
  };
}
