import { buildBaseline } from '../../packages/baseline/dist/index.js';
import { decide } from '../../packages/compare/dist/index.js';
import { groupServices } from '../../packages/parsers/dist/index.js';
import { normalizePolicy } from '../../packages/schema/dist/index.js';

const OPTIONS = { now: '2026-01-12T18:30:00Z', toolVersion: 'bench' };
const RULES = { services: [], metrics: [] };

/** Three percentiles, throughput and errors of every endpoint: 50 tests of ten endpoints, and 30 more without drift. */
export const WIDE = normalizePolicy({
  gates: [{ p50: '+5%', p95: '+5%', p99: '+5%', rps: '-5%', errors: '+0.1pp' }],
  evidence: 'required',
}).policy;

/** Groups runs and builds their Baseline as the command does; gives what decides over them by a policy. */
export function decideOn({ baseline, current }) {
  const [before, after] = [baseline, current].map((runs) => runs.map((run) => groupServices(run, RULES)));
  const built = buildBaseline(before, { createdAt: OPTIONS.now, strategy: 'last', rulesHash: '' });
  return (policy, sequence) => decide(built, after, policy, { ...OPTIONS, ...(sequence === undefined ? {} : { sequence }) });
}

/** Whether the procedure calls a finding a regression, whatever its limit is. */
export function isRegression({ evidence }) {
  return evidence.procedure === 'regression';
}
