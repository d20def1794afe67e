import type { Report } from './judge-subject.js';
import { meanOf } from './side-diagnostics.js';
import { type Subject, sumKnown } from './subjects.js';

/**
 * Requests that were to be expected of a subject in one current run: the mean over the runs of the baseline, those that lack
 * it counted as 0, in proportion to the runs' lengths where both sides tell them. Null when the baseline has no counts.
 */
export function expectedRequests({ baseline: side }: Subject, { baseline, runs }: Report): number | null {
  const sum = side === undefined ? null : sumKnown(side.requests);
  if (side === undefined || sum === null) return null;
  const mean = sum / (side.requests.filter((count) => count !== null).length + side.absentRuns);
  const before = meanOf(baseline.runs.map((run) => run.durationSeconds));
  const after = meanOf(runs.map((run) => run.run.durationSeconds));
  return before === undefined || after === undefined || before === 0 ? mean : mean * (after / before);
}
