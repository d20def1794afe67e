import { buildBaseline } from '../../packages/baseline/dist/index.js';
import { decide, illustrate } from '../../packages/compare/dist/index.js';
import { groupServices } from '../../packages/parsers/dist/index.js';
import { normalizePolicy } from '../../packages/schema/dist/index.js';
import { exampleService, simulateReport } from '../../packages/simulate/dist/index.js';

const NOW = '2026-01-12T18:40:00Z';
const PERCENTILES = [50, 66, 75, 80, 90, 95, 98, 99];
const LATENCY = { warn: '+15%', fail: '+30%' };
const GATE = { ...Object.fromEntries(PERCENTILES.map((each) => [`p${each}`, LATENCY])), errors: '+0.5pp', rps: '-20%' };

/**
 * A comparison of so many endpoints with ten gated metrics each, five runs against one: one endpoint in fifty is slower, one in a
 * hundred fails more. With everything that a report draws.
 */
export function largeComparison(endpoints, seed) {
  const service = exampleService(endpoints);
  const names = service.endpoints.map(({ method, name }) => `${method} ${name}`);
  const sides = simulateReport({
    seed,
    service,
    histogram: true,
    percentiles: PERCENTILES,
    changes: [
      ...names.filter((_, at) => at % 50 === 7).map((endpoint) => ({ endpoint, latencyFactor: 1.6 })),
      ...names.filter((_, at) => at % 100 === 42).map((endpoint) => ({ endpoint, errorPp: 2 })),
    ],
  });
  const timed = simulateReport({ seed, requests: 500, samples: true, users: 50 });
  const { policy } = normalizePolicy({
    gates: [GATE],
    services: [
      { name: 'api', match: '/page-*1' },
      { name: 'web', match: '/page-*' },
    ],
    links: { traces: 'https://traces.shop.example/?from={startMs}&to={endMs}&endpoint={name}' },
  });
  const [baselineRuns, runs] = ['baseline', 'current'].map((side) =>
    sides[side].map((run, at) => groupServices({ ...run, timeline: timed[side][at].timeline }, policy)),
  );
  const baseline = buildBaseline(baselineRuns, { createdAt: NOW, strategy: 'runs', rulesHash: '' });
  return illustrate(decide(baseline, runs, policy, { now: NOW, toolVersion: 'bench' }), { baseline, runs, baselineRuns });
}
