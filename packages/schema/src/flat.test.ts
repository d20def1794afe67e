import { describe, expect, it } from 'vitest';
import { baselineToFlat, flatToBaseline, flatToRun, isFlat, runToFlat } from './flat.js';
import { assertDocument } from './validate.js';

const service = {
  avg_latency_ms: 150,
  median_latency_ms: 120,
  p95_latency_ms: 210,
  p99_latency_ms: 255,
  min_latency_ms: 50,
  max_latency_ms: 500,
  error_rate_pct: 0.5,
  rps: 50,
  total_requests: 1000,
  total_failures: 5,
  baseline_users: 1,
  timestamp: '2025-10-17T04:40:26.871025Z',
};
const metric = (value: unknown, name: string) => flatToRun(value).endpoints[0]?.metrics.find((each) => each.name === name);

describe('flatToRun', () => {
  it('takes names, counts, users and time', () => {
    const run = flatToRun({ _comment: 'x', api: service });
    assertDocument(run);
    expect(run.endpoints[0]).toMatchObject({ kind: 'request', name: 'api', requests: 1000, failures: 5 });
    expect(run.run).toMatchObject({ tool: 'flat', startedAt: '2025-10-17T04:40:26.871Z', load: { users: 1 } });
    expect(metric({ api: service }, 'p50_latency_ms')).toEqual({ name: 'p50_latency_ms', value: 120, provenance: 'unstated' });
  });
  it('reads multiples of the mean as estimates', () => {
    expect(metric({ api: service }, 'p95_latency_ms')?.provenance).toBe('estimated');
    expect(metric({ api: service }, 'p99_latency_ms')?.provenance).toBe('estimated');
    expect(metric({ api: { ...service, p95_latency_ms: 211 } }, 'p95_latency_ms')?.provenance).toBe('unstated');
  });
  it('reads a latency of 0 with requests as missing', () => {
    expect(metric({ api: { ...service, p95_latency_ms: 0 } }, 'p95_latency_ms')).toBeUndefined();
  });
  it('recomputes the error rate, and says when the file contradicts itself', () => {
    expect(
      metric({ api: { ...service, total_failures: 1, total_requests: 300, error_rate_pct: 0.33 } }, 'error_rate_pct')?.value,
    ).toBeCloseTo(100 / 300, 12);
    const contradiction = flatToRun({ api: { ...service, error_rate_pct: 0.005 } });
    expect(contradiction.diagnostics[0]).toMatchObject({ code: 'flat-error-rate' });
    expect(contradiction.endpoints[0]?.metrics.find((each) => each.name === 'error_rate_pct')?.value).toBe(0.5);
  });
  it('leaves out what is no number, and says so', () => {
    const run = flatToRun({ api: { p95_latency_ms: '450ms', rps: 3, phase: 'baseline', ok: true } });
    expect(run.endpoints[0]?.metrics.map((each) => each.name)).toEqual(['rps']);
    expect(run.diagnostics.map((each) => each.message)).toEqual([
      expect.stringContaining('`450ms`'),
      expect.stringContaining('`baseline`'),
      expect.stringContaining('not a number'),
    ]);
  });
  it('keeps custom metrics, with the unit that their name says', () => {
    expect(metric({ rag: { query_p95_ms: 1200 } }, 'query_p95_ms')).toEqual({
      name: 'query_p95_ms',
      value: 1200,
      provenance: 'unstated',
      unit: 'ms',
      better: 'none',
    });
  });
  it('refuses what is not flat', () => {
    expect(isFlat({ api: { requests: 3 } })).toBe(false);
    expect(isFlat([])).toBe(false);
    expect(isFlat({ result: { rps: { mean: 3 } } })).toBe(false);
    expect(isFlat({ kind: 'loadline/run', api: service })).toBe(false);
    expect(() => flatToRun({ api: 3 }, { name: 'x.json' })).toThrow(/x\.json: a JSON value that is not in the flat form/);
  });
  it('holds hostile names; `__proto__` begins with `_` and is a comment', () => {
    const run = flatToRun(JSON.parse('{"__proto__": {"rps": 1}, "constructor": {"rps": 2}, "<b>|`": {"rps": 3}}'));
    expect(run.endpoints.map((endpoint) => endpoint.name)).toEqual(['constructor', '<b>|`']);
    expect(Object.keys(runToFlat(run))).toEqual(['constructor', '<b>|`']);
  });
});

describe('writing the flat form', () => {
  it('comes back as it went', () => {
    const { baseline_users: _users, timestamp: _time, ...numbers } = service;
    expect(runToFlat(flatToRun({ api: service }))).toEqual({ api: numbers });
    expect(baselineToFlat(flatToBaseline({ api: service }))).toEqual({ api: { ...service, timestamp: '2025-10-17T04:40:26.871Z' } });
    assertDocument(flatToBaseline({ api: service }));
  });
  it('writes an estimate where a percentile is missing, which is read as one again', () => {
    const flat = runToFlat(flatToRun({ api: { avg_latency_ms: 100, total_requests: 10 } }));
    expect(flat['api']).toMatchObject({ p95_latency_ms: 140, p99_latency_ms: 170 });
    expect(metric(flat, 'p95_latency_ms')?.provenance).toBe('estimated');
  });
});
