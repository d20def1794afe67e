import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertDocument, type Endpoint, type Run, UserError } from '@loadline/schema';
import { buildEndpoint, buildError, buildHistogram, buildMetrics, buildRun, valuesOf } from '../test/build-run.js';
import { mergeRuns } from './merge-runs.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();

describe('mergeRuns', () => {
  it('sums counts, adds histograms, and takes throughput over the union of the windows', () => {
    // Windows 12:00:00–12:01:00 and 12:00:30–12:01:30: 90 s. 900 + 450 requests: 15/s. avg (900 × 10 + 450 × 40) / 1350 = 20.
    const left = buildRun([buildEndpoint('GET /a', 900, 9, { avg: 10, rps: 15, p50: 10 }, { histogram: buildHistogram([[10, 900]]) })], {
      run: { id: 'left', startedAt: at(0), durationSeconds: 60 },
    });
    const right = buildRun(
      [
        buildEndpoint(
          'GET /a',
          450,
          0,
          { avg: 40, rps: 7.5, p50: 40 },
          {
            histogram: buildHistogram([
              [10, 50],
              [40, 400],
            ]),
          },
        ),
        buildEndpoint('GET /', 90, 0),
      ],
      { run: { id: 'right', startedAt: at(30), durationSeconds: 60, load: { model: 'closed', users: 5 } } },
    );
    const merged = mergeRuns([left, right]);
    expect(merged.run).toMatchObject({ startedAt: at(0), durationSeconds: 90, load: { model: 'closed', users: 15 }, partial: false });
    expect(merged.endpoints.map((endpoint) => endpoint.name)).toEqual(['/', '/a']);
    // Seen by one part only: 90 requests over the 90 s of all.
    expect(valuesOf(merged.endpoints[0])).toEqual({ rps: 1 });
    const a = merged.endpoints[1];
    expect(a).toMatchObject({
      requests: 1350,
      failures: 9,
      histogram: buildHistogram([
        [10, 950],
        [40, 400],
      ]),
    });
    expect(valuesOf(a)).toEqual({ avg_latency_ms: 20, p50_latency_ms: 10, error_rate_pct: (9 / 1350) * 100, rps: 15 });
    expect(merged.run.sources.map((source) => source.name)).toEqual(['left_stats.csv', 'right_stats.csv']);
    expect(() => assertDocument(merged)).not.toThrow();
  });
  it('sums failures by message and endpoint', () => {
    const a = buildEndpoint('GET /a', 10, 3);
    const b = buildEndpoint('GET /b', 10, 1);
    const left = buildRun([a, b], {
      errors: [{ ...buildError('500', 2, a), firstSeen: at(5), lastSeen: at(9) }, buildError('500', 1, b), buildError('refused', 1, a)],
      errorsComplete: true,
    });
    const right = buildRun([a], {
      run: { id: 'b' },
      errors: [{ ...buildError('500', 3, a), firstSeen: at(2), lastSeen: at(7) }],
      errorsComplete: true,
    });
    const merged = mergeRuns([left, right]);
    expect(merged.errors).toEqual([
      { ...buildError('500', 5, a), firstSeen: at(2), lastSeen: at(9) },
      buildError('500', 1, b),
      buildError('refused', 1, a),
    ]);
    expect(merged.errorsComplete).toBe(true);
    expect(mergeRuns([left, { ...right, errorsComplete: false }]).errorsComplete).toBe(false);
    expect(mergeRuns([left, buildRun([buildEndpoint('GET /a', 10, 0)], { run: { id: 'c' } })]).errorsComplete).toBe(true);
  });
  it('keeps what the parts agree on', () => {
    const environment = { os: 'linux', cpuCount: 4 };
    const labels = { commit: 'abc', branch: 'main', custom: [{ name: 'team', value: 'x' }] };
    const left = buildRun([], { run: { labels, environment, toolVersion: '2.1', suite: 's' } });
    const right = buildRun([], {
      run: {
        id: 'b',
        labels: { ...labels, branch: 'dev' },
        environment: { cpuCount: 4, os: 'linux' },
        toolVersion: '2.2',
        suite: 's',
        partial: true,
      },
    });
    const merged = mergeRuns([left, right]);
    expect(merged.run).toMatchObject({ labels: { commit: 'abc', custom: labels.custom }, environment, suite: 's', partial: true });
    expect(merged.run.labels).not.toHaveProperty('branch');
    expect(merged.run).not.toHaveProperty('toolVersion');
    expect(merged.diagnostics).toEqual([
      { code: 'shards-versions', severity: 'warning', message: 'the parts were written by different versions of locust' },
    ]);
  });
  it('adds timelines interval by interval', () => {
    const timeline = (...points: { offsetSeconds: number; users: number; rps: number | null; p95LatencyMs?: number }[]) => ({
      intervalSeconds: 10,
      points,
    });
    const left = buildRun([], {
      run: { startedAt: at(0), durationSeconds: 20 },
      timeline: timeline({ offsetSeconds: 0, users: 1, rps: 5, p95LatencyMs: 9 }, { offsetSeconds: 10, users: 2, rps: 6, p95LatencyMs: 9 }),
    });
    const right = buildRun([], {
      run: { id: 'b', startedAt: at(12), durationSeconds: 20 },
      timeline: timeline({ offsetSeconds: 0, users: 10, rps: 50 }, { offsetSeconds: 10, users: 20, rps: null }),
    });
    expect(mergeRuns([left, right]).timeline?.points).toEqual([
      { offsetSeconds: 0, users: 1, rps: 5, p95LatencyMs: 9 },
      { offsetSeconds: 10, users: 12, rps: 56 },
      { offsetSeconds: 20, users: 20, rps: null },
    ]);
    const without = mergeRuns([left, buildRun([], { run: { id: 'c', startedAt: at(0), durationSeconds: 20 } })]);
    expect(without).not.toHaveProperty('timeline');
    expect(without.diagnostics.map((each) => each.code)).toEqual(['shards-timeline']);
  });
  it('lays out only what it can', () => {
    const length = (...runs: Run[]) => mergeRuns(runs).run;
    const bare = (id: string, durationSeconds?: number) =>
      buildRun([], { run: { id, ...(durationSeconds === undefined ? {} : { durationSeconds }) } });
    expect(length(bare('a', 10), bare('b', 30))).toMatchObject({ durationSeconds: 30 });
    expect(length(bare('a', 10), bare('b'))).not.toHaveProperty('durationSeconds');
    const mixed = length(bare('a', 10), buildRun([], { run: { id: 'b', startedAt: at(0), durationSeconds: 10 } }));
    expect(mixed).not.toHaveProperty('durationSeconds');
    expect(mixed).not.toHaveProperty('startedAt');
  });
  it('joins totals, from the distributions where they are known', () => {
    const total = (requests: number, values: Record<string, number>) => ({ requests, failures: 0, metrics: buildMetrics(values) });
    const plain = (id: string, requests: number, values: Record<string, number>) =>
      buildRun([buildEndpoint('/a', requests, 0, values)], { run: { id }, total: total(requests, values) });
    // (1 × 10 + 3 × 50) / 4
    expect(mergeRuns([plain('a', 1, { avg: 10 }), plain('b', 3, { avg: 50 })]).total).toMatchObject({
      requests: 4,
      metrics: [
        { name: 'avg_latency_ms', value: 40 },
        { name: 'error_rate_pct', value: 0 },
      ],
    });
    const rich = (id: string, valueMs: number) =>
      buildRun([buildEndpoint('/a', 2, 0, { p95: valueMs }, { histogram: buildHistogram([[valueMs, 2]]) })], {
        run: { id },
        total: total(2, { p95: valueMs }),
      });
    expect(mergeRuns([rich('a', 10), rich('b', 70)]).total?.metrics).toContainEqual({
      name: 'p95_latency_ms',
      value: 70,
      provenance: 'histogram',
      resolution: 1,
    });
    expect(mergeRuns([plain('a', 1, {}), buildRun([], { run: { id: 'b' } })])).not.toHaveProperty('total');
  });
  it('holds a threshold of the tool’s that held in every part', () => {
    const withSlo = (id: string, held: boolean) => buildRun([], { run: { id }, slos: [{ expression: 'p(95)<500', held }] });
    expect(mergeRuns([withSlo('a', true), withSlo('b', false)]).slos).toEqual([{ expression: 'p(95)<500', held: false }]);
  });
  it('drops services, which speak of one part only', () => {
    expect(
      mergeRuns([
        buildRun([], { services: [{ name: 'all', requests: 1, failures: 0, metrics: [], mix: [] }] }),
        buildRun([], { run: { id: 'b' } }),
      ]),
    ).not.toHaveProperty('services');
  });
});

