import type { Comparison, Finding, Run } from '@loadline/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRun, type Numbers } from '../testing/build.js';
import { find, judge, one } from '../testing/judge.js';

/** Runs of endpoints whose latencies are these, with percentiles as services have them. */
function runOf(latencies: Record<string, number>, more: Partial<Numbers> = {}): Run {
  const endpoints = Object.entries(latencies).map(([name, ms]) => [
    name,
    { requests: 5000, failures: 0, p50: ms / 3, p90: ms * 0.75, p95: ms, p99: ms * 1.9, rps: 17, ...more },
  ]);
  return buildRun({ all: Object.fromEntries(endpoints) as Record<string, Numbers> });
}

const paths = ['/a', '/b', '/c', '/d', '/e', '/f', '/g', '/h'];
/** Five runs that differ by some per cent, each endpoint a little by itself. */
const noise = [0, 0.02, -0.03, 0.04, -0.02];
const five = noise.map((common, run) =>
  runOf(Object.fromEntries(paths.map((path, index) => [path, 200 * (1 + common + 0.01 * Math.sin(run * 7 + index * 3))]))),
);
const current = (change: Record<string, number> = {}) =>
  runOf(Object.fromEntries(paths.map((path, index) => [path, 200 * (1 + 0.01 * Math.cos(index)) * (change[path] ?? 1)])));
const typed = { gates: [{ p95: { warn: '+10%', fail: '+30%' } }] };
const verdictOf = (comparison: Comparison, name: string, metric = 'p95_latency_ms') => find(comparison, metric, name)?.verdict;

describe('several runs of the baseline', () => {
  it('fail what is beyond its limit and proven, and say how sure it is', () => {
    const comparison = judge(five, current({ '/c': 1.6 }), { evidence: 'required', ...typed });
    const worse = find(comparison, 'p95_latency_ms', '/c');
    expect(worse).toMatchObject({ verdict: 'fail', evidence: { procedure: 'regression', method: 'moderated-t', decidedBy: 'evidence' } });
    expect(worse?.evidence.q).toBeLessThan(0.01);
    expect(worse?.change.interval?.lowPct).toBeGreaterThan(30);
    expect(worse?.change.interval?.highPct).toBeGreaterThan(worse?.change.relativePct ?? 0);
    expect(paths.filter((path) => path !== '/c').map((path) => verdictOf(comparison, path))).toEqual(new Array(7).fill('pass'));
    expect(comparison.sensitivity?.detectablePct).toBeGreaterThan(5);
  });

  it('do not fail what moved together with all others', () => {
    const together = Object.fromEntries(paths.map((path) => [path, 1.12]));
    const comparison = judge(five, current(together), { evidence: 'required', gates: [{ p95: { fail: '+10%' } }] });
    expect(comparison.shifts).toMatchObject([{ metric: 'p95', endpoints: 8, medianPct: expect.closeTo(12, 0) }]);
    expect(new Set(paths.map((path) => verdictOf(comparison, path)))).not.toContain('pass');
  });

  it('find what moved by itself while all others moved the other way', () => {
    const change = Object.fromEntries(paths.map((path) => [path, path === '/c' ? 1.12 : 0.93]));
    const evidence = find(judge(five, current(change), { evidence: 'required', ...typed }), 'p95_latency_ms', '/c')?.evidence;
    expect(evidence?.driftQ ?? 1).toBeLessThan(evidence?.q ?? 0);
  });
});

describe('one run on each side', () => {
  const before = one({ requests: 5000, p50: 70, p90: 150, p95: 200, p99: 380 });
  const after = (factor: number, requests = 5000) =>
    one({ requests, p50: 70 * factor, p90: 150 * factor, p95: 200 * factor, p99: 380 * factor });

  it('rests on an assumption, which is said', () => {
    const comparison = judge(before, after(1.6), { evidence: 'auto', ...typed });
    expect(comparison.sensitivity?.assumption).toContain('assumes that runs differ by no more than 5 %');
    expect(find(comparison, 'p95_latency_ms')?.evidence).toMatchObject({ method: 'prior-z', df: null });
    expect(find(comparison, 'p95_latency_ms')?.evidence.assumedNoisePct).toBeGreaterThan(5);
  });

  it('lets a limit that somebody typed decide alone where unchanged code would hardly break it', () => {
    expect(find(judge(before, after(1.6), { evidence: 'auto', ...typed }), 'p95_latency_ms')).toMatchObject({
      verdict: 'fail',
      evidence: { decidedBy: 'limit' },
    });
    const few = judge(one({ requests: 250, p50: 70, p90: 150, p95: 200 }), one({ requests: 250, p50: 90, p90: 196, p95: 262 }), {
      evidence: 'auto',
      ...typed,
    });
    expect(find(few, 'p95_latency_ms')).toMatchObject({ verdict: 'inconclusive', reason: { code: 'not-proven' } });
  });

  it('does not let the built-in limits decide alone', () => {
    const comparison = judge(one({ requests: 300, p50: 70, p90: 150, p95: 200 }), one({ requests: 300, p50: 70, p90: 150, p95: 252 }), {
      evidence: 'auto',
    });
    expect(verdictOf(comparison, '/a')).toBe('inconclusive');
  });

  it.each([
    ['advisory', 'fail'],
    ['auto', 'fail'],
    ['required', 'fail'],
    ['strict', 'warn'],
  ])('%s makes of a change just beyond its limit: %s', (evidence, verdict) => {
    expect(verdictOf(judge(before, after(1.35), { evidence, ...typed }), '/a')).toBe(verdict);
  });

  it('decides goals and bounds on the value by the value, whatever the noise', () => {
    const tiny = (p95: number) => one({ requests: 300, p50: 70, p90: 150, p95 });
    for (const gate of [{ p95: { slo: '< 210ms' } }, { p95: { fail: '> 210ms' } }, { p95: { fail: '+30% or > 210ms' } }])
      for (const evidence of ['auto', 'required', 'strict'])
        expect(verdictOf(judge(tiny(200), tiny(211), { evidence, gates: [gate] }), '/a')).toBe('fail');
  });

  it('calls better what is proven to be, and nothing else', () => {
    expect(verdictOf(judge(before, after(0.6), { evidence: 'auto', ...typed }), '/a')).toBe('improved');
    const wide = { evidence: 'auto', gates: [{ p95: { fail: '+80%' } }] };
    const proven = judge(before, after(0.6), wide).findings.find(({ verdict }) => verdict === 'improved');
    // −40 % is proven, and not more than +80 % the other way.
    expect(proven?.reason).toEqual({ code: 'better-than-noise', message: 'better by more than noise' });
    const noisy = judge(one({ requests: 250, p50: 70, p90: 150, p95: 200 }), one({ requests: 250, p50: 70, p90: 150, p95: 170 }), {
      evidence: 'auto',
      ...typed,
    });
    expect(verdictOf(noisy, '/a')).toBe('pass');
    const failing = judge(before, one({ requests: 5000, failures: 100, p50: 40, p90: 90, p95: 120, p99: 200 }), {
      evidence: 'auto',
      gates: [{ p95: '+30%', errors: '+0.5pp' }],
    });
    expect(find(failing, 'p95_latency_ms')).toMatchObject({ verdict: 'pass', reason: { code: 'faster-because-failing' } });
  });
});

