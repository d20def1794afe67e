import { describe, expect, it } from 'vitest';
import type { Provenance, Run } from '@loadline/schema';
import { decide } from './decide.js';
import { exitCode } from './exit-code.js';
import { buildBaselineOf, buildRun } from './testing/build.js';
import { find, judge, one, options, policyOf } from './testing/judge.js';

const p95 = 'p95_latency_ms';
const on = (machine: string, value: number): Run => one({ p95: value }, { environment: { machine } });
const slo = { gates: [{ p95: { fail: '+25%', slo: '< 1s' }, errors: '+0.5pp' }] };

function marked(provenance: Provenance, value: number): Run {
  const run = one({ p95: value });
  for (const metric of run.endpoints[0]?.metrics ?? []) if (metric.name === p95) metric.provenance = provenance;
  return run;
}

describe('sides that cannot be compared', () => {
  it('judge nothing by change, errors neither, and the report is not judged', () => {
    const comparison = judge(one({ p95: 10 }), one({ p95: 10, failures: 40 }, { load: { model: 'open', users: null } }));
    expect(comparison.findings.map((each) => each.reason.code)).toEqual(['load-model-differs', 'load-model-differs']);
    expect([comparison.verdict, exitCode(comparison)]).toEqual(['invalid', 2]);
    expect(comparison.headline).toBe('the load model differs: closed before, open now');
  });
  it.each([
    ['labels', { labels: { environment: 'staging' } }, { labels: { environment: 'production' } }],
    ['labels, the other way', { labels: { environment: 'production' } }, { labels: { environment: 'staging' } }],
    ['names', { environment: { name: 'staging' } }, { environment: { name: 'production' } }],
    [
      'a name and a label that wins over it',
      { environment: { name: 'staging' } },
      { labels: { environment: 'production' }, environment: { name: 'staging' } },
    ],
  ] as [string, Partial<Run['run']>, Partial<Run['run']>][])('are of different environments, by their %s', (_what, before, now) => {
    const comparison = judge(one({ p95: 10 }, before), one({ p95: 10 }, now));
    expect(comparison.findings.map(({ reason }) => reason.code)).toEqual(['environment-differs', 'environment-differs']);
    expect([comparison.verdict, exitCode(comparison)]).toEqual(['invalid', 2]);
    expect(comparison.headline).toMatch(/^the environments differ: (staging before, production now|production before, staging now)$/);
    expect(comparison.diagnostics).toMatchObject([{ code: 'environment-differs', severity: 'error', message: comparison.headline }]);
  });
  it('are of one environment that the baseline or the configuration states for its runs', () => {
    const verdict = (built: string | undefined, configured: string | null, now: Partial<Run['run']> = {}) => {
      const baseline = buildBaselineOf(one({ p95: 10 }));
      if (built !== undefined) baseline.baseline.environment = built;
      const policy = policyOf(configured === null ? {} : { environment: configured });
      return decide(baseline, [one({ p95: 10 }, { id: 'now', ...now })], policy, options).verdict;
    };
    expect([verdict('ci', 'production'), verdict('ci', null, { labels: { environment: 'production' } })]).toEqual(['invalid', 'invalid']);
    expect(verdict('ci', 'ci', { labels: { environment: 'production' } })).toBe('invalid');
    expect([
      verdict('ci', 'ci'),
      verdict('ci', null),
      verdict(undefined, 'ci'),
      verdict('ci', 'x', { labels: { environment: 'ci' } }),
    ]).toEqual(['pass', 'pass', 'pass', 'pass']);
  });
  it('do not hide a goal that is broken by the value', () => {
    expect(find(judge(on('m5', 10), on('m6', 1001), slo), p95)).toMatchObject({
      verdict: 'fail',
      gated: true,
      reason: { code: 'slo-broken' },
    });
    expect(find(judge(on('m5', 10), on('m6', 900), slo), p95)).toMatchObject({
      verdict: 'invalid',
      reason: { code: 'environment-differs' },
    });
  });
  it('are the same where one does not state its model or machine', () => {
    expect(find(judge(one({ p95: 10 }), on('m6', 10)), p95)?.verdict).toBe('pass');
    expect(find(judge(one({ p95: 10 }), one({ p95: 10 }, { load: { model: 'unknown', users: 10 } })), p95)?.verdict).toBe('pass');
  });
  it('differ when one side is of both kinds', () => {
    const mixed = [one({ p95: 10 }), one({ p95: 10 }, { id: 'b', load: { model: 'open', users: null } })];
    expect(find(judge(mixed, one({ p95: 10 })), p95)?.reason.message).toBe('the load model differs: closed and open before, closed now');
  });
});

