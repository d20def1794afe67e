import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Comparison, Run } from '@loadline/schema';
import * as compare from './index.js';
import { decide, exitCode } from './index.js';
import { buildBaselineOf, buildRun, type Numbers } from './testing/build.js';
import { find, judge, one, options, policyOf } from './testing/judge.js';

const verdictOf = (before: Numbers, after: Numbers, written?: object, metric = 'p95_latency_ms') =>
  find(judge(one(before), one(after), written), metric)?.verdict;

describe('the public surface', () => {
  it('is these names', () => {
    expect(Object.keys(compare).sort()).toEqual([
      'alphaOfLook',
      'calibrateNoise',
      'compareFlat',
      'decide',
      'defaultParameters',
      'defaultPlan',
      'exitCode',
      'explainFinding',
      'explainNotJudged',
      'fitNoise',
      'illustrate',
      'nextStep',
      'planRuns',
      'procedureParameters',
      'runProcedure',
      'spentAlpha',
    ]);
  });
});

describe('verdicts', () => {
  it.each([
    [100, 100, 'pass'],
    [100, 110, 'pass'],
    [100, 110.1, 'warn'],
    [100, 125, 'warn'],
    [100, 125.1, 'fail'],
    [100, 90, 'pass'],
    [100, 89.9, 'improved'],
    [0, 0, 'pass'],
    [0, 1, 'fail'],
  ] as const)('p95 %d → %d: %s', (before, after, verdict) => {
    expect(verdictOf({ p95: before }, { p95: after })).toBe(verdict);
  });

  it('compares error rates in percentage points, also from 0', () => {
    expect(verdictOf({ failures: 0 }, { failures: 5 }, {}, 'error_rate_pct')).toBe('pass');
    expect(verdictOf({ failures: 0 }, { failures: 6 }, {}, 'error_rate_pct')).toBe('fail');
    const found = find(judge(one({ failures: 0 }), one({ failures: 6 })), 'error_rate_pct');
    expect(found?.change).toEqual({ absolute: 0.6, relativePct: null, interval: null });
  });

  it('holds goals and bounds by the value, whatever the baseline', () => {
    const gates = { gates: [{ p95: { slo: '< 1s', fail: '> 2s' } }] };
    expect(verdictOf({ p95: 5000 }, { p95: 1000 }, gates)).toBe('pass');
    expect(verdictOf({ p95: 10 }, { p95: 1001 }, gates)).toBe('fail');
    expect(find(judge(one({ p95: 10 }), one({ p95: 1001 }), gates), 'p95_latency_ms')?.reason.code).toBe('slo-broken');
  });

  it('does not call better what is faster because it fails', () => {
    const comparison = judge(one({ p95: 100, failures: 0 }), one({ p95: 50, failures: 20 }));
    expect(find(comparison, 'p95_latency_ms')).toMatchObject({ verdict: 'pass', reason: { code: 'faster-because-failing' } });
    expect(comparison.verdict).toBe('fail');
  });

  it('judges throughput the other way', () => {
    expect(verdictOf({ rps: 50 }, { rps: 37.5 }, {}, 'rps')).toBe('pass');
    expect(verdictOf({ rps: 50 }, { rps: 37.4 }, {}, 'rps')).toBe('fail');
  });

  it('takes the median over runs, and pools error rates', () => {
    const before = [100, 102, 1000].map((p95, index) => buildRun({ all: { '/a': { p95 } } }, { id: `b${index}` }));
    const after = [10, 90].map((failures, index) =>
      buildRun({ all: { '/a': { p95: 104, failures, requests: index === 0 ? 1000 : 9000 } } }, { id: `c${index}` }),
    );
    const comparison = judge(before, after);
    expect(find(comparison, 'p95_latency_ms')?.baseline).toMatchObject({ value: 102, runs: 3, requests: 3000 });
    expect(find(comparison, 'error_rate_pct')?.current).toMatchObject({ value: 1, requests: 10000, failures: 100 });
  });
});

