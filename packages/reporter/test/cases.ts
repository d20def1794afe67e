import type { Comparison, Finding } from '@loadline/schema/types';
import { buildComparison, endpoint, type FindingSketch } from './build-comparison.js';
import { HOSTILE_NAMES } from './hostile-names.js';

export { HOSTILE_NAMES };

/** The four metrics of an endpoint under the built-in limits, all in order. */
function fine(name: string, method = 'GET', factor = 1, more: Partial<Finding> = {}): FindingSketch[] {
  const at = { endpoint: endpoint(name, method), ...more };
  return [
    { ...at, metric: 'p50', before: 38 * factor, after: 38.9 * factor, limit: '+10%' },
    { ...at, metric: 'p95', before: 120 * factor, after: 118 * factor, limit: '+10%' },
    { ...at, metric: 'errors', before: 0.1, after: 0.1, limit: '+0.5pp' },
    { ...at, metric: 'rps', before: 41.2, after: 41.6, limit: '-25%' },
  ];
}

const PATHS = [
  '/',
  '/products',
  '/products/:id',
  '/search',
  '/cart',
  '/cart/items',
  '/login',
  '/users/me',
  '/orders',
  '/orders/:id',
  '/health',
];

function elevenFine(): FindingSketch[] {
  return PATHS.flatMap((path, index) => fine(path, path === '/login' ? 'POST' : 'GET', 1 + index / 7));
}

function oneRegression(): Comparison {
  const at = { endpoint: endpoint('/checkout', 'POST') };
  return buildComparison(
    [
      ...elevenFine(),
      { ...at, metric: 'p95', before: 412, after: 660, verdict: 'fail', limit: '+30%' },
      { ...at, metric: 'p50', before: 180, after: 274, verdict: 'warn', limit: '+10%' },
      { ...at, metric: 'p99', before: 700, after: 1197, gated: false },
      { ...at, metric: 'errors', before: 0.1, after: 0.12, limit: '+0.5pp' },
    ],
    {
      headline: 'POST /checkout: p95 412 → 660 ms (+60 %), limit +30 %',
      errors: [
        { message: '503 Server Error: Service Unavailable for url: /checkout', status: '503', count: 12, endpoint: at.endpoint },
        { message: 'Read timed out', count: 2, endpoint: endpoint('/search') },
      ],
    },
  );
}

function everyVerdict(): Comparison {
  return buildComparison(
    [
      { endpoint: endpoint('/checkout', 'POST'), metric: 'p95', before: 412, after: 660, verdict: 'fail', limit: '+30%' },
      { endpoint: endpoint('/checkout', 'POST'), metric: 'errors', before: 0.1, after: 0.1, limit: '+0.5pp' },
      {
        endpoint: endpoint('/orders'),
        metric: 'p99',
        before: 1800,
        after: 2210,
        verdict: 'fail',
        limit: { level: 'slo', text: '< 2s', broken: true },
        reason: { code: 'slo-broken', message: 'the goal is missed' },
      },
      {
        endpoint: endpoint('/search'),
        metric: 'p90',
        inPlaceOf: 'p95_latency_ms',
        before: 88,
        after: 99,
        verdict: 'warn',
        limit: '+10% and +5ms',
      },
      { endpoint: endpoint('/cart'), metric: 'p95', before: 200, after: 240, verdict: 'inconclusive', limit: '+15%' },
      { endpoint: endpoint('/invoices'), metric: 'p95', before: 300, verdict: 'missing', limit: '+25%' },
      { endpoint: endpoint('/invoices'), metric: 'errors', before: 0, verdict: 'missing', limit: '+0.5pp' },
      { endpoint: endpoint('/v1/chat/completions', 'POST'), metric: 'p95', before: 12, after: 880, verdict: 'invalid', limit: '+25%' },
      { endpoint: endpoint('/v1/chat/completions', 'POST'), metric: 'rps', before: 4, after: 3.9, verdict: 'invalid', limit: '-25%' },
      { endpoint: endpoint('/products'), metric: 'p95', before: 640, after: 410, verdict: 'improved', limit: '+25%' },
      { endpoint: endpoint('/v2/products'), metric: 'p95', after: 205, verdict: 'new', gated: false },
      { endpoint: endpoint('/v2/products'), metric: 'errors', after: 0, verdict: 'new', gated: false },
      {
        endpoint: endpoint('/legacy'),
        metric: 'p95',
        before: 90,
        after: 200,
        verdict: 'fail',
        limit: '+25%',
        muted: { reason: 'reindex, #412', until: '2026-12-15' },
      },
      ...fine('/login', 'POST'),
    ],
    {
      headline: 'POST /checkout: p95 412 → 660 ms (+60 %), limit +30 %; 1 more',
      diagnostics: [
        { code: 'users-differ', severity: 'warning', message: 'The baseline ran with 50 users, this run with 60.' },
        {
          code: 'rows-rejected',
          severity: 'error',
          message: 'A row has 3 cells, expected 22.',
          place: { file: 'now_stats.csv', line: 14 },
          count: 3,
        },
        { code: 'metric-skipped', severity: 'info', message: 'The columns 66% and 75% are not read.' },
      ],
    },
  );
}