describe('error rates', () => {
  const failing = (failures: number, requests = 5000) => one({ requests, failures, p50: 70, p95: 200 });
  const gates = { gates: [{ errors: { warn: '+0.2pp', fail: '+0.5pp' } }] };

  it('fail when the rise is more than bursts', () => {
    expect(verdictOf(judge(failing(5), failing(150), { evidence: 'required', ...gates }), '/a', 'error_rate_pct')).toBe('fail');
    expect(verdictOf(judge(failing(0, 300), failing(2, 300), { evidence: 'required', ...gates }), '/a', 'error_rate_pct')).toBe(
      'inconclusive',
    );
    expect(verdictOf(judge(failing(5), failing(6), { evidence: 'required', ...gates }), '/a', 'error_rate_pct')).toBe('pass');
  });
});

describe('properties', () => {
  const scaled = (run: Run, factor: number): Run => ({
    ...run,
    endpoints: run.endpoints.map((endpoint) => ({
      ...endpoint,
      metrics: endpoint.metrics.map((metric) => (metric.name.endsWith('_ms') ? { ...metric, value: metric.value * factor } : metric)),
    })),
  });
  const told = ({ findings }: Comparison) =>
    findings
      .map(({ endpoint, metric, verdict, evidence }: Finding) => [
        endpoint?.name,
        metric,
        verdict,
        evidence.procedure,
        evidence.q?.toFixed(9),
      ])
      .sort();
  const policy = { evidence: 'required', gates: [{ p50: { fail: '+15%' }, p95: { fail: '+15%' } }] };

  it('units change nothing', () => {
    const now = current({ '/b': 1.3 });
    const other = judge(
      five.map((run) => scaled(run, 1000)),
      scaled(now, 1000),
      policy,
    );
    expect(told(other)).toEqual(told(judge(five, now, policy)));
  });

  it('the order of runs and endpoints changes nothing', () => {
    const now = current({ '/b': 1.3 });
    const turned = five.toReversed().map((run) => ({ ...run, endpoints: run.endpoints.toReversed() }));
    expect(told(judge(turned, now, policy))).toEqual(told(judge(five, now, policy)));
  });

  it('a larger shift never weakens the verdict', () => {
    const strength = (factor: number) =>
      ['pass', 'inconclusive', 'warn', 'fail'].indexOf(verdictOf(judge(five, current({ '/d': factor }), policy), '/d') ?? '');
    fc.assert(
      fc.property(fc.double({ min: 1, max: 3, noNaN: true }), fc.double({ min: 1, max: 1.5, noNaN: true }), (factor, more) => {
        expect(strength(factor * more)).toBeGreaterThanOrEqual(strength(factor));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['equal runs without any variance', { p50: 70, p90: 150, p95: 200 }, { p50: 70, p90: 150, p95: 200 }],
    ['a latency of 0', { p50: 0, p90: 0, p95: 0 }, { p50: 0, p90: 0, p95: 0 }],
    ['a single request', { requests: 1, p95: 200 }, { requests: 1, p95: 400 }],
    ['no counts', { requests: null as unknown as number, p95: 200 }, { requests: null as unknown as number, p95: 200 }],
  ])('%s is judged or left out, never NaN', (_what, before, after) => {
    for (const evidence of ['auto', 'required', 'strict', 'advisory']) {
      const comparison = judge([one(before), one(before), one(before)], one(after), { evidence, ...typed });
      expect(JSON.stringify(comparison)).not.toContain('null,"highPct"');
      expect(JSON.stringify(comparison.sensitivity ?? '')).not.toContain('NaN');
    }
  });
});

it('hundreds of endpoints with five metrics over many runs are judged as one report', () => {
  const large = (run: number) =>
    runOf(
      Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`/${index}`, 100 + (index % 50) + ((run * 31 + index * 17) % 10) / 5])),
    );
  const comparison = judge(
    Array.from({ length: 9 }, (_, run) => large(run)),
    large(9),
    { evidence: 'auto', gates: [{ p50: '+20%', p95: '+20%', p99: '+20%', errors: '+0.5pp', rps: '-20%' }] },
  );
  expect(comparison.counts.endpoints.pass).toBe(300);
}, 30_000);