describe('what cannot be compared', () => {
  it('is a baseline that failed', () => {
    const comparison = judge(
      buildRun({ all: { '/health': { requests: 8 }, '/chat': { method: 'POST', requests: 24, failures: 24, p95: 6 } } }),
      buildRun({ all: { '/health': { requests: 8 }, '/chat': { method: 'POST', requests: 9000, failures: 9000, p95: 8 } } }),
    );
    expect(comparison.verdict).toBe('invalid');
    expect(comparison.findings.every((each) => each.verdict === 'invalid')).toBe(true);
    expect(comparison.headline).toContain('POST /chat');
    expect(exitCode(comparison)).toBe(2);
  });
  it('is the speed of a run that fails now; its error rate is judged', () => {
    const comparison = judge(one({ p95: 100, failures: 0 }), one({ p95: 10, failures: 700 }));
    expect(find(comparison, 'p95_latency_ms')).toMatchObject({ verdict: 'invalid', reason: { code: 'too-many-failures-current' } });
    expect(find(comparison, 'error_rate_pct')?.verdict).toBe('fail');
    expect(exitCode(comparison)).toBe(1);
  });
  it('is an estimate, which is not gated either', () => {
    const run = one({ p95: 140 });
    for (const part of [run.endpoints[0], run.services?.[0]])
      for (const metric of part?.metrics ?? []) if (metric.name === 'p95_latency_ms') metric.provenance = 'estimated';
    const comparison = decide(buildBaselineOf(run), [one({ p95: 300 })], policyOf({}), options);
    expect(find(comparison, 'p95_latency_ms')).toMatchObject({ verdict: 'invalid', gated: false, reason: { code: 'estimated-value' } });
    expect(comparison.verdict).toBe('pass');
  });
  it('is an open load against a closed one, and other machines', () => {
    expect(
      judge(one({ p95: 1 }), buildRun({ all: { '/a': { p95: 1 } } }, { load: { model: 'open', users: null } })).findings.find(
        (each) => each.metric === 'p95_latency_ms',
      )?.reason.code,
    ).toBe('load-model-differs');
    const on = (machine: string) => buildRun({ all: { '/a': { p95: 1 } } }, { environment: { machine } });
    expect(find(judge(on('m5.large'), on('m6.large')), 'p95_latency_ms')?.reason.code).toBe('environment-differs');
    expect(find(judge(on('m5.large'), on('m5.large')), 'p95_latency_ms')?.verdict).toBe('pass');
  });
});

