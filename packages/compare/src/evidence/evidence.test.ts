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

describe('evidence for a warning only', () => {
  const failing = (failures: number) => one({ requests: 205, failures, p50: 70, p95: 200 });
  const found = (written: object, before = failing(0), after = failing(10)) =>
    find(judge(before, after, { evidence: 'auto', ...written }), 'error_rate_pct');

  it('is suspected, not a broken warning limit, where there is none', () => {
    expect(found({})).toMatchObject({
      verdict: 'warn',
      limit: { level: 'fail', text: '+0.5pp', broken: true },
      reason: { code: 'suspected', message: 'beyond the limit +0.5pp, which is suspected and not yet proven; proven, it would fail' },
    });
  });
  it('is a broken warning limit where one is broken', () => {
    const gates = [{ errors: { warn: '+0.2pp', fail: '+0.5pp' } }];
    expect(found({ gates })).toMatchObject({
      verdict: 'warn',
      limit: { level: 'warn', text: '+0.2pp', broken: true },
      reason: { code: 'warn-limit-broken' },
    });
  });
  it('is suspected where the warning limit holds', () => {
    const gates = [{ errors: { warn: '+50pp', fail: '+0.5pp' } }];
    expect(found({ gates })).toMatchObject({ verdict: 'warn', limit: { level: 'fail' }, reason: { code: 'suspected' } });
  });
});

describe('what cannot be weighed', () => {
  const uncounted = (p95: number, more: Partial<Numbers> = {}) => one({ requests: null, failures: null, p95, ...more });
  const verdicts = (before: Run, after: Run, gates: object[] | undefined, metric = 'p95_latency_ms') =>
    ['auto', 'required', 'strict', 'advisory'].map(
      (evidence) => find(judge(before, after, { evidence, ...(gates === undefined ? {} : { gates }) }), metric)?.verdict,
    );

  it('is decided by a limit that somebody typed, where no evidence is required', () => {
    const [before, after] = [uncounted(200), uncounted(270)];
    expect(verdicts(before, after, [{ p95: '+25%' }])).toEqual(['fail', 'inconclusive', 'inconclusive', 'fail']);
    expect(verdicts(before, after, undefined)).toEqual(['inconclusive', 'inconclusive', 'inconclusive', 'fail']);
    expect(find(judge(before, after, { evidence: 'auto' }), 'p95_latency_ms')?.reason.message).toBe(
      'beyond the limit +25%, and without the number of requests it cannot be told from noise',
    );
  });
  it('is a maximum, however many requests there are', () => {
    const gates = [{ max: '+25%' }];
    expect(verdicts(one({ p95: 1, max: 200 }), one({ p95: 1, max: 400 }), gates, 'max_latency_ms')).toEqual([
      'fail',
      'inconclusive',
      'inconclusive',
      'fail',
    ]);
  });
  it('is decided by its limit where it is a metric of one’s own', () => {
    const written = { metrics: [{ name: 'violations', unit: 'count', better: 'lower' }], gates: [{ violations: '+1' }] };
    for (const evidence of ['auto', 'required', 'strict', 'advisory'])
      expect(find(judge(one({ violations: 1 }), one({ violations: 3 }), { evidence, ...written }), 'violations')?.verdict).toBe('fail');
  });
  it('is not called better', () => {
    expect(verdicts(uncounted(400), uncounted(100), [{ p95: '+25%' }])).toEqual(['pass', 'pass', 'pass', 'improved']);
  });
  it('still breaks a goal', () => {
    expect(verdicts(uncounted(200), uncounted(900), [{ p95: { slo: '< 500ms' } }])).toEqual(['fail', 'fail', 'fail', 'fail']);
  });
});

