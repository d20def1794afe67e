import { describe, expect, it } from 'vitest';
import { assertDocument, flatToRun, type Run, UserError } from '@loadline/schema';
import * as baseline from './index.js';
import { buildBaseline, diffBaselines, seriesValue, summarizeBaseline } from './index.js';

const options = { createdAt: '2026-11-21T00:00:00.000Z', strategy: 'file', rulesHash: 'abc' };
const flat = (values: Record<string, number>, time?: string): Run => {
  const run = flatToRun({ api: values, ...(time === undefined ? {} : { rag: { rps: 1, timestamp: time } }) }, { as: 'services' });
  return run;
};
const endpointRun = (id: string, requests: number, failures: number, p95: number, startedAt?: string): Run => ({
  ...flat({ rps: 1 }),
  run: {
    id,
    tool: 'locust',
    load: { model: 'closed', users: 10 },
    partial: false,
    sources: [],
    ...(startedAt === undefined ? {} : { startedAt }),
  },
  endpoints: [
    {
      kind: 'request',
      method: 'GET',
      name: '/a',
      requests,
      failures,
      metrics: [{ name: 'p95_latency_ms', value: p95, provenance: 'histogram', resolution: 10 }],
    },
  ],
  total: { requests, failures, metrics: [] },
  services: [
    {
      name: 'all',
      requests,
      failures,
      metrics: [
        { name: 'p95_latency_ms', value: p95, provenance: 'histogram', resolution: 10 },
        { name: 'avg_latency_ms', value: 100, provenance: 'exact' },
      ],
      mix: [{ endpoint: { kind: 'request', method: 'GET', name: '/a' }, sharePct: 100 }],
    },
  ],
});

describe('the public surface', () => {
  it('is these names', () => {
    expect(Object.keys(baseline).sort()).toEqual(['buildBaseline', 'diffBaselines', 'findInvalid', 'seriesValue', 'summarizeBaseline']);
  });
});