describe('what is not measured', () => {
  const both = buildRun({ api: { '/a': { p95: 10 }, '/b': { p95: 10, requests: 500 } }, rag: { '/q': { p95: 10 } } });
  it('is an endpoint that is gone', () => {
    const comparison = judge(both, buildRun({ api: { '/a': { p95: 10 } }, rag: { '/q': { p95: 10 } } }), {
      services: [
        { name: 'api', match: ['/a', '/b'] },
        { name: 'rag', match: '/q' },
      ],
    });
    expect(find(comparison, 'total_requests', '/b')).toMatchObject({
      verdict: 'missing',
      reason: { code: 'endpoint-gone' },
      baseline: { value: 500 },
      current: { value: null },
    });
    expect(exitCode(comparison)).toBe(1);
  });
  it('is a service that is gone, once', () => {
    const comparison = judge(both, buildRun({ api: { '/a': { p95: 10 }, '/b': { p95: 10 } } }));
    expect(comparison.findings.filter((each) => each.verdict === 'missing')).toMatchObject([
      { service: 'rag', scope: 'service', metric: 'total_requests', reason: { code: 'service-gone' } },
    ]);
  });
  it('is not what hardly was to be expected', () => {
    const comparison = judge(buildRun({ all: { '/a': {}, '/rare': { requests: 19 } } }), buildRun({ all: { '/a': {} } }));
    expect(comparison.findings.some((each) => each.verdict === 'missing')).toBe(false);
    expect(comparison.coverage.notJudged).toContainEqual({
      service: 'all',
      endpoint: { kind: 'request', name: '/rare' },
      metric: 'total_requests',
      reason: 'rare',
    });
  });
  it('is a metric that only the baseline has; what neither has is listed as not judged', () => {
    const comparison = judge(one({ p95: 10, p50: 1 }), one({ p50: 1 }));
    expect(find(comparison, 'p95_latency_ms')?.reason.code).toBe('metric-gone');
    expect(comparison.coverage.notJudged).toContainEqual({
      service: 'all',
      endpoint: { kind: 'request', name: '/a' },
      metric: 'rps',
      reason: 'no-data',
      limit: '-25%',
    });
  });
  it('never passes for nothing', () => {
    const comparison = judge(one({ requests: null, failures: null }), one({ requests: null, failures: null }));
    expect(comparison.verdict).toBe('invalid');
    expect(comparison.headline).toContain('nothing was judged');
    expect(exitCode(comparison)).toBe(2);
  });
  it('is a gate that matches nothing: a mistake in the configuration', () => {
    const comparison = judge(one({ p95: 1 }), one({ p95: 1 }), { gates: [{ p95: '+10%' }, { match: '/gone', p95: '+10%' }] });
    expect(comparison.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'gate-matches-nothing', severity: 'error', message: expect.stringContaining('/gone') }),
    );
    expect(exitCode(comparison)).toBe(2);
  });
  it.each([
    [{ match: '/chekout' }, '/checkout'],
    [{ match: 'POST /chekout' }, 'POST /checkout'],
  ])('is a gate with a slip of the pen, %o: the name that was meant is told', (gate, meant) => {
    const run = buildRun({ payments: { '/checkout': { method: 'POST', p95: 1 }, '/a': { p95: 1 } } });
    const config = { gates: [{ p95: '+10%' }, { ...gate, p95: '+10%' }] };
    const judged = judge(run, run, config);
    const [dead] = judged.diagnostics.filter(({ code }) => code === 'gate-matches-nothing');
    expect(dead?.message).toMatch(new RegExp(`matches nothing on either side; did you mean ${meant}\\?$`));
  });
});

describe('what is new', () => {
  it('counts for nothing unless a goal speaks of it', () => {
    const after = buildRun({ all: { '/a': { p95: 10 }, '/n': { p95: 3000 } } });
    const comparison = judge(one({ p95: 10 }), after);
    expect(find(comparison, 'total_requests', '/n')).toMatchObject({ verdict: 'new', gated: false });
    expect(exitCode(comparison)).toBe(0);
    const strict = judge(one({ p95: 10 }), after, { gates: [{ p95: { slo: '< 2s' } }] });
    expect(find(strict, 'p95_latency_ms', '/n')).toMatchObject({ verdict: 'fail', baseline: { value: null } });
    expect(exitCode(strict)).toBe(1);
  });
});