function notComparable(): Comparison {
  const at = { endpoint: endpoint('/v1/chat/completions', 'POST') };
  return buildComparison(
    (['p50', 'p95', 'errors', 'rps'] as const).map((metric) => ({
      ...at,
      metric,
      before: metric === 'errors' ? 75 : 12,
      after: metric === 'errors' ? 0 : 840,
      verdict: 'invalid',
    })),
    {
      headline: 'Not comparable: 24 of 32 requests of the baseline failed (75 %), all of them POST /v1/chat/completions',
      baseline: { strategy: 'run', runs: 1, tool: 'locust', requests: 32, failures: 24, ageDays: null, users: null },
      current: { runs: 1, tool: 'locust', requests: 118, failures: 0 },
    },
  );
}

function hostileNames(): Comparison {
  const findings = HOSTILE_NAMES.map((name, index): FindingSketch => {
    const verdict = (['fail', 'warn', 'missing', 'improved', 'new', 'pass'] as const)[index % 6] ?? 'pass';
    return {
      service: index % 3 === 0 ? name : 'shop',
      endpoint: endpoint(name, index % 4 === 0 ? '' : 'GET'),
      metric: 'p95',
      before: verdict === 'new' ? null : 100,
      after: verdict === 'missing' ? null : 160,
      verdict,
      limit: '+25%',
    };
  });
  const last: FindingSketch = {
    service: '<b>',
    metric: 'a|b`c',
    unit: '<i>@x',
    better: 'lower',
    before: 1,
    after: 2,
    verdict: 'fail',
    limit: '> 1 | `x`',
    reason: { code: 'limit-broken', message: '@everyone | --> <b>' },
  };
  const hostile = HOSTILE_NAMES.join(' ');
  return buildComparison([...findings, last], {
    headline: hostile,
    baseline: { strategy: hostile, runs: 1, commit: '@everyone', tool: '<tool>|', rationale: hostile },
    current: { runs: 1, tool: '\u001B]0;title\u0007' },
    errors: HOSTILE_NAMES.slice(0, 14).map((message, index) => ({
      message,
      status: '<500>',
      count: index + 1,
      endpoint: endpoint(message),
    })),
    diagnostics: HOSTILE_NAMES.map((message) => ({ code: 'hostile', severity: 'warning', message, place: { file: message, line: 1 } })),
  });
}

function nothingJudged(): Comparison {
  const base = buildComparison([]);
  return {
    ...base,
    verdict: 'new',
    headline: 'Nothing was judged: there is no baseline yet; this run is now the first baseline',
    coverage: {
      ...base.coverage,
      endpoints: 3,
      services: 1,
      notGated: [{ service: 'all', endpoint: endpoint('/health') }],
      notJudged: [{ service: 'all', endpoint: endpoint('/search'), metric: 'p95_latency_ms', reason: 'no-data', limit: '+25%' }],
    },
    baseline: { strategy: 'file', runs: 0 },
  };
}

