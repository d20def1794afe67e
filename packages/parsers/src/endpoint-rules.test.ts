import { describe, expect, it } from 'vitest';
import { buildEndpoint, buildError, buildHistogram, buildMatch, buildMetrics, buildRun, valuesOf } from '../test/build-run.js';
import { applyEndpointRules } from './endpoint-rules.js';

const toId = { from: { glob: '/users/{int}' }, to: '/users/:id' };

describe('applyEndpointRules: rename', () => {
  it('joins endpoints that become the same, of one method each', () => {
    // avg (30 × 10 + 10 × 50) / 40 = 20; rps 3 + 1; errors 2 / 40
    const run = buildRun([
      buildEndpoint('GET /users/1', 30, 2, { avg: 10, rps: 3, min: 4, max: 99 }),
      buildEndpoint('POST /users/1', 5, 0),
      buildEndpoint('GET /users/22', 10, 0, { avg: 50, rps: 1, min: 2, max: 60 }),
    ]);
    const { endpoints, diagnostics } = applyEndpointRules(run, { rename: [toId], ignore: [] });
    expect(endpoints.map(({ method, name, requests, failures }) => [method, name, requests, failures])).toEqual([
      ['GET', '/users/:id', 40, 2],
      ['POST', '/users/:id', 5, 0],
    ]);
    expect(valuesOf(endpoints[0])).toEqual({ avg_latency_ms: 20, min_latency_ms: 2, max_latency_ms: 99, error_rate_pct: 5, rps: 4 });
    expect(diagnostics).toEqual([
      { code: 'endpoints-joined', severity: 'info', message: '2 endpoints became 1 by the rules under endpoints.rename', count: 2 },
    ]);
  });
  it('merges histograms, else interpolates percentiles', () => {
    const one = buildEndpoint('/users/1', 3, 0, { p50: 10 }, { histogram: buildHistogram([[10, 3]]) });
    const two = buildEndpoint('/users/2', 1, 0, { p50: 90 }, { histogram: buildHistogram([[90, 1]]) });
    const [merged] = applyEndpointRules(buildRun([one, two]), { rename: [toId], ignore: [] }).endpoints;
    expect(merged?.histogram).toEqual(
      buildHistogram([
        [10, 3],
        [90, 1],
      ]),
    );
    expect(merged?.metrics).toContainEqual({ name: 'p50_latency_ms', value: 10, provenance: 'histogram', resolution: 1 });
    const bare = [one, two].map((endpoint) => ({ ...endpoint, histogram: undefined }));
    const [mixed] = applyEndpointRules(buildRun(bare), { rename: [toId], ignore: [] }).endpoints;
    expect(mixed?.metrics.find((metric) => metric.name === 'p50_latency_ms')?.provenance).toBe('interpolated');
  });
  it('applies rules in order, each to the result of the one before', () => {
    const rules = [toId, { from: { glob: '/users/:id*' }, to: '/people*' }, { from: { regex: '^/people$' }, to: '/everybody' }];
    expect(applyEndpointRules(buildRun([buildEndpoint('/users/4', 1, 0)]), { rename: rules, ignore: [] }).endpoints[0]?.name).toBe(
      '/everybody',
    );
  });
  it('takes errors and thresholds along', () => {
    const endpoint = buildEndpoint('GET /users/1', 3, 1);
    const slo = { expression: 'p95<1', held: true, endpoint: { kind: 'request', name: '/users/2' } as const };
    const run = applyEndpointRules(buildRun([endpoint], { errors: [buildError('x', 1, endpoint), buildError('y', 1)], slos: [slo] }), {
      rename: [toId],
      ignore: [],
    });
    expect(run.errors).toEqual([
      { message: 'x', count: 1, endpoint: { kind: 'request', method: 'GET', name: '/users/:id' } },
      { message: 'y', count: 1 },
    ]);
    expect(run.slos?.[0]?.endpoint?.name).toBe('/users/:id');
  });
  it('says which values it cannot join', () => {
    const run = buildRun([buildEndpoint('/users/1', 1, 0, { own_metric: 1 }), buildEndpoint('/users/2', 1, 0)]);
    expect(applyEndpointRules(run, { rename: [toId], ignore: [] }).diagnostics.map((each) => each.message)).toEqual([
      '2 endpoints became 1 by the rules under endpoints.rename',
      'own_metric of /users/:id cannot be joined and was left out',
    ]);
  });
  it('keeps the total: the same requests are in it', () => {
    const total = { requests: 2, failures: 0, metrics: buildMetrics({ p95: 7 }) };
    expect(applyEndpointRules(buildRun([buildEndpoint('/users/1', 2, 0)], { total }), { rename: [toId], ignore: [] }).total).toEqual(total);
  });
});

describe('applyEndpointRules: ignore', () => {
  const health = buildEndpoint('GET /health', 900, 90);
  const query = buildEndpoint('POST /query', 100, 1, { avg: 5 });
  const timeline = { intervalSeconds: 1, points: [{ offsetSeconds: 0, users: 3, rps: 10, failuresPerSecond: 1, p95LatencyMs: 9 }] };
  const run = buildRun([health, query], {
    errors: [buildError('a', 90, health), buildError('b', 1, query), buildError('c', 2)],
    total: { requests: 1000, failures: 91, metrics: buildMetrics({ p95: 7 }) },
    timeline,
  });

  it('leaves endpoints out with their errors, and says how much', () => {
    const result = applyEndpointRules(run, { rename: [], ignore: [buildMatch('/health')] });
    expect(result.endpoints).toEqual([query]);
    expect(result.errors.map((error) => error.message)).toEqual(['b', 'c']);
    expect(result.diagnostics).toEqual([
      {
        code: 'endpoints-ignored',
        severity: 'info',
        message: '1 endpoint with 900 requests left out by the rules under endpoints.ignore',
        count: 1,
      },
    ]);
  });
  it('makes the total anew, and keeps of the timeline the users', () => {
    const result = applyEndpointRules(run, { rename: [], ignore: [buildMatch('/health')] });
    expect(result.total).toEqual({
      requests: 100,
      failures: 1,
      metrics: [...buildMetrics({ avg: 5 }), { name: 'error_rate_pct', value: 1, provenance: 'exact' }],
    });
    expect(result.timeline).toEqual({ intervalSeconds: 1, points: [{ offsetSeconds: 0, users: 3 }] });
  });
  it('sees the new names', () => {
    const rules = { rename: [{ from: { glob: '/health*' }, to: '/ops' }], ignore: [buildMatch('/ops')] };
    expect(applyEndpointRules(run, rules).endpoints).toEqual([query]);
    expect(applyEndpointRules(run, { ...rules, ignore: [buildMatch('/health')] }).endpoints).toHaveLength(2);
  });
  it('has no total where nothing is left', () => {
    const result = applyEndpointRules(run, { rename: [], ignore: [buildMatch('*')] });
    expect(result.endpoints).toEqual([]);
    expect(result).not.toHaveProperty('total');
  });
  it('leaves everything as it is where nothing matches', () => {
    expect(applyEndpointRules(run, { rename: [], ignore: [buildMatch('/nothing')] })).toEqual(run);
    expect(applyEndpointRules(run, { rename: [], ignore: [] })).toBe(run);
  });
});