describe('mergeRuns refuses', () => {
  const failure = (...runs: Run[]) => {
    try {
      mergeRuns(runs);
    } catch (error) {
      return error instanceof UserError ? { code: error.code, message: error.message } : error;
    }
    return undefined;
  };
  it('the same content twice, and names its hash', () => {
    expect(failure(buildRun([], { run: { id: 'abc' } }), buildRun([], { run: { id: 'abc' } }))).toMatchObject({
      code: 'shards-twice',
      message: expect.stringContaining('abc_stats.csv (SHA-256 6162630') as unknown,
    });
  });
  it('parts of different tools, scenarios or warm-ups', () => {
    expect(failure(buildRun([]), buildRun([], { run: { id: 'b', tool: 'k6' } }))).toMatchObject({
      code: 'shards-differ',
      message: expect.stringContaining('k6, locust') as unknown,
    });
    expect(failure(buildRun([], { run: { scenario: 'x' } }), buildRun([], { run: { id: 'b' } }))).toMatchObject({
      code: 'shards-differ',
      message: expect.stringContaining('scenarios') as unknown,
    });
    expect(failure(buildRun([], { run: { warmupSeconds: 30 } }), buildRun([], { run: { id: 'b' } }))).toMatchObject({
      code: 'shards-differ',
      message: expect.stringContaining('0 s, 30 s') as unknown,
    });
  });
  it('nothing at all, and two values of one given metric', () => {
    expect(failure()).toMatchObject({ code: 'shards-none' });
    const given = (id: string, value: number) =>
      buildRun([], { run: { id }, given: [{ service: 's', metric: { name: 'm', value, provenance: 'unstated' } }] });
    expect(failure(given('a', 1), given('b', 2))).toMatchObject({ code: 'shards-given' });
    expect(mergeRuns([given('a', 1), given('b', 1)]).given).toHaveLength(1);
  });
});