function serviceScope(): Comparison {
  const api = { service: 'api_gateway' };
  const rag = { service: 'rag_service' };
  return buildComparison(
    [
      { ...api, metric: 'errors', before: 0.3322259136212625, after: 1, verdict: 'fail', limit: '+0.5pp' },
      { ...api, metric: 'rps', before: 50, after: 35, limit: '-30%' },
      { ...rag, metric: 'errors', before: 0, after: 0.33, verdict: 'warn', limit: '+0.25pp' },
      { ...rag, metric: 'rps', before: 20, after: 19.5, limit: '-30%' },
      {
        service: 'mcp_server',
        metric: 'errors',
        before: 0,
        verdict: 'missing',
        limit: '+0.5pp',
        reason: { code: 'service-gone', message: 'the baseline has the service, this run does not' },
      },
      {
        service: 'mcp_server',
        metric: 'rps',
        before: 10,
        verdict: 'missing',
        limit: '-30%',
        reason: { code: 'service-gone', message: 'the baseline has the service, this run does not' },
      },
    ],
    {
      headline: 'api_gateway: errors 0.33 → 1 % (+0.67 pp), limit +0.5 pp; 1 service not measured',
      coverage: {
        endpoints: 3,
        gatedEndpoints: 0,
        services: 3,
        gatedServices: 3,
        notGated: [],
        notJudged: ['api_gateway', 'rag_service', 'mcp_server'].map((service) => ({
          service,
          metric: 'p95_latency_ms',
          reason: 'no-data',
          limit: '+50%',
        })),
      },
      baseline: { strategy: 'run', runs: 1, tool: 'flat', requests: 8000, failures: 10, users: null, ageDays: null },
      current: { runs: 1, tool: 'flat', requests: 5600, failures: 45, users: null },
    },
  );
}

function muted(): Comparison {
  const mute = { muted: { reason: 'reindex, see the runbook', until: '2026-12-15' } };
  return buildComparison([
    ...fine('/search'),
    { endpoint: endpoint('/index', 'POST'), metric: 'p95', before: 800, after: 2400, verdict: 'fail', limit: '+60%', ...mute },
    { endpoint: endpoint('/index', 'POST'), metric: 'p50', before: 300, after: 310, limit: '+60%', ...mute },
  ]);
}

/** Sketches for the tests of single functions; those of whole reports are in `testdata/comparisons`. */
export const cases: readonly { name: string; comparison: Comparison }[] = [
  { name: 'all-fine', comparison: buildComparison(elevenFine()) },
  { name: 'one-regression', comparison: oneRegression() },
  { name: 'every-verdict', comparison: everyVerdict() },
  { name: 'not-comparable', comparison: notComparable() },
  { name: 'hostile-names', comparison: hostileNames() },
  { name: 'nothing-judged', comparison: nothingJudged() },
  { name: 'service-scope', comparison: serviceScope() },
  { name: 'muted', comparison: muted() },
];

/** A report with `count` endpoints, all of one verdict or, without one, all fine. Not kept in `testdata`. */
export function manyEndpoints(count: number, verdict: 'fail' | 'pass' = 'pass'): Comparison {
  return buildComparison(
    Array.from({ length: count }, (_, index): FindingSketch[] => [
      {
        endpoint: endpoint(`/api/v1/resource-${index}/detail`),
        metric: 'p95',
        before: 100 + index,
        after: (100 + index) * (verdict === 'fail' ? 1.5 : 1.02),
        verdict,
        limit: '+25%',
      },
      { endpoint: endpoint(`/api/v1/resource-${index}/detail`), metric: 'errors', before: 0, after: 0, limit: '+0.5pp' },
    ]).flat(),
  );
}
