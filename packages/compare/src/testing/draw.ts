import { assertDocument, type Comparison, type Run } from '@loadline/schema';
import { decide } from '../decide.js';
import { illustrate } from '../illustrate/illustrate.js';
import { buildBaselineOf, type Numbers } from './build.js';
import { one, options, policyOf } from './judge.js';

/** How runs are compared and illustrated, for tests. */
export interface Asked {
  gates?: object[];
  /** The runs of the baseline are at hand. */
  atHand?: boolean;
}

/** Decides and illustrates, limits alone unless it says otherwise, and holds the result to its schema; for tests. */
export function draw(before: readonly Run[], after: readonly Run[], { atHand = false, ...written }: Asked = {}): Comparison {
  const named = after.map((run, at) => ({ ...run, run: { ...run.run, id: `after ${at}` } }));
  const policy = policyOf({ evidence: 'advisory', ...written });
  const sides = { baseline: buildBaselineOf(...before), runs: named, ...(atHand ? { baselineRuns: before } : {}) };
  const comparison = illustrate(decide(sides.baseline, named, policy, options), sides);
  assertDocument(comparison);
  return comparison;
}

/** Runs of the one endpoint `/a`, for tests. */
export function runsOf(...numbers: Numbers[]): Run[] {
  return numbers.map((each, at) => one(each, { id: `run ${at}` }));
}
