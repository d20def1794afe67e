import type { Comparison, Metric, Run } from '../../packages/schema/src/index.js';
import { decideCase } from './decide-case.js';
import { shop, shopGates } from './shop.js';
import { mapSides, simulateSides, without } from './simulate-sides.js';

const ENDPOINTS = [
  ...shop,
  { method: 'GET', name: '/invoices', medianMs: 74, requests: 700 },
  { method: 'GET', name: '/reports/:id', medianMs: 410, requests: 150 },
  { method: 'POST', name: '/payments/authorize', medianMs: 205, requests: 300, errorRatePct: 38 },
  { method: 'POST', name: '/index', medianMs: 640, requests: 400 },
  { method: 'GET', name: '/v2/products', medianMs: 31, requests: 2000 },
];

/** Every verdict at once, and most of what stands beside them: mutes, goals, metrics of the team's own, rows that did not read. */
export function everyVerdict(): Comparison {
  const drawn = simulateSides({
    seed: 31,
    endpoints: ENDPOINTS,
    changes: [
      { endpoint: 'POST /checkout', latencyFactor: 1.62, errorPp: 0.9 },
      { endpoint: 'GET /search', latencyFactor: 1.1 },
      { endpoint: 'POST /login', latencyFactor: 1.27 },
      { endpoint: 'GET /products', latencyFactor: 0.62 },
      { endpoint: 'GET /reports/:id', latencyFactor: 1.3 },
      { endpoint: 'POST /index', latencyFactor: 2.4 },
      { endpoint: 'GET /orders', tailFactor: 1.9 },
    ],
  });
  const sides = mapSides(drawn, (run, side) => {
    const isNow = side === 'current';
    const { users } = run.run.load;
    return {
      ...without(run, isNow ? '/invoices' : '/v2/products'),
      run: { ...run.run, load: { ...run.run.load, users: isNow ? 60 : (users ?? null) } },
      given: given(isNow),
      diagnostics: isNow ? ROWS_REJECTED : [],
    };
  });
  return decideCase(sides, {
    metrics: [
      { name: 'queue_depth_max', unit: 'count', better: 'lower' },
      { name: 'cache_hit_pct', unit: '%', better: 'higher' },
      { name: 'timeout_rate_pct', from: 'errors', match: '*timeout*', service: 'checkout' },
    ],
    gates: [
      ...shopGates,
      { match: '/health', p50: false, p95: false, errors: false, rps: false },
      { match: '/reports/*', p99: { warn: '+15%', fail: '+25%' } },
      { match: 'GET /orders', p99: { slo: '< 600ms' } },
      { service: 'checkout', p95: { warn: '+20%', fail: '+50%' }, queue_depth_max: { slo: '<= 40' }, timeout_rate_pct: '+1pp' },
      { service: 'storefront', cache_hit_pct: { warn: '-2pp', fail: '-5pp' } },
    ],
    mute: [
      { match: '/index', until: '2026-02-15', reason: 'full reindex until the new cluster is there, #412' },
      { match: '/search', until: '2026-01-09', reason: 'new ranking is being tuned' },
    ],
  });
}

const ROWS_REJECTED: Run['diagnostics'] = [
  {
    code: 'rows-rejected',
    severity: 'warning',
    message: 'A row has 3 cells, expected 22.',
    place: { file: 'results/now/checkout.csv', line: 1804 },
    count: 3,
  },
];

function given(isNow: boolean): NonNullable<Run['given']> {
  const metric = (name: string, value: number): Metric => ({ name, value, provenance: 'reported' });
  return [
    { service: 'checkout', metric: metric('queue_depth_max', isNow ? 61 : 18) },
    { service: 'storefront', metric: metric('cache_hit_pct', isNow ? 93.2 : 94.1) },
  ];
}