describe('gates', () => {
  it('let the last that matches win, metric by metric', () => {
    const gates = {
      gates: [
        { p95: { fail: '+10%' }, p50: { fail: '+10%' } },
        { match: '/a', p95: { fail: '+100%' } },
        { match: '/b', p95: false },
      ],
    };
    const run = (factor: number) =>
      buildRun({ all: { '/a': { p95: 10 * factor, p50: 10 * factor }, '/b': { p95: 10 * factor, p50: 10 * factor } } });
    const comparison = judge(run(1), run(1.5), gates);
    expect(find(comparison, 'p95_latency_ms', '/a')).toMatchObject({ verdict: 'pass', limit: { text: '+100%', gate: 1 } });
    expect(find(comparison, 'p50_latency_ms', '/a')?.verdict).toBe('fail');
    expect(find(comparison, 'p95_latency_ms', '/b')).toBeUndefined();
  });
  it('judge the highest percentile that has its samples', () => {
    const numbers = { requests: 150, p50: 1, p90: 10, p95: 20, p99: 30 };
    const found = find(judge(one(numbers), one({ ...numbers, p90: 14 }), { gates: [{ p95: '+25%' }] }), 'p90_latency_ms');
    expect(found).toMatchObject({ verdict: 'fail', inPlaceOf: 'p95_latency_ms' });
    const both = judge(one(numbers), one(numbers), { gates: [{ p90: '+10%', p95: '+25%' }] });
    expect(both.findings.filter((each) => each.metric === 'p90_latency_ms')).toHaveLength(1);
    expect(both.coverage.notJudged).toContainEqual(expect.objectContaining({ metric: 'p95_latency_ms', reason: 'too-few-requests' }));
    const few = judge(one({ ...numbers, requests: 10 }), one({ ...numbers, requests: 10 }), { gates: [{ p95: '+25%' }] });
    expect(few.coverage.notJudged).toContainEqual(expect.objectContaining({ metric: 'p95_latency_ms', reason: 'too-few-requests' }));
  });
  it('say which endpoints none speaks of', () => {
    const run = buildRun({ all: { '/a': { p95: 1 }, '/b': { p95: 1 } } });
    expect(judge(run, run, { gates: [{ match: '/a', p95: '+10%' }] }).coverage).toMatchObject({
      endpoints: 2,
      gatedEndpoints: 1,
      notGated: [{ service: 'all', endpoint: { name: '/b' } }],
    });
  });
});

describe('mutes', () => {
  const written = (until: string) => ({
    gates: [{ p95: '+10%', errors: '+1pp' }],
    mute: [{ match: '/a', metric: 'p95', until, reason: 'reindex' }],
  });
  it('keep the verdict and do not count, through their last day', () => {
    const comparison = judge(one({ p95: 10 }), one({ p95: 20 }), written('2026-11-21'));
    expect(find(comparison, 'p95_latency_ms')).toMatchObject({ verdict: 'fail', muted: { reason: 'reindex', until: '2026-11-21' } });
    expect([comparison.verdict, comparison.counts.muted, exitCode(comparison)]).toEqual(['pass', 1, 0]);
  });
  it('are over the day after, and say so', () => {
    const comparison = judge(one({ p95: 10 }), one({ p95: 20 }), written('2026-11-20'));
    expect(exitCode(comparison)).toBe(1);
    expect(comparison.diagnostics).toContainEqual(expect.objectContaining({ code: 'mute-expired' }));
  });
});

describe('what is said beside', () => {
  it('is other users, lengths, tools, and a mix that moved', () => {
    const before = buildRun({ all: { '/a': { requests: 900, avg: 10 }, '/b': { requests: 100, avg: 100 } } }, { durationSeconds: 60 });
    const after = buildRun(
      { all: { '/a': { requests: 500, avg: 10 }, '/b': { requests: 500, avg: 100 } } },
      { durationSeconds: 90, tool: 'k6', load: { model: 'closed', users: 20 } },
    );
    expect(judge(before, after).diagnostics.map((each) => each.code)).toEqual([
      'users-differ',
      'tool-differs',
      'duration-differs',
      'mix-shift',
    ]);
    expect(judge(before, before).diagnostics).toEqual([]);
  });
});