describe('mergeRuns: order', () => {
  const endpoints: fc.Arbitrary<Endpoint[]> = fc.uniqueArray(
    fc
      .record({
        name: fc.constantFrom('/a', '/b', '/c'),
        times: fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 5 }),
        failures: fc.nat({ max: 5 }),
        vif: fc.option(fc.integer({ min: 1, max: 9 })),
      })
      .map(({ name, times, failures, vif }) => {
        const distinct = [...new Map(times)].sort(([a], [b]) => a - b);
        const requests = distinct.reduce((sum, [, count]) => sum + count, 0);
        return buildEndpoint(
          name,
          requests,
          Math.min(failures, requests),
          { p50: 1, p95: 1 },
          {
            histogram: buildHistogram(distinct),
            ...(vif === null ? {} : { vif }),
          },
        );
      }),
    { selector: (endpoint) => endpoint.name },
  );
  const shard = (id: string) =>
    fc.record({ list: endpoints, second: fc.nat({ max: 50 }), length: fc.integer({ min: 1, max: 60 }) }).map(({ list, second, length }) =>
      buildRun(list, {
        run: { id, startedAt: at(second), durationSeconds: length },
        errors: list.map((endpoint) => buildError('500', endpoint.failures ?? 0, endpoint)),
        errorsComplete: true,
        timeline: {
          intervalSeconds: 1,
          points: [
            { offsetSeconds: 0, users: 1, rps: length },
            { offsetSeconds: 1, users: 2, rps: second },
          ],
        },
      }),
    );
  /** The mean is a quotient and may differ in its last digit; counts, histograms and percentiles may not. */
  const withoutMeans = (run: Run): Run => ({
    ...run,
    endpoints: run.endpoints.map((endpoint) => ({
      ...endpoint,
      metrics: endpoint.metrics.filter((metric) => metric.name !== 'avg_latency_ms'),
    })),
  });

  it('of the parts does not matter, nor of the merging', () => {
    fc.assert(
      fc.property(shard('a'), shard('b'), shard('c'), (a, b, c) => {
        const atOnce = withoutMeans(mergeRuns([a, b, c]));
        expect(withoutMeans(mergeRuns([c, a, b]))).toEqual(atOnce);
        expect(withoutMeans(mergeRuns([mergeRuns([a, b]), c]))).toEqual(atOnce);
        expect(withoutMeans(mergeRuns([a, mergeRuns([c, b])]))).toEqual(atOnce);
      }),
    );
  });
  it('of a single run is made, and nothing else', () => {
    fc.assert(
      fc.property(shard('a'), (run) => {
        const alone = mergeRuns([run]);
        expect(alone.endpoints.map((endpoint) => endpoint.requests)).toEqual(
          [...run.endpoints].sort((a, b) => (a.name < b.name ? -1 : 1)).map((endpoint) => endpoint.requests),
        );
        expect(mergeRuns([alone])).toEqual(alone);
        expect(alone.timeline).toEqual(run.timeline);
      }),
    );
  });
});
