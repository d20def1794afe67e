import { buildBaseline } from '../../packages/baseline/dist/index.js';
import { groupServices } from '../../packages/parsers/dist/index.js';
import { normalizePolicy } from '../../packages/schema/dist/index.js';
import { simulateReport } from '../../packages/simulate/dist/index.js';

const METRICS = new Set(['p50_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'rps', 'error_rate_pct']);

/** A report of so many endpoints with five metrics each, all of them gated, and the policy that gates them. */
export function makeReport({ endpoints, baselineRuns, currentRuns, seed }) {
  const { baseline, current } = simulateReport({ seed, endpoints, baselineRuns, currentRuns, percentiles: [50, 95, 99] });
  const rules = { services: [], metrics: [] };
  const grouped = (run) => groupServices({ ...run, endpoints: run.endpoints.map(onlyFive) }, rules);
  return {
    baseline: buildBaseline(baseline.map(grouped), { createdAt: '2026-01-12T00:00:00Z', strategy: 'last', rulesHash: '' }),
    runs: current.map(grouped),
    policy: normalizePolicy({
      gates: [{ p50: '+10%', p95: '+10%', p99: '+10%', rps: '-10%', errors: '+0.5pp' }],
    }).policy,
  };
}

function onlyFive(endpoint) {
  return { ...endpoint, metrics: endpoint.metrics.filter(({ name }) => METRICS.has(name)) };
}
