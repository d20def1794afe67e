import { assertDocument, schemaAddress, schemaVersion } from '@loadline/schema';
import type { Baseline, Series } from '@loadline/schema/types';
import { expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../test/cases.js';
import { displayWidth } from './display-width.js';
import { renderBaseline, renderBaselineDiff, type BaselineDiffLine } from './index.js';
import { median } from './median.js';

const series = (name: string, unit: string, values: (number | null)[], provenance: Series['provenance'] = 'reported'): Series => ({
  name,
  unit,
  better: unit === 'requests/s' ? 'higher' : 'lower',
  values,
  provenance,
});

function metrics(factor: number): Series[] {
  return [
    series(
      'p50_latency_ms',
      'ms',
      [38, 40, null].map((value) => value && value * factor),
    ),
    series(
      'p95_latency_ms',
      'ms',
      [120, 130, 125].map((value) => value * factor),
      'estimated',
    ),
    series('error_rate_pct', '%', [0.1, 0.3, 0.2]),
    series('rps', 'requests/s', [41, 42, 43]),
  ];
}

function baselineOf(names: readonly string[]): Baseline {
  return {
    $schema: schemaAddress('baseline'),
    kind: 'loadline/baseline',
    version: schemaVersion,
    baseline: {
      createdAt: '2026-01-10T09:00:00Z',
      strategy: 'file',
      suite: 'nightly',
      environment: 'staging-eu',
      users: 50,
      rulesHash: 'abc',
      acceptedBy: 'mia',
      rationale: 'after the index was rebuilt',
    },
    runs: ['a1', 'b2', 'c3'].map((id) => ({
      id,
      tool: 'locust',
      toolVersion: '2.43',
      commit: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
      load: { model: 'closed', users: 50 },
    })),
    services: [
      {
        name: 'shop',
        requests: [1000, 1100, 1200],
        failures: [1, 2, 3],
        metrics: [...metrics(1), series('query_p95_ms', 'ms', [510, 520, 530])],
        mix: [],
        endpoints: names.map((name, index) => ({
          endpoint: { kind: 'request', method: 'GET', name },
          requests: [1000 - index, null, 1200],
          failures: [1, null, 1],
          metrics: metrics(1 + index),
        })),
      },
    ],
    invalid: [
      {
        scope: 'endpoint',
        service: 'shop',
        endpoint: { kind: 'request', method: 'POST', name: '/pay' },
        code: 'too-many-failures',
        reason: '24 of 32 requests failed (75 %)',
      },
    ],
    diagnostics: [],
  };
}

test('what a baseline holds', () => {
  const baseline = baselineOf(['/products', '/search']);
  expect(() => assertDocument(baseline)).not.toThrow();
  expect(renderBaseline(baseline, { now: '2026-01-12T18:00:00Z' })).toBe(
    ` baseline     suite nightly, environment staging-eu, 3 runs (file), built
              2026-01-10, 3 days old, 50 users
 measured by  locust 2.43
 commit       1a2b3c4
 accepted     mia: after the index was rebuilt

 shop
                   requests     p50       p95   errors     rps
   GET /products      2,200   39 ms   ~125 ms    0.2 %   42 /s
   GET /search        2,199   78 ms   ~250 ms    0.2 %   42 /s
   all endpoints      3,300   39 ms   ~125 ms    0.2 %   42 /s
   query_p95_ms   520 ms

 ~ estimated from the mean: shown, never judged
 not usable   shop POST /pay: 24 of 32 requests failed (75 %)
`,
  );
});

test('many endpoints are cut and counted; without a clock there is no age', () => {
  const baseline = baselineOf(Array.from({ length: 30 }, (_, index) => `/path/${index}`));
  expect(renderBaseline(baseline)).toContain('and 20 more (--all shows them)');
  expect(renderBaseline(baseline)).not.toContain('old');
  expect(renderBaseline(baseline, { all: true })).toContain('/path/29');
});

test('hostile names move no cursor and no column', () => {
  const text = renderBaseline(baselineOf(HOSTILE_NAMES), { all: true });
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(80);
});

const rows: BaselineDiffLine[] = [
  {
    service: 'shop',
    metric: 'p95_latency_ms',
    unit: 'ms',
    before: 412,
    after: 660,
    change: { absolute: 248, relativePct: (248 / 412) * 100 },
    status: 'changed',
  },
  {
    service: 'shop',
    metric: 'error_rate_pct',
    unit: '%',
    before: 1,
    after: 0.5,
    change: { absolute: -0.5, relativePct: -50 },
    status: 'changed',
  },
  { service: 'shop', metric: 'rps', unit: 'requests/s', before: 50, after: 50, change: { absolute: 0, relativePct: 0 }, status: 'same' },
  {
    service: 'shop',
    endpoint: { kind: 'request', method: 'GET', name: '/new' },
    metric: 'p95_latency_ms',
    unit: 'ms',
    before: null,
    after: 5,
    change: { absolute: null, relativePct: null },
    status: 'added',
  },
  {
    service: 'shop',
    endpoint: { kind: 'request', method: 'GET', name: '/old' },
    metric: 'p95_latency_ms',
    unit: 'ms',
    before: 5,
    after: null,
    change: { absolute: null, relativePct: null },
    status: 'removed',
  },
];

test('two baselines side by side', () => {
  expect(renderBaselineDiff({ rows, runs: { before: 5, after: 3 }, users: { before: 50, after: null }, rulesDiffer: true })).toBe(
    ` baselines    5 runs against 3, 50 users against unknown, 5 metrics: 2 changed,
              1 added, 1 removed, 1 the same
 warning      the grouping rules differ: services and custom metrics may not
              mean the same

 shop
   p95      412 → 660 ms   +60.2 %
   errors   1 → 0.5 %      −0.5 pp

 GET /new
   p95      — → 5 ms       added

 GET /old
   p95      5 ms → —       removed
`,
  );
});

test('what stayed the same is shown on request, and colours say which way is good', () => {
  expect(renderBaselineDiff({ rows }, { all: true })).toMatch(/rps +50 → 50 \/s +the same/);
  const colored = renderBaselineDiff({ rows }, { color: true });
  expect(colored).toContain('\u001B[33m+60.2 %');
  expect(colored).toContain('\u001B[32m−0.5 pp');
});

test('the median of what is there', () => {
  expect(median([3, null, 1, 2])).toBe(2);
  expect(median([4, 1])).toBe(2.5);
  expect(median([null])).toBeUndefined();
  expect(median([])).toBeUndefined();
});
