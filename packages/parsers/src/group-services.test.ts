import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertDocument, type CustomMetric, type Run } from '@loadline/schema';
import {
  buildEndpoint,
  buildError,
  buildHistogram,
  buildMatch,
  buildMetrics,
  buildRun,
  buildService,
  provenancesOf,
  valuesOf,
} from '../test/build-run.js';
import { groupServices } from './group-services.js';

const names = (run: Run) => run.services?.map((service) => service.name);
const service = (run: Run, name: string) => run.services?.find((each) => each.name === name);
const custom = (name: string, more: Partial<CustomMetric> = {}): CustomMetric => ({ name, unit: '%', better: 'lower', ...more });
const rules = [buildService('api', '/v1/*', '*gateway*'), buildService('rag', '/query', '/index', '/v1/rag')];

describe('groupServices: who belongs where', () => {
  it('is the first rule that matches, the name itself, or `other`', () => {
    const run = buildRun([
      buildEndpoint('GET /misc', 10, 0),
      buildEndpoint('POST /query', 10, 0),
      buildEndpoint('POST /v1/rag', 10, 0),
      buildEndpoint('rag', 10, 0),
      buildEndpoint('RAG', 10, 0),
      buildEndpoint('GET /V1/chat', 10, 0),
    ]);
    const grouped = groupServices(run, { services: rules, metrics: [] });
    expect(names(grouped)).toEqual(['api', 'rag', 'other']);
    expect(grouped.services?.map((each) => each.mix.map(({ endpoint }) => endpoint.name))).toEqual([
      ['/V1/chat', '/v1/rag'],
      ['rag', '/query'],
      ['RAG', '/misc'],
    ]);
  });
  it('is `all` without rules', () => {
    expect(names(groupServices(buildRun([buildEndpoint('a', 1, 0), buildEndpoint('b', 1, 0)]), { services: [], metrics: [] }))).toEqual([
      'all',
    ]);
  });
  it('is the configured `other` where there is one', () => {
    const grouped = groupServices(buildRun([buildEndpoint('/x', 1, 0), buildEndpoint('/y', 2, 0)]), {
      services: [buildService('other', '/x')],
      metrics: [],
    });
    expect(grouped.services?.map(({ name, requests }) => [name, requests])).toEqual([['other', 3]]);
  });
  it('takes names like __proto__ for names', () => {
    const grouped = groupServices(buildRun([buildEndpoint('__proto__', 1, 0), buildEndpoint('constructor', 1, 0)]), {
      services: [buildService('__proto__', '__proto__')],
      metrics: [],
    });
    expect(names(grouped)).toEqual(['__proto__', 'other']);
  });
  it('leaves the run as it was, and gives the same when done again', () => {
    const run = buildRun([buildEndpoint('/v1/a', 10, 5, { p95: 3 }), buildEndpoint('/query', 10, 5, { p95: 3 })], {
      run: { durationSeconds: 5 },
    });
    const before = JSON.stringify(run);
    const policy = { services: rules, metrics: [custom('timeout_rate_pct', { from: 'error_rate_pct', message: { glob: '*timeout*' } })] };
    const once = groupServices(run, policy);
    expect(JSON.stringify(run)).toBe(before);
    expect(groupServices(once, policy)).toEqual(once);
    expect(() => assertDocument(once)).not.toThrow();
  });
});

