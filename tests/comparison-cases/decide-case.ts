import { buildBaseline } from '../../packages/baseline/src/index.js';
import { decide, type DecideOptions, illustrate } from '../../packages/compare/src/index.js';
import { groupServices } from '../../packages/parsers/src/index.js';
import { type Comparison, groupingHash, normalizePolicy, problemMessage } from '../../packages/schema/src/index.js';
import { shopGates, shopLinks, shopServices } from './shop.js';
import type { Sides } from './simulate-sides.js';

/** When the cases were judged. */
export const NOW = '2026-01-12T18:40:00Z';

/** The configuration of the shop; a case replaces parts of it. */
const CONFIGURATION = { suite: 'nightly', environment: 'staging-eu', services: shopServices, gates: shopGates, links: shopLinks };

/** Decides as the command does: groups the runs, builds the baseline, judges, and adds what a report draws. */
export function decideCase(sides: Sides, written: object = {}, options: Partial<DecideOptions> = {}): Comparison {
  const { policy, problems } = normalizePolicy({ ...CONFIGURATION, ...written });
  if (problems.length > 0) throw new Error(problems.map(problemMessage).join('\n'));
  const [baselineRuns, runs] = [sides.baseline, sides.current].map((side) => side.map((run) => groupServices(run, policy)));
  if (baselineRuns === undefined || runs === undefined) throw new Error('a case has two sides');
  const baseline = buildBaseline(baselineRuns, {
    createdAt: NOW,
    strategy: baselineRuns.length > 1 ? 'runs' : 'run',
    rulesHash: groupingHash(policy),
    maxFailurePct: policy.parameters.maxFailurePct,
  });
  const comparison = decide(baseline, runs, policy, { now: NOW, toolVersion: '0.1.0', ...options });
  return illustrate(comparison, { baseline, runs, baselineRuns });
}