describe('what the runs are, beside their numbers', () => {
  const told = (comparison: Comparison) => comparison.diagnostics.map((each) => `${each.code}: ${each.message}`);
  it('is told where versions differ, percentiles came to be otherwise, or a run was interrupted', () => {
    const after = one({ p95: 10, p50: 1 }, { toolVersion: '2.2', partial: true });
    for (const metric of after.endpoints[0]?.metrics ?? [])
      if (metric.unit === undefined && metric.name.startsWith('p')) metric.provenance = 'reported';
    const before = { ...one({ p95: 10, p50: 1 }) };
    const baseline = buildBaselineOf(before);
    for (const run of baseline.runs) run.toolVersion = '2.1';
    const comparison = decide(baseline, [after], policyOf({}), options);
    expect(told(comparison)).toEqual([
      'tool-version-differs: versions of the load generator differ: 2.1 before, 2.2 now',
      'run-partial: a run was interrupted: its results are of a part of it',
      'provenance-differs: percentiles came to be in different ways: exact before, reported now',
    ]);
    expect(comparison.diagnostics[2]?.count).toBe(2);
  });
  it('is not told of a length that is a tenth longer', () => {
    expect(told(judge(one({ p95: 1 }, { durationSeconds: 100 }), one({ p95: 1 }, { durationSeconds: 110 })))).toEqual([]);
    expect(told(judge(one({ p95: 1 }, { durationSeconds: 100 }), one({ p95: 1 }, { durationSeconds: 111 })))).toEqual([
      'duration-differs: the runs last 100 s before, 111 s now',
    ]);
  });
  it('holds the failures of all runs together, the most frequent first, at most twenty', () => {
    const error = (message: string, count: number, firstSeen: string) => ({ message, count, firstSeen, lastSeen: firstSeen });
    const run = (id: string, ...errors: Run['errors']): Run => ({ ...one({ p95: 1 }, { id }), errors });
    const many = Array.from({ length: 30 }, (_, index) => error(`e${index}`, 1, '2026-11-20T00:00:00.000Z'));
    const { errors } = judge(one({ p95: 1 }), [
      run('a', error('timeout', 2, '2026-11-20T00:00:02.000Z'), ...many),
      run('b', error('timeout', 3, '2026-11-20T00:00:01.000Z'), { message: 'none', count: 0 }),
    ]);
    expect(errors).toHaveLength(20);
    expect(errors?.[0]).toEqual({
      message: 'timeout',
      count: 5,
      firstSeen: '2026-11-20T00:00:01.000Z',
      lastSeen: '2026-11-20T00:00:02.000Z',
    });
  });
  it('holds the age of the newest run of the baseline, its users and its counts', () => {
    const baseline = buildBaselineOf(one({ p95: 1 }, { id: 'a' }), one({ p95: 1 }, { id: 'b' }));
    for (const [index, run] of baseline.runs.entries())
      Object.assign(run, { startedAt: `2026-11-1${index}T12:00:00.000Z`, commit: `c${index}` });
    expect(decide(baseline, [one({ p95: 1 })], policyOf({}), options).baseline).toMatchObject({
      runs: 2,
      ageDays: 10,
      commit: 'c1',
      users: 10,
      requests: 2000,
      failures: 0,
    });
  });
});

describe('order and headline', () => {
  it('put what is furthest beyond its limit first, not what changed most', () => {
    const gates = { gates: [{ p50: '+100%', p95: '+10%' }] };
    const comparison = judge(one({ p50: 100, p95: 100 }), one({ p50: 210, p95: 150 }), gates);
    expect(comparison.findings.map((each) => each.metric)).toEqual(['p95_latency_ms', 'p50_latency_ms']);
    expect(comparison.headline).toBe('1 of 1 endpoint worse: /a p95 100 → 150 ms (+50 %, limit +10%)');
  });
  it.each([
    ['worse', { p95: 200 }, {}, '1 of 1 endpoint worse: /a p95 100 → 200 ms (+100 %, limit +25%)'],
    ['to watch', { p95: 120 }, {}, '1 of 1 endpoint to watch: /a p95 100 → 120 ms (+20 %, limit +10%)'],
    ['fine', { p95: 100 }, {}, '1 of 1 endpoint within its limits'],
    [
      'muted',
      { p95: 200 },
      { gates: [{ p95: '+10%' }], mute: [{ match: '*', until: '2026-12-01', reason: 'x' }] },
      'all that was judged is muted',
    ],
    ['not measured', {}, {}, 'not measured: /a (the baseline has p95, this run has not)'],
    ['of nothing', { p95: 100 }, { gates: [{ p99: '+10%' }] }, 'nothing was judged: no gated metric is on both sides'],
    [
      'of a dead gate',
      { p95: 100 },
      { gates: [{ p95: '+10%' }, { match: '/z', p95: '+10%' }] },
      '1 of 1 endpoint within its limits; a gate matches nothing',
    ],
  ])('say what is %s', (_, after, written, expected) => {
    expect(judge(one({ p95: 100 }), one(after), written).headline).toBe(expected);
  });
  it('say how many of how many', () => {
    const run = (slow: number) =>
      buildRun({
        all: Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`/${index}`, { method: 'GET', p95: index === 3 ? slow : 100 }])),
      });
    expect(judge(run(100), run(100)).headline).toBe('12 of 12 endpoints within their limits');
    expect(judge(run(412), run(660), { gates: [{ p95: { fail: '+30%' } }] }).headline).toBe(
      '1 of 12 endpoints worse: GET /3 p95 412 → 660 ms (+60.2 %, limit +30%)',
    );
  });
});