describe('estimates', () => {
  it('are never gated, on whichever side; a goal is not held by them', () => {
    for (const [before, after] of [
      [marked('estimated', 10), one({ p95: 900 })],
      [one({ p95: 10 }), marked('estimated', 5000)],
      [one({}), marked('estimated', 5000)],
    ] as const) {
      expect(find(judge(before, after, slo), p95)).toMatchObject({ verdict: 'invalid', gated: false, reason: { code: 'estimated-value' } });
    }
  });
  it('of the baseline do not hide a goal that is broken by the value', () => {
    expect(find(judge(marked('estimated', 10), one({ p95: 1001 }), slo), p95)).toMatchObject({
      verdict: 'fail',
      reason: { code: 'slo-broken' },
    });
  });
  it('of the baseline are not missed', () => {
    const comparison = judge(marked('estimated', 10), one({}));
    expect(comparison.coverage.notJudged).toContainEqual(expect.objectContaining({ metric: p95, reason: 'no-data' }));
  });
});

describe('words of a newer version', () => {
  it('make what holds them incomparable', () => {
    const newer = marked('guessed' as Provenance, 10);
    const comparison = decide(buildBaselineOf(one({ p95: 10 })), [newer], policyOf({}), options);
    expect(find(comparison, p95)).toMatchObject({
      verdict: 'invalid',
      gated: true,
      reason: { code: 'unknown-word', message: expect.stringContaining('guessed') },
    });
    expect(find(comparison, 'error_rate_pct')?.verdict).toBe('pass');
  });
  it('of the load make the whole report so', () => {
    const newer = one({ p95: 10 }, { load: { model: 'burst' as 'open' } });
    expect(
      decide(buildBaselineOf(one({ p95: 10 })), [newer], policyOf({}), options).findings.every(
        (each) => each.reason.code === 'unknown-word',
      ),
    ).toBe(true);
  });
});

describe('failures', () => {
  const few = buildRun({ all: { '/a': { requests: 90_000, p95: 10 }, '/b': { requests: 1000, failures: 500, p95: 10 } } });
  const none = buildRun({ all: { '/a': { requests: 90_000, p95: 10 }, '/b': { requests: 1000, p95: 10 } } });
  it('of one endpoint do not make its neighbours incomparable', () => {
    const comparison = judge(none, few);
    expect(find(comparison, p95, '/a')?.verdict).toBe('pass');
    expect(find(comparison, p95, '/b')?.reason.message).toBe(
      'not comparable: in this run 500 of 1,000 requests of /b failed (50 %, more than 5 %)',
    );
    expect(find(comparison, 'error_rate_pct', '/b')?.verdict).toBe('fail');
    const back = judge(few, none);
    expect(find(back, 'error_rate_pct', '/b')?.reason.code).toBe('too-many-failures-baseline');
  });
  it('of exactly the share that is allowed are comparable', () => {
    expect(find(judge(one({ p95: 10, failures: 50 }), one({ p95: 10, failures: 50 })), p95)?.verdict).toBe('pass');
    expect(find(judge(one({ p95: 10, failures: 51 }), one({ p95: 10, failures: 51 })), p95)?.verdict).toBe('invalid');
  });
  it('of the whole run count where no endpoint alone has too many', () => {
    const run = buildRun({ all: { '/a': { requests: 1000, failures: 50, p95: 10 } } });
    if (run.total !== undefined) run.total.failures = 60;
    expect(find(judge(one({ p95: 10 }), run), p95, '/a')?.reason.message).toContain('the whole run, most of them of /a, failed');
  });
});

describe('metrics of one side', () => {
  it('are judged by goals and bounds where only the current side has them, and are new where there are changes only', () => {
    const gates = { gates: [{ p95: { slo: '< 1s' }, p50: '+10%' }] };
    const comparison = judge(one({}), one({ p95: 1001, p50: 3 }), gates);
    expect(find(comparison, p95)).toMatchObject({ verdict: 'fail', baseline: { value: null, runs: 0 }, change: { absolute: null } });
    expect(find(comparison, 'p50_latency_ms')).toMatchObject({ verdict: 'new', gated: false, reason: { code: 'new-metric' } });
  });
  it('are not missed where hardly a request was to be expected', () => {
    const comparison = judge(
      buildRun({ all: { '/a': { p95: 10 }, '/b': { requests: 19, p95: 10, p50: 5 } } }),
      buildRun({ all: { '/a': { p95: 10 }, '/b': { requests: 1 } } }),
    );
    expect(comparison.coverage.notJudged).toContainEqual({
      service: 'all',
      endpoint: { kind: 'request', name: '/b' },
      metric: p95,
      reason: 'rare',
      limit: '+25%',
    });
  });
  it('are gated as counts a run: sums of sides with other numbers of runs say nothing', () => {
    const runs = (requests: number, count: number) =>
      Array.from({ length: count }, (_, index) => one({ requests }, { id: `r${count} ${index}` }));
    const gates = { gates: [{ requests: '-10%', failures: { slo: '== 0' } }] };
    expect(find(judge(runs(1000, 3), runs(900, 1), gates), 'total_requests')).toMatchObject({
      verdict: 'pass',
      baseline: { value: 1000, requests: 3000 },
      current: { value: 900 },
    });
    expect(find(judge(runs(1000, 3), runs(899, 1), gates), 'total_requests')?.verdict).toBe('fail');
    expect(find(judge(one({}), one({ failures: 1 }), gates), 'total_failures')?.verdict).toBe('fail');
  });
});

