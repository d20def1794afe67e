import { assertDocument, type Comparison, type Finding, normalizePolicy, type Policy, type Run } from '@loadline/schema';
import { decide, type DecideOptions } from '../decide.js';
import { buildBaselineOf, buildRun, type Numbers } from './build.js';

/** The present, for tests. */
export const options = { now: '2026-11-21T12:00:00.000Z', toolVersion: 'test' };

/** The policy of a written configuration that has to be right, for tests. */
export function policyOf(written: unknown): Policy {
  const { policy, problems } = normalizePolicy(written);
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.found).join('; '));
  return policy;
}

/** Decides over runs by a written configuration, limits alone unless it says otherwise, and holds the result to its schema; for tests. */
export function judge(before: Run | Run[], after: Run | Run[], written: object = {}, more: Partial<DecideOptions> = {}): Comparison {
  const policy = policyOf({ evidence: 'advisory', ...written });
  // Runs that nobody gave an id are different runs.
  const runs = [after].flat().map((run, at) => (run.run.id === 'r' ? { ...run, run: { ...run.run, id: `r${at}` } } : run));
  const comparison = decide(buildBaselineOf(...[before].flat()), runs, policy, { ...options, ...more });
  assertDocument(comparison);
  return comparison;
}

/** A run of the one endpoint `/a` of the one service `all`, for tests. */
export function one(numbers: Numbers, info: Partial<Run['run']> = {}): Run {
  return buildRun({ all: { '/a': numbers } }, info);
}

/** The finding of a metric, of the endpoint or service of a name where one is given; for tests. */
export function find(comparison: Comparison, metric: string, name?: string): Finding | undefined {
  return comparison.findings.find(
    (each) =>
      each.metric === metric &&
      (name === undefined || each.endpoint?.name === name || (each.endpoint === undefined && each.service === name)),
  );
}