describe('gates of services', () => {
  const run = (factor: number) => buildRun({ api: { '/a': { p95: 100 * factor } }, rag: { '/q': { p95: 100 * factor } } });
  const services = [
    { name: 'api', match: '/a' },
    { name: 'rag', match: '/q' },
  ];
  it('speak of the services that fit, the last one wholly', () => {
    const gates = [
      { service: '*', p95: { warn: '+10%', fail: '+20%' } },
      { service: 'rag', p95: { fail: '+100%' } },
    ];
    const comparison = judge(run(1), run(1.5), { services, gates });
    expect(find(comparison, 'p95_latency_ms', 'api')).toMatchObject({ scope: 'service', verdict: 'fail' });
    expect(find(comparison, 'p95_latency_ms', 'rag')).toMatchObject({ verdict: 'pass', limit: { level: 'fail', text: '+100%' } });
    expect(comparison.coverage).toMatchObject({ services: 2, gatedServices: 2, gatedEndpoints: 0 });
    expect(comparison.headline).toBe('1 of 2 services worse: api p95 100 → 150 ms (+50 %, limit +20%)');
  });
  it('are muted by the service', () => {
    const written = {
      services,
      gates: [{ service: '*', p95: '+20%' }],
      mute: [{ match: { service: 'api' }, until: '2026-11-21', reason: 'reindex' }],
    };
    const comparison = judge(run(1), run(1.5), written);
    expect(comparison.findings.map((each) => [each.service, each.muted?.reason])).toEqual([
      ['rag', undefined],
      ['api', 'reindex'],
    ]);
    expect(comparison.counts).toMatchObject({ muted: 1, gated: 2, findings: { fail: 1 } });
  });
  it('read a mute by the day of the moment, in UTC', () => {
    const written = { services, gates: [{ service: '*', p95: '+20%' }], mute: [{ match: '*', until: '2026-11-21', reason: 'x' }] };
    const at = (now: string) => decide(buildBaselineOf(run(1)), [run(1.5)], policyOf(written), { ...options, now }).counts.muted;
    expect([at('2026-11-21T23:59:59.000Z'), at('2026-11-22T01:00:00.000+02:00'), at('2026-11-22T00:00:00.000Z')]).toEqual([2, 2, 0]);
  });
});

describe('a large report', () => {
  it('of 2,000 endpoints is judged whole', () => {
    const run = (slow: number) =>
      buildRun({
        all: Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`/items/${index}`, { p50: 10, p95: index < 7 ? slow : 100 }])),
      });
    const comparison = judge(run(100), run(200));
    expect(comparison.counts.endpoints).toMatchObject({ fail: 7, pass: 1993 });
    expect(comparison.coverage).toMatchObject({ endpoints: 2000, gatedEndpoints: 2000 });
    expect(comparison.findings).toHaveLength(6000);
  });
});