describe('buildBaseline', () => {
  it('lines values up with its runs, oldest first', () => {
    const built = buildBaseline(
      [endpointRun('new', 1000, 1, 120, '2026-11-02T00:00:00.000Z'), endpointRun('old', 900, 0, 100, '2026-11-01T00:00:00.000Z')],
      { ...options, acceptedBy: 'ada', rationale: 'quiet week' },
    );
    assertDocument(built);
    expect(built.runs.map((run) => run.id)).toEqual(['old', 'new']);
    expect(built.services[0]).toMatchObject({ requests: [900, 1000], failures: [0, 1] });
    expect(built.services[0]?.endpoints[0]?.metrics[0]).toEqual({
      name: 'p95_latency_ms',
      unit: 'ms',
      better: 'lower',
      values: [100, 120],
      provenance: 'histogram',
      resolution: [10, 10],
    });
    expect(built.baseline).toMatchObject({ users: 10, rulesHash: 'abc', acceptedBy: 'ada', rationale: 'quiet week' });
    expect(built.invalid.filter((part) => part.code !== 'estimated')).toEqual([]);
  });
  it('keeps how exactly each run knew its value, and says nothing where none did', () => {
    const exactly = (id: string, error?: number): Run => {
      const run = endpointRun(id, 1000, 0, 100);
      const metrics = [{ name: 'p95_latency_ms', value: 100, provenance: 'exact' as const, vif: 2 }].map((metric) =>
        error === undefined ? metric : { ...metric, lnStandardError: error },
      );
      return { ...run, endpoints: run.endpoints.map((endpoint) => ({ ...endpoint, metrics })) };
    };
    const built = buildBaseline([exactly('a', 0.02), exactly('b'), exactly('c', 0.03)], options);
    expect(built.services[0]?.endpoints[0]?.metrics[0]?.lnStandardError).toEqual([0.02, null, 0.03]);
    expect(buildBaseline([exactly('a')], options).services[0]?.endpoints[0]?.metrics[0]).not.toHaveProperty('lnStandardError');
    expect(() => assertDocument(built)).not.toThrow();
  });
  it('puts null where a run has no value', () => {
    const built = buildBaseline([endpointRun('a', 1, 0, 5), { ...endpointRun('b', 1, 0, 5), services: [], endpoints: [] }], options);
    expect(built.services[0]?.metrics[0]?.values).toEqual([5, null]);
    expect(built.services[0]?.requests).toEqual([1, null]);
  });
  it('names what failed too much', () => {
    const built = buildBaseline([endpointRun('a', 100, 6, 5)], options);
    expect(built.invalid.filter((part) => part.code === 'too-many-failures').map((part) => part.scope)).toEqual([
      'run',
      'service',
      'endpoint',
    ]);
    expect(built.invalid.find((part) => part.scope === 'endpoint')?.reason).toBe('6 of 100 requests of GET /a failed, more than 5 %');
    expect(buildBaseline([endpointRun('a', 100, 5, 5)], options).invalid.filter((part) => part.code === 'too-many-failures')).toEqual([]);
  });
  it('names the one run in which a part failed too much, where the runs together hold', () => {
    const built = buildBaseline([endpointRun('a', 1000, 0, 5), endpointRun('b', 100, 9, 5)], options);
    const parts = built.invalid.filter((part) => part.code === 'too-many-failures');
    expect(parts.map((part) => [part.scope, part.run])).toEqual([
      ['run', 'b'],
      ['service', 'b'],
      ['endpoint', 'b'],
    ]);
    expect(parts[2]?.reason).toBe('9 of 100 requests of GET /a failed in the run b, more than 5 %');
  });
  it('counts failures against the requests of the runs that tell both', () => {
    const silent = endpointRun('a', 10_000, 0, 5);
    for (const part of [silent.endpoints[0], silent.services?.[0], silent.total]) if (part !== undefined) part.failures = null;
    const built = buildBaseline([silent, endpointRun('b', 100, 9, 5)], options);
    expect(built.invalid.find((part) => part.scope === 'endpoint')?.reason).toBe('9 of 100 requests of GET /a failed, more than 5 %');
    expect(buildBaseline([flat({ rps: 1, total_requests: 10, total_failures: 1 })], options).invalid.map((part) => part.scope)).toEqual([
      'run',
      'service',
    ]);
  });
  it('keeps the order of runs where one does not tell its start', () => {
    const built = buildBaseline(
      [
        endpointRun('a', 1, 0, 5, '2026-11-02T00:00:00.000Z'),
        endpointRun('b', 1, 0, 5),
        endpointRun('c', 1, 0, 5, '2026-11-01T00:00:00.000Z'),
      ],
      options,
    );
    expect(built.runs.map((run) => run.id)).toEqual(['a', 'b', 'c']);
  });
  it('estimates what was not measured, and says that it may not be gated', () => {
    const built = buildBaseline([flat({ avg_latency_ms: 150, rps: 1 })], options);
    const p95 = built.services[0]?.metrics.find((series) => series.name === 'p95_latency_ms');
    expect(p95).toMatchObject({ values: [210], provenance: 'estimated' });
    expect(built.invalid.map((part) => `${part.metric} ${part.code}`)).toEqual(['p95_latency_ms estimated', 'p99_latency_ms estimated']);
  });
  it('says what differs among its runs', () => {
    const other = endpointRun('b', 1, 0, 5);
    other.run = { ...other.run, tool: 'k6', load: { model: 'open', users: 20 }, warmupSeconds: 30 };
    const built = buildBaseline([endpointRun('a', 1, 0, 5), other], options);
    expect(built.diagnostics.map((each) => each.code)).toEqual([
      'baseline-users-differ',
      'baseline-tools-differ',
      'baseline-models-differ',
      'baseline-warmups-differ',
    ]);
    expect(built.diagnostics.at(-1)?.message).toBe('the runs of the baseline are of different warm-ups: 0 s, 30 s');
    expect(built.runs.map((run) => run.warmupSeconds)).toEqual([undefined, 30]);
    expect(built.baseline.users).toBeNull();
  });
  it('refuses none, the same twice, and what is not grouped', () => {
    expect(() => buildBaseline([], options)).toThrow(UserError);
    expect(() => buildBaseline([endpointRun('a', 1, 0, 5), endpointRun('a', 1, 0, 5)], options)).toThrow(/the same run twice/);
    const { services: _services, ...ungrouped } = endpointRun('a', 1, 0, 5);
    expect(() => buildBaseline([ungrouped], options)).toThrow(/groupServices/);
  });
});