describe('groupServices: values', () => {
  it('joins endpoints exactly and lists their shares', () => {
    // errors 4 / 400; rps 400 / 100 s; avg (300 × 10 + 100 × 50) / 400 = 20
    const run = buildRun([buildEndpoint('GET /v1/b', 100, 3, { avg: 50 }), buildEndpoint('GET /v1/a', 300, 1, { avg: 10 })], {
      run: { durationSeconds: 100 },
    });
    const api = service(groupServices(run, { services: rules, metrics: [] }), 'api');
    expect(api).toMatchObject({ requests: 400, failures: 4 });
    expect(valuesOf(api)).toEqual({ avg_latency_ms: 20, error_rate_pct: 1, rps: 4 });
    expect(api?.mix).toEqual([
      { endpoint: { kind: 'request', method: 'GET', name: '/v1/a' }, sharePct: 75 },
      { endpoint: { kind: 'request', method: 'GET', name: '/v1/b' }, sharePct: 25 },
    ]);
  });
  it('keeps the values of a single endpoint, with their provenance', () => {
    const run = buildRun(
      [
        buildEndpoint(
          'api',
          300,
          3,
          {},
          { metrics: [...buildMetrics({ p95: 450, rps: 50 }, 'unstated'), ...buildMetrics({ p99: 255 }, 'estimated')] },
        ),
      ],
      { run: { durationSeconds: 7 } },
    );
    expect(provenancesOf(service(groupServices(run, { services: rules, metrics: [] }), 'api'))).toEqual({
      p95_latency_ms: 'unstated',
      p99_latency_ms: 'estimated',
      error_rate_pct: 'exact',
      rps: 'unstated',
    });
  });
  it('never adds transactions to their requests, but lists them', () => {
    const run = buildRun([
      buildEndpoint('Login', 50, 50, {}, { kind: 'transaction' }),
      buildEndpoint('GET /v1/a', 100, 0),
      buildEndpoint('GET /v1/b', 100, 0),
    ]);
    const all = service(groupServices(run, { services: [], metrics: [] }), 'all');
    expect(all).toMatchObject({ requests: 200, failures: 0 });
    expect(all?.mix.map(({ endpoint, sharePct }) => [endpoint.kind, sharePct])).toEqual([
      ['request', 50],
      ['request', 50],
      ['transaction', 0],
    ]);
  });
  it('counts transactions where there are no requests, and not their groups', () => {
    const run = buildRun([buildEndpoint('Login', 50, 5, {}, { kind: 'transaction' }), buildEndpoint('Shop', 50, 5, {}, { kind: 'group' })]);
    expect(service(groupServices(run, { services: [], metrics: [] }), 'all')).toMatchObject({ requests: 50, failures: 5 });
  });
  it('takes shares of throughput where requests are not known', () => {
    const run = buildRun([buildEndpoint('/a', null, null, { rps: 1 }), buildEndpoint('/b', 7, 0, { rps: 3 })]);
    const all = service(groupServices(run, { services: [], metrics: [] }), 'all');
    expect(all).toMatchObject({ requests: null, failures: null });
    expect(all?.mix.map(({ sharePct }) => sharePct)).toEqual([75, 25]);
    expect(valuesOf(all)).toEqual({ rps: 4 });
  });
  it('carries the merged histogram', () => {
    const run = buildRun([
      buildEndpoint('/a', 1, 0, {}, { histogram: buildHistogram([[5, 1]]) }),
      buildEndpoint(
        '/b',
        2,
        0,
        {},
        {
          histogram: buildHistogram([
            [5, 1],
            [7, 1],
          ]),
        },
      ),
    ]);
    expect(service(groupServices(run, { services: [], metrics: [] }), 'all')?.histogram).toEqual(
      buildHistogram([
        [5, 2],
        [7, 1],
      ]),
    );
  });
  it('keeps the total, or makes one', () => {
    const total = { requests: 1, failures: 0, metrics: buildMetrics({ p95: 1 }) };
    const endpoints = [
      buildEndpoint('/a', 100, 1, { avg: 10 }),
      buildEndpoint('/b', 300, 3, { avg: 30 }),
      buildEndpoint('T', 9, 9, { avg: 999 }, { kind: 'transaction' }),
    ];
    expect(groupServices(buildRun(endpoints, { total }), { services: rules, metrics: [] }).total).toEqual(total);
    // (100 × 10 + 300 × 30) / 400 = 25
    expect(groupServices(buildRun(endpoints), { services: rules, metrics: [] }).total).toMatchObject({
      requests: 400,
      failures: 4,
      metrics: [
        { name: 'avg_latency_ms', value: 25 },
        { name: 'error_rate_pct', value: 1 },
      ],
    });
    expect(groupServices(buildRun([]), { services: rules, metrics: [] })).not.toHaveProperty('total');
  });
  it('takes the percentiles of the whole run from the tool’s total, if it counts the same', () => {
    const endpoints = [buildEndpoint('/v1/a', 100, 1, { p50: 10, p95: 20 }), buildEndpoint('/query', 300, 3, { p50: 30, p95: 90 })];
    const total = { requests: 400, failures: 4, metrics: buildMetrics({ avg: 1, p50: 25, p95: 88, p99: 99 }) };
    const percentiles = (run: Run, policy: Parameters<typeof groupServices>[1]) =>
      groupServices(run, policy).services?.[0]?.metrics.filter((metric) => metric.name.startsWith('p'));
    expect(percentiles(buildRun(endpoints, { total }), { services: [], metrics: [] })).toEqual(buildMetrics({ p50: 25, p95: 88, p99: 99 }));
    expect(
      percentiles(buildRun(endpoints, { total: { ...total, failures: 5 } }), { services: [], metrics: [] })?.map(
        (metric) => metric.provenance,
      ),
    ).toEqual(['interpolated', 'interpolated']);
    expect(percentiles(buildRun(endpoints, { total }), { services: rules, metrics: [] })).toEqual(buildMetrics({ p50: 10, p95: 20 }));
  });
  it('loses no request between services', () => {
    const endpoints = fc.uniqueArray(
      fc.record({ name: fc.constantFrom('/v1/a', '/v1/b', '/query', '/x', '/y', 'api', 'rag'), requests: fc.nat({ max: 1000 }) }),
      { selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(endpoints, (list) => {
        const grouped = groupServices(buildRun(list.map(({ name, requests }) => buildEndpoint(name, requests, 0))), {
          services: rules,
          metrics: [],
        });
        expect(grouped.services?.reduce((sum, each) => sum + (each.requests ?? 0), 0)).toBe(
          list.reduce((sum, { requests }) => sum + requests, 0),
        );
        for (const each of grouped.services ?? [])
          if (each.requests !== 0) expect(each.mix.reduce((sum, { sharePct }) => sum + sharePct, 0)).toBeCloseTo(100, 9);
      }),
    );
  });
});

describe('groupServices: custom metrics', () => {
  const a = buildEndpoint('POST /query', 200, 4, { p95: 300 });
  const b = buildEndpoint('POST /index', 100, 2, { p95: 900 });
  const timeouts = custom('timeout_rate_pct', { from: 'error_rate_pct', service: 'rag', message: { glob: '*timeout*' } });

  it('takes a built-in metric of the endpoints that fit', () => {
    const run = buildRun([a, b, buildEndpoint('/v1/query', 9, 0, { p95: 1 })]);
    const grouped = groupServices(run, {
      services: rules,
      metrics: [custom('query_p95_ms', { unit: 'ms', from: 'p95_latency_ms', service: 'rag', endpoint: buildMatch('/query') })],
    });
    expect(service(grouped, 'rag')?.metrics).toContainEqual({
      name: 'query_p95_ms',
      value: 300,
      provenance: 'reported',
      unit: 'ms',
      better: 'lower',
    });
    expect(valuesOf(service(grouped, 'api'))).not.toHaveProperty('query_p95_ms');
  });
  it('takes counts too', () => {
    const grouped = groupServices(buildRun([a, b]), {
      services: rules,
      metrics: [custom('rag_requests', { unit: 'count', from: 'total_requests' })],
    });
    expect(valuesOf(service(grouped, 'rag'))).toMatchObject({ rag_requests: 300 });
  });
  it('says when no endpoint fits, once', () => {
    const metrics = [custom('nothing_ms', { from: 'p95_latency_ms', endpoint: buildMatch('/nowhere') })];
    const grouped = groupServices(buildRun([a, buildEndpoint('/v1/x', 1, 0)]), { services: rules, metrics });
    expect(grouped.diagnostics).toEqual([
      { code: 'custom-metric-unmatched', severity: 'warning', message: 'no endpoint fits the metric nothing_ms' },
    ]);
  });
  it('counts failures by message', () => {
    // 3 + 1 of 300 requests
    const errors = [buildError('read timeout', 3, a), buildError('500', 1, a), buildError('Timeout!', 1, b), buildError('refused', 1, b)];
    const grouped = groupServices(buildRun([a, b], { errors, errorsComplete: true }), { services: rules, metrics: [timeouts] });
    expect(service(grouped, 'rag')?.metrics).toContainEqual({
      name: 'timeout_rate_pct',
      value: (4 / 300) * 100,
      provenance: 'exact',
      unit: '%',
      better: 'lower',
    });
    const ofQuery = groupServices(buildRun([a, b], { errors, errorsComplete: true }), {
      services: rules,
      metrics: [{ ...timeouts, endpoint: buildMatch('POST /query') }],
    });
    expect(valuesOf(service(ofQuery, 'rag'))).toMatchObject({ timeout_rate_pct: 1.5 });
  });
  it('is 0 where nothing failed, whatever is known of messages', () => {
    const grouped = groupServices(buildRun([{ ...a, failures: 0 }]), { services: rules, metrics: [timeouts] });
    expect(valuesOf(service(grouped, 'rag'))).toMatchObject({ timeout_rate_pct: 0 });
    expect(grouped.diagnostics).toEqual([]);
  });
  it('is absent where messages are missing, and says which file has them', () => {
    const grouped = groupServices(buildRun([a], { errors: [buildError('500', 1, a)] }), { services: rules, metrics: [timeouts] });
    expect(valuesOf(service(grouped, 'rag'))).not.toHaveProperty('timeout_rate_pct');
    expect(grouped.diagnostics).toEqual([
      {
        code: 'custom-metric-absent',
        severity: 'warning',
        message:
          'timeout_rate_pct of rag is not known: 4 requests failed and the messages of 1 are known; give a_failures.csv or the HTML report of the run too',
      },
    ]);
  });
  it('is absent where failures name no endpoint and may be of another service', () => {
    const errors = [buildError('timeout', 5)];
    const other = buildEndpoint('/v1/x', 10, 1);
    const two = groupServices(buildRun([a, other], { errors, errorsComplete: true }), { services: rules, metrics: [timeouts] });
    expect(valuesOf(service(two, 'rag'))).not.toHaveProperty('timeout_rate_pct');
    expect(two.diagnostics.map((each) => each.code)).toEqual(['custom-metric-absent']);
    // With one service they are its own: 4 of 200 (a alone failed 4 times).
    const one = groupServices(buildRun([a], { errors: [buildError('timeout', 4)], errorsComplete: true }), {
      services: rules,
      metrics: [timeouts],
    });
    expect(valuesOf(service(one, 'rag'))).toMatchObject({ timeout_rate_pct: 2 });
  });
  it('prefers what the source itself has under the name', () => {
    const flat = buildRun([
      buildEndpoint('rag', 100, 0, {}, { metrics: buildMetrics({ p95: 450, timeout_rate_pct: 0.02 }, 'unstated') }),
      a,
    ]);
    const grouped = groupServices(flat, { services: rules, metrics: [timeouts] });
    expect(service(grouped, 'rag')?.metrics).toContainEqual({
      name: 'timeout_rate_pct',
      value: 0.02,
      provenance: 'unstated',
      unit: '%',
      better: 'lower',
    });
  });
  it('prefers what was given by hand, and makes a service for it', () => {
    const given = [
      { service: 'rag', metric: { name: 'timeout_rate_pct', value: 9, provenance: 'unstated' as const } },
      { service: 'mcp', metric: { name: 'sandbox_violations', value: 0, provenance: 'unstated' as const } },
    ];
    const grouped = groupServices(buildRun([a], { given }), {
      services: rules,
      metrics: [timeouts, custom('sandbox_violations', { unit: 'count' })],
    });
    expect(valuesOf(service(grouped, 'rag'))).toMatchObject({ timeout_rate_pct: 9 });
    expect(service(grouped, 'mcp')).toEqual({
      name: 'mcp',
      requests: null,
      failures: null,
      metrics: [{ name: 'sandbox_violations', value: 0, provenance: 'unstated', unit: 'count', better: 'lower' }],
      mix: [],
    });
    expect(grouped.diagnostics).toEqual([]);
  });
  it('leaves services that were written as such, and adds to them', () => {
    const services = [{ name: 'api', requests: 5, failures: 0, metrics: buildMetrics({ p95: 9 }), mix: [] }];
    const given = [{ service: 'api', metric: { name: 'x_count', value: 1, provenance: 'unstated' as const } }];
    const grouped = groupServices(buildRun([], { services, given }), { services: rules, metrics: [] });
    expect(service(grouped, 'api')).toMatchObject({ requests: 5, metrics: [{ value: 9 }, { name: 'x_count', value: 1 }] });
  });
});
