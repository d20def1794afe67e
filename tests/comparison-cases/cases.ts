import { compareFlat } from '../../packages/compare/src/index.js';
import type { Comparison, Run } from '../../packages/schema/src/index.js';
import { decideCase, NOW } from './decide-case.js';
import { everyVerdict } from './every-verdict.js';
import { hostileNames } from './hostile-names.js';
import { shop, shopGates } from './shop.js';
import { mapSides, type Sides, simulateSides, without } from './simulate-sides.js';

const slowCheckout = { endpoint: 'POST /checkout', latencyFactor: 1.6 };

/** Eight nights of a slower search, twelve of the present one, and three runs now. */
function withHistory(): Comparison {
  const slowSearch = { endpoint: 'GET /search', latencyFactor: 1.45, runs: 'baseline' as const };
  const twenty = { baselineRuns: 20, currentRuns: 3, changes: [{ endpoint: 'GET /cart', latencyFactor: 1.35 }] };
  const now = simulateSides({ seed: 61, ...twenty });
  const before = simulateSides({ seed: 61, ...twenty, changes: [slowSearch] });
  return decideCase({ baseline: [...before.baseline.slice(0, 8), ...now.baseline.slice(8)], current: now.current });
}

const emptied = (run: Run): Run => without(run, ...shop.map(({ name }) => name));

/** A load test before the service was up: 24 of 32 requests of the baseline failed. */
function failingBaseline(): Sides {
  const sides = simulateSides({
    seed: 81,
    baselineRuns: 1,
    users: 2,
    endpoints: [{ method: 'POST', name: '/checkout', medianMs: 840, requests: 118 }],
  });
  return mapSides(sides, (run, side) => {
    if (side === 'current') return run;
    const [endpoint] = run.endpoints;
    if (endpoint === undefined) throw new Error('the baseline has its endpoint');
    const metrics = endpoint.metrics.map((metric) =>
      metric.name === 'error_rate_pct' ? { ...metric, value: 75 } : metric.name === 'rps' ? { ...metric, value: 32 / 120 } : metric,
    );
    const { timeline: _full, ...rest } = run;
    const errors = [{ message: 'connect ECONNREFUSED 10.0.12.7:8443', count: 24, endpoint: { kind: endpoint.kind, name: endpoint.name } }];
    return { ...rest, endpoints: [{ ...endpoint, requests: 32, failures: 24, metrics }], errors };
  });
}

/** Numbers of three services from a script: no endpoints, no runs to tell noise from. */
function serviceScope(): Comparison {
  const before = {
    api_gateway: { avg_latency_ms: 150, p95_latency_ms: 450, error_rate_pct: 0.33, rps: 50, total_requests: 6000, total_failures: 20 },
    rag_service: { avg_latency_ms: 1240, error_rate_pct: 0, rps: 20, total_requests: 2400, total_failures: 0 },
    mcp_server: { avg_latency_ms: 88, error_rate_pct: 0, rps: 10, total_requests: 1200, total_failures: 0 },
  };
  const after = {
    api_gateway: { avg_latency_ms: 155, p95_latency_ms: 470, error_rate_pct: 1, rps: 49.2, total_requests: 5900, total_failures: 59 },
    rag_service: { avg_latency_ms: 1260, error_rate_pct: 0.3333, rps: 19.5, total_requests: 2400, total_failures: 8 },
  };
  return compareFlat(before, after, { p95: '+50%', avg: '+25%', errors: { warn: '+0.25pp', fail: '+0.5pp' }, rps: '-30%' }, { now: NOW });
}

/** Every comparison that is kept for the tests of reports; each is made anew by the way that the command takes. */
export const cases: readonly { name: string; make: () => Comparison }[] = [
  { name: 'all-fine', make: () => decideCase(simulateSides({ seed: 11 })) },
  {
    name: 'one-regression',
    make: () => decideCase(simulateSides({ seed: 21, histogram: true, changes: [slowCheckout] })),
  },
  { name: 'every-verdict', make: everyVerdict },
  {
    name: 'all-slower',
    make: () => decideCase(simulateSides({ seed: 41, sigma: 0.03, changes: [{ endpoint: 'all', latencyFactor: 1.4 }] })),
  },
  { name: 'no-history', make: () => decideCase(simulateSides({ seed: 51, baselineRuns: 1, changes: [slowCheckout] })) },
  { name: 'with-history', make: withHistory },
  { name: 'hostile-names', make: hostileNames },
  {
    name: 'nothing-at-all',
    make: () => decideCase(mapSides(simulateSides({ seed: 71, baselineRuns: 1, samples: false }), emptied), { gates: [] }),
  },
  {
    name: 'all-new',
    make: () =>
      decideCase(mapSides(simulateSides({ seed: 72, samples: false }), (run, side) => (side === 'baseline' ? emptied(run) : run))),
  },
  { name: 'not-comparable', make: () => decideCase(failingBaseline()) },
  {
    name: 'other-machine',
    make: () =>
      decideCase(
        mapSides(simulateSides({ seed: 82, baselineRuns: 3, samples: false }), (run, side) =>
          side === 'baseline' ? run : { ...run, run: { ...run.run, environment: { machine: 'c7g.large', cpuCount: 2 } } },
        ),
      ),
  },
  {
    name: 'in-doubt',
    make: () =>
      decideCase(
        simulateSides({ seed: 91, baselineRuns: 2, samples: false, changes: [{ endpoint: 'GET /search', latencyFactor: 1.25 }] }),
        {},
        { sequence: { maxLooks: 3 } },
      ),
  },
  {
    name: 'muted',
    make: () =>
      decideCase(simulateSides({ seed: 103, samples: false, sigma: 0.02, changes: [slowCheckout] }), {
        mute: [{ match: '/checkout', until: '2026-02-15', reason: 'new payment provider, see the runbook' }],
      }),
  },
  { name: 'service-scope', make: serviceScope },
  {
    name: 'dead-gate',
    make: () =>
      decideCase(simulateSides({ seed: 111, baselineRuns: 3, samples: false, sigma: 0.02 }), {
        gates: [...shopGates, { match: 'POST /chekout', p99: '+20%' }],
      }),
  },
];