describe('seriesValue', () => {
  it('is the median of what is known', () => {
    expect(seriesValue({ values: [1, null, 100, 3] })).toBe(3);
    expect(seriesValue({ values: [null] })).toBeNull();
  });
});

describe('diffBaselines', () => {
  it('sets every metric side by side', () => {
    const before = buildBaseline([flat({ p95_latency_ms: 100, rps: 5 })], options);
    const after = buildBaseline([flat({ p95_latency_ms: 120, error_rate_pct: 0 })], { ...options, rulesHash: 'other' });
    const diff = diffBaselines(before, after);
    expect(diff.rows.map((row) => [row.metric, row.before, row.after, row.change.relativePct, row.status])).toEqual([
      ['p95_latency_ms', 100, 120, 20, 'changed'],
      ['rps', 5, null, null, 'removed'],
      ['error_rate_pct', null, 0, null, 'added'],
    ]);
    expect(diff.rulesDiffer).toBe(true);
    expect(diffBaselines(before, before).rows.every((row) => row.status === 'same')).toBe(true);
  });
});

describe('diffBaselines, of runs', () => {
  it('names the runs that only one is made of, and leaves out what neither measured', () => {
    const [before, after] = [
      buildBaseline([endpointRun('a', 1, 0, 5), endpointRun('b', 1, 0, 5)], options),
      buildBaseline([endpointRun('b', 1, 0, 6), endpointRun('c', 1, 0, 6)], options),
    ];
    const diff = diffBaselines(before, after);
    expect(diff.runs).toEqual({ before: 2, after: 2, removed: ['a'], added: ['c'] });
    expect(diff.users).toEqual({ before: 10, after: 10 });
    expect(diff.rows.filter((row) => row.endpoint !== undefined)).toMatchObject([
      { service: 'all', metric: 'p95_latency_ms', before: 5, after: 6, change: { absolute: 1, relativePct: 20 }, status: 'changed' },
    ]);
    for (const built of [before, after])
      for (const series of built.services[0]?.metrics ?? []) series.values = series.values.map(() => null);
    expect(diffBaselines(before, after).rows.every((row) => row.endpoint !== undefined)).toBe(true);
  });
});

describe('summarizeBaseline', () => {
  const built = buildBaseline(
    [endpointRun('a', 1000, 2, 100, '2026-11-01T00:00:00.000Z'), endpointRun('b', 900, 0, 120, '2026-11-02T12:00:00.000Z')],
    { ...options, acceptedBy: 'ada' },
  );
  it('has age, runs, users, and the headline metrics with their spread', () => {
    const summary = summarizeBaseline(built, { now: '2026-11-05T00:00:00.000Z' });
    expect(summary).toMatchObject({ ageDays: 2.5, users: 10, strategy: 'file', acceptedBy: 'ada', invalid: built.invalid });
    expect(summary.runs).toMatchObject([
      { id: 'a', requests: 1000, failures: 2 },
      { id: 'b', requests: 900, failures: 0 },
    ]);
    expect(summary.services[0]).toMatchObject({ name: 'all', endpoints: 1, requests: 1900, failures: 2 });
    expect(summary.services[0]?.metrics[0]).toEqual({
      name: 'p95_latency_ms',
      label: 'p95',
      unit: 'ms',
      value: 110,
      min: 100,
      max: 120,
      spreadPct: (20 / 110) * 100,
      runs: 2,
      estimated: false,
    });
    expect(summary.services[0]?.metrics.map((metric) => [metric.label, metric.estimated])).toEqual([
      ['p95', false],
      ['p99', true],
      ['avg', false],
    ]);
  });
  it('tells the age by when it was built where no run tells its start; it is never negative', () => {
    const undated = buildBaseline([flat({ error_rate_pct: 0, rps: 1 })], options);
    expect(summarizeBaseline(undated, { now: '2026-11-22T00:00:00.000Z' }).ageDays).toBe(1);
    expect(summarizeBaseline(undated, { now: '2026-11-01T00:00:00.000Z' }).ageDays).toBe(0);
    expect(summarizeBaseline(undated, { now: 'soon' }).ageDays).toBeNull();
    expect(summarizeBaseline(undated, { now: 'soon' }).services[0]?.metrics.map((metric) => [metric.label, metric.spreadPct])).toEqual([
      ['errors', null],
      ['rps', 0],
    ]);
  });
});