describe('what is gone', () => {
  const gates = { gates: [{ p95: '+10%' }] };
  it('is also an endpoint of which nothing was requested', () => {
    const comparison = judge(
      buildRun({ all: { '/a': { p95: 10 }, '/b': { p95: 10 } } }),
      buildRun({ all: { '/a': { p95: 10 }, '/b': { requests: 0, rps: 0 } } }),
      gates,
    );
    expect(comparison.findings.filter((each) => each.endpoint?.name === '/b')).toMatchObject([
      {
        metric: 'total_requests',
        reason: { code: 'endpoint-gone', message: 'the baseline has 1,000 requests a run of it, this run has none' },
      },
    ]);
  });
  it('was to be expected in proportion to the lengths of the runs', () => {
    const before = buildRun({ all: { '/a': { p95: 10 }, '/b': { requests: 100 } } }, { durationSeconds: 600 });
    const lasting = (durationSeconds: number) => judge(before, one({ p95: 10 }, { durationSeconds }), gates);
    expect(lasting(120).findings[0]?.verdict).toBe('missing');
    expect(lasting(119).coverage.notJudged).toContainEqual(expect.objectContaining({ metric: 'total_requests', reason: 'rare' }));
  });
  it('was to be expected as rarely as the runs of the baseline have it', () => {
    const sometimes = Array.from({ length: 10 }, (_, index) =>
      buildRun({ all: { '/a': { p95: 10 }, ...(index === 0 ? { '/b': { requests: 199 } } : {}) } }, { id: `b${index}` }),
    );
    expect(judge(sometimes, one({ p95: 10 }), gates).coverage.notJudged).toContainEqual(expect.objectContaining({ reason: 'rare' }));
  });
  it('is told of the whole run where a gate speaks of it', () => {
    const { total: _total, ...bare } = one({ p95: 10 });
    const whole = { gates: [{ run: true, errors: '+1pp' }] };
    expect(find(judge(one({ p95: 10 }), bare, whole), 'error_rate_pct')).toMatchObject({
      scope: 'run',
      verdict: 'missing',
      reason: { code: 'metric-gone' },
    });
    expect(judge(one({ p95: 10 }), one({ p95: 10 }), whole).headline).toBe('the run within its limits');
  });
});

describe('what is new', () => {
  it('is one finding that counts for nothing, however much of it fails', () => {
    const after = buildRun({ all: { '/a': { p95: 10 }, '/n': { p95: 10, requests: 40, failures: 10 } }, extra: { '/x': {} } });
    const comparison = judge(one({ p95: 10 }), after);
    expect(comparison.findings.filter((each) => each.verdict !== 'pass').map((each) => [each.scope, each.reason.code, each.gated])).toEqual(
      [
        ['service', 'new-service', false],
        ['endpoint', 'new-endpoint', false],
        ['endpoint', 'new-endpoint', false],
      ],
    );
    expect(comparison.counts.endpoints).toMatchObject({ pass: 1, new: 2 });
    expect(exitCode(comparison)).toBe(0);
  });
  it('is told as not judged where a goal finds no value', () => {
    const after = buildRun({ all: { '/a': { p95: 10 }, '/n': { p50: 10 } } });
    const comparison = judge(one({ p95: 10 }), after, { gates: [{ p95: { slo: '< 1s' } }] });
    expect(comparison.coverage.notJudged).toEqual([
      { service: 'all', endpoint: { kind: 'request', name: '/n' }, metric: p95, reason: 'no-data', limit: '< 1s' },
    ]);
    expect(find(comparison, 'total_requests', '/n')?.verdict).toBe('new');
  });
  it('is all there is: nothing was judged', () => {
    const comparison = judge(buildRun({}), one({ p95: 10 }));
    expect([comparison.verdict, comparison.headline, exitCode(comparison)]).toEqual([
      'new',
      'nothing was judged: the baseline has nothing of what this run has',
      2,
    ]);
  });
});

describe('the error rate of several runs', () => {
  it('is pooled over those that tell both counts', () => {
    const runs = [
      one({ requests: 1000, failures: 40 }, { id: 'a' }),
      one({ requests: 3000, failures: 0 }, { id: 'b' }),
      one({ requests: null, failures: null }, { id: 'c' }),
    ];
    expect(find(judge(one({}), runs), 'error_rate_pct')?.current.value).toBe(1);
  });
  it('is the median of the rates where more runs tell only these', () => {
    const silent = (rate: number, id: string) => one({ requests: null, failures: null, error_rate_pct: rate }, { id });
    expect(find(judge(one({}), [silent(1, 'a'), silent(2, 'b'), silent(9, 'c')]), 'error_rate_pct')?.current.value).toBe(2);
  });
});