describe('properties', () => {
  const names = ['/a', '/b', '__proto__', 'a|b', '<script>'];
  const side = fc.array(
    fc.record({
      p95: fc.double({ min: 1, max: 1000, noNaN: true }),
      failures: fc.integer({ min: 0, max: 40 }),
      rps: fc.double({ min: 1, max: 100, noNaN: true }),
    }),
    { minLength: names.length, maxLength: names.length },
  );
  const run = (numbers: readonly Numbers[], order: readonly number[]) =>
    buildRun({
      all: Object.fromEntries(order.map((index) => [`${names[index]}`, numbers[index] ?? {}])),
    });
  it('the order of endpoints changes nothing', () => {
    fc.assert(
      fc.property(side, side, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5, maxLength: 5 }), (before, after, order) => {
        const straight = judge(run(before, [0, 1, 2, 3, 4]), run(after, [0, 1, 2, 3, 4]));
        const shuffled = judge(run(before, order), run(after, order));
        expect(straight.coverage.endpoints).toBe(5);
        expect(shuffled).toEqual(straight);
      }),
      { numRuns: 40 },
    );
  });
  it('swapping the sides turns every change round', () => {
    fc.assert(
      fc.property(side, side, (before, after) => {
        const [there, back] = [judge(run(before, [0, 1]), run(after, [0, 1])), judge(run(after, [0, 1]), run(before, [0, 1]))];
        for (const each of there.findings)
          expect(
            back.findings.find((other) => other.metric === each.metric && other.endpoint?.name === each.endpoint?.name)?.change.absolute,
          ).toBe(each.change.absolute === null ? null : 0 - each.change.absolute);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the three services of the example', () => {
  const gates = {
    services: ['api_gateway', 'rag_service', 'mcp_server'].map((name) => ({ name, match: name })),
    gates: [
      {
        service: 'api_gateway',
        p95: { warn: '+20%', fail: '+50%' },
        errors: { warn: '+0.25pp', fail: '+0.5pp' },
        rps: { warn: '-20%', fail: '-30%' },
      },
      { service: 'rag_service', errors: { warn: '+0.25pp', fail: '+0.5pp' } },
      { service: 'mcp_server', errors: { fail: '+0.5pp' } },
    ],
  };
  const before = buildRun({
    api_gateway: { api_gateway: { requests: 300, failures: 1, rps: 50 } },
    rag_service: { rag_service: { requests: 150, failures: 0, rps: 25 } },
    mcp_server: { mcp_server: { requests: 90, failures: 0, rps: 15 } },
  });
  const after = buildRun({
    api_gateway: { api_gateway: { requests: 1500, failures: 15, rps: 35 } },
    rag_service: { rag_service: { requests: 300, failures: 1, rps: 24 } },
  });
  const comparison = judge(before, after, gates);
  it('reads as people expect', () => {
    expect(find(comparison, 'error_rate_pct', 'api_gateway')).toMatchObject({
      verdict: 'fail',
      change: { absolute: expect.closeTo(2 / 3, 9) },
    });
    expect(find(comparison, 'error_rate_pct', 'rag_service')).toMatchObject({
      verdict: 'warn',
      change: { absolute: expect.closeTo(1 / 3, 9), relativePct: null },
    });
    expect(find(comparison, 'rps', 'api_gateway')).toMatchObject({
      verdict: 'warn',
      change: { relativePct: -30 },
      limit: { text: '-20%' },
    });
    expect(find(comparison, 'total_requests', 'mcp_server')?.verdict).toBe('missing');
    expect(comparison.coverage.notJudged).toContainEqual({
      service: 'api_gateway',
      metric: 'p95_latency_ms',
      reason: 'no-data',
      limit: '+50%',
    });
    expect(exitCode(comparison)).toBe(1);
  });
});