describe('a clock of whole milliseconds', () => {
  const fast = (p50: number, run = 0) =>
    one({ requests: 5000, failures: 0, p50, p90: p50 + 1, p95: p50 + 2, p99: p50 + 4 }, { id: `${run}` });
  const of = (before: number, after: number, evidence: string, gates: object = { gates: [{ p50: '+25%' }] }) =>
    find(judge([fast(before, 1), fast(before, 2), fast(before, 3)], fast(after, 4), { evidence, ...gates }), 'p50_latency_ms');

  it.each([
    [0, 1],
    [1, 2],
    [3, 4],
  ])('does not prove a change by one step: %i to %i ms', (before, after) => {
    for (const evidence of ['auto', 'required', 'strict'])
      expect(of(before, after, evidence)).toMatchObject({
        verdict: 'inconclusive',
        reason: { message: 'beyond the limit +25%, but by no more than one step of what the measured times can tell (1 ms)' },
      });
    expect(of(after, before, 'auto')?.verdict).toBe('pass');
    expect(of(before, after, 'advisory')?.verdict).toBe('fail');
  });
  it('proves what is far more than a step, from 0 ms too', () => {
    expect(of(0, 500, 'required')?.verdict).toBe('fail');
    expect(of(3, 30, 'required')?.verdict).toBe('fail');
    expect(of(0, 500, 'auto', {})?.verdict).toBe('fail');
  });
});

describe('error rates that fell', () => {
  it('are better where that is proven, and else within their limit', () => {
    const failing = (failures: number) => one({ requests: 5000, failures, p50: 70, p95: 200 });
    const verdicts = (before: number, after: number) =>
      ['auto', 'advisory'].map(
        (evidence) => find(judge(failing(before), failing(after), { evidence, gates: [{ errors: '+0.1pp' }] }), 'error_rate_pct')?.verdict,
      );
    expect(verdicts(150, 5)).toEqual(['improved', 'improved']);
    expect(verdicts(30, 20)).toEqual(['pass', 'improved']);
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

  it('swapping the sides turns every change round', () => {
    const shift = fc.double({ min: 0.6, max: 1.7, noNaN: true });
    const of = (comparison: Comparison) => comparison.findings.filter(({ metric }) => metric.endsWith('_latency_ms'));
    fc.assert(
      fc.property(shift, shift, (b, d) => {
        const now = [current({ '/b': b, '/d': d }), current({ '/b': b * 1.01, '/d': d * 0.99 })];
        const [forth, back] = [judge(five, now, policy), judge(now, five, policy)];
        for (const one of of(forth)) {
          const other = of(back).find(({ endpoint, metric }) => endpoint?.name === one.endpoint?.name && metric === one.metric);
          // ln(1 + change) turns its sign, and the probability of one side is that of the other turned round.
          expect(Math.log1p((one.change.interval?.lowPct ?? NaN) / 100)).toBeCloseTo(
            -Math.log1p((other?.change.interval?.highPct ?? NaN) / 100),
            3,
          );
          expect((one.evidence.p ?? NaN) + (other?.evidence.p ?? NaN)).toBeCloseTo(1, 9);
          expect(one.evidence.noisePct).toBeCloseTo(other?.evidence.noisePct ?? NaN, 6);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('from six endpoints on, one more that has nothing to do with them moves no finding across two levels', () => {
    const levels = ['no-evidence', 'pass', 'inconclusive', 'suspect', 'regression'];
    const level = ({ evidence }: Finding) => Math.max(1, levels.indexOf(evidence.procedure ?? ''));
    const with_ = (run: Run, extra: number): Run => {
      const more = runOf({ '/extra': extra });
      const mix = [...(run.services?.[0]?.mix ?? []), ...(more.services?.[0]?.mix ?? [])];
      const [service] = run.services ?? [];
      return { ...run, endpoints: [...run.endpoints, ...more.endpoints], services: service === undefined ? [] : [{ ...service, mix }] };
    };
    const unit = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.9, max: 1.6, noNaN: true }), fc.array(unit, { minLength: 6, maxLength: 6 }), (factor, noises) => {
        const now = current({ '/b': factor });
        const ms = noises.map((own) => 120 * Math.exp(0.06 * own));
        const alone = judge(five, now, policy).findings;
        const wider = judge(
          five.map((run, at) => with_(run, ms[at] ?? 120)),
          with_(now, ms[5] ?? 120),
          policy,
        ).findings;
        for (const one of alone) {
          if (one.evidence.method !== 'moderated-t') continue;
          const other = wider.find(({ endpoint, metric }) => endpoint?.name === one.endpoint?.name && metric === one.metric);
          expect(other).toBeDefined();
          if (other !== undefined) expect(Math.abs(level(other) - level(one))).toBeLessThan(2);
        }
      }),
      { numRuns: 40 },
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
