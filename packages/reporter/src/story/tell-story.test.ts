import type { Comparison } from '@loadline/schema/types';
import { describe, expect, test } from 'vitest';
import { buildComparison, endpoint, type FindingSketch } from '../../test/build-comparison.js';
import { cases, manyEndpoints } from '../../test/cases.js';
import { tellGroup } from './tell-group.js';
import { tellStory } from './tell-story.js';

function storyOf(name: string) {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return tellStory(found.comparison);
}

const names = (subjects: readonly { name: string }[]) => subjects.map(({ name }) => name);

test('the headline says what, where, how much and against which limit', () => {
  const { badge, headline, brief, summary, sides } = storyOf('one-regression');
  expect(badge).toBe('FAIL');
  expect(headline).toBe('1 of 12 endpoints slower: POST /checkout p95 412 → 660 ms, +60.2 %, limit +30%');
  expect(brief).toBe('1 of 12 endpoints slower: POST /checkout p95 +60.2 %, limit +30%');
  expect(summary).toBe('1 of 12 endpoints slower');
  expect(sides).toBe('locust: 1 run, baseline of 5');
});

test.each([
  [
    'every-verdict',
    '2 of 8 endpoints slower (also GET /orders), 1 not measured (GET /invoices), 1 to watch; worst: POST /checkout p95 412 → 660 ms, +60.2 %, limit +30%',
  ],
  [
    'service-scope',
    '1 of 3 services worse, 1 not measured (mcp_server), 1 to watch; worst: api_gateway errors 0.33 → 1 %, +0.67 pp, limit +0.5pp',
  ],
  ['all-fine', 'all 11 endpoints within their limits'],
  ['muted', 'the only endpoint within its limits, 1 muted'],
  ['not-comparable', '24 of 32 requests of the baseline failed (75 %), all of them POST /v1/chat/completions'],
  ['nothing-judged', 'Nothing was judged: there is no baseline yet; this run is now the first baseline'],
])('the headline of %s', (name, headline) => {
  expect(storyOf(name).headline).toBe(headline);
});

test('what is not proven and what is gone name the worst, too', () => {
  const at = { endpoint: endpoint('/cart'), metric: 'p95' };
  const headline = (sketch: FindingSketch) => tellStory(buildComparison([sketch])).headline;
  expect(headline({ ...at, before: 200, after: 240, verdict: 'inconclusive', limit: '+15%' })).toBe(
    '1 of 1 endpoint may be slower: GET /cart p95 200 → 240 ms, +20 %, limit +15%, not proven',
  );
  expect(headline({ ...at, before: 200, verdict: 'missing', limit: '+15%' })).toBe(
    '1 of 1 endpoint not measured: GET /cart (the baseline has 1,200 requests of it, this run has none)',
  );
});

test('a gate that matches nothing is the headline, whatever was found', () => {
  const message = 'gate 2 of the configuration (POST /chekout) matches nothing on either side';
  const gate = { index: 1, name: 'POST /chekout' };
  const comparison = { ...manyEndpoints(1), diagnostics: [{ code: 'gate-matches-nothing', severity: 'error' as const, message, gate }] };
  const told = 'not judged as asked: gate 2 (POST /chekout) matches nothing: correct the configuration';
  expect(tellStory(comparison)).toMatchObject({ headline: told, badge: 'ERROR', tone: 'bad', verdict: 'invalid' });
  const guessed = comparison.diagnostics.map((each) => ({ ...each, gate: { ...gate, nearest: 'POST /checkout' } }));
  expect(tellStory({ ...comparison, diagnostics: guessed }).headline).toBe(
    'not judged as asked: gate 2 (POST /chekout) matches nothing, did you mean POST /checkout? Correct the configuration',
  );
  const worse = { ...comparison, ...manyEndpoints(1, 'fail'), diagnostics: [...comparison.diagnostics, ...comparison.diagnostics] };
  expect(tellStory(worse)).toMatchObject({ badge: 'ERROR', verdict: 'fail' });
  expect(tellStory(worse).headline).toMatch(
    /^not judged as asked: gate 2 \(POST \/chekout\) matches nothing \(and 1 more\): correct the configuration; 1 of 1 endpoint slower: /,
  );
});

test('an endpoint is named without its service where only one service has it', () => {
  const sketch = { metric: 'p95', before: 100, after: 200, verdict: 'fail' as const, limit: '+25%' };
  const both = (name: string) =>
    tellStory(
      buildComparison([
        { ...sketch, service: 'api', endpoint: endpoint('/a') },
        { ...sketch, service: 'web', endpoint: endpoint(name), verdict: 'pass', after: 100 },
      ]),
    ).headline;
  expect(both('/b')).toContain(': GET /a p95 ');
  expect(both('/a')).toContain(': api: GET /a p95 ');
});

describe('groups', () => {
  test('follow the verdict of the whole: what is not proven is worse than what is to watch', () => {
    const at = { endpoint: endpoint('/a') };
    const { groups, headline } = tellStory(
      buildComparison(
        [
          { ...at, metric: 'p50', before: 100, after: 130, verdict: 'warn', limit: '+15%' },
          { ...at, metric: 'p95', before: 300, after: 357, verdict: 'inconclusive', limit: '+15%' },
        ],
        { verdict: 'inconclusive' },
      ),
    );
    expect(names(groups.cantTell)).toEqual(['GET /a']);
    expect(headline).toBe(
      '1 of 1 endpoint may be slower: GET /a p50 +30 % is to watch (warn +15%); p95 300 → 357 ms, +19 %, limit +15%, not proven',
    );
  });

  test('hold each subject once, by the worst that is said of it', () => {
    const { groups } = storyOf('every-verdict');
    expect(names(groups.worse)).toEqual(['POST /checkout', 'GET /orders', 'GET /search']);
    expect(names(groups.cantTell)).toEqual(['POST /v1/chat/completions', 'GET /cart']);
    expect(names(groups.fine)).toEqual(['GET /products', 'POST /login']);
    expect(names(groups.newAndGone)).toEqual(['GET /invoices', 'GET /v2/products']);
    expect(names(groups.muted)).toEqual(['GET /legacy']);
  });

  test.each(cases)('of $name hold every finding', ({ comparison }) => {
    const { worse, cantTell, fine, newAndGone, muted, noLimit } = tellStory(comparison).groups;
    const told = new Set([...worse, ...cantTell, ...fine, ...newAndGone, ...muted, ...noLimit].flatMap(({ findings }) => findings));
    expect(told.size).toBe(comparison.findings.length);
    const keys = [...worse, ...cantTell, ...fine, ...newAndGone, ...noLimit].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('what has no limit decides nothing beside what has one', () => {
    const at = { endpoint: endpoint('/a') };
    const { groups } = tellStory(
      buildComparison([
        { ...at, metric: 'p95', before: 100, after: 101, limit: '+25%' },
        { ...at, metric: 'p99', before: 100, after: 101, verdict: 'invalid', gated: false },
        { ...at, metric: 'rps', after: 101, verdict: 'new', gated: false },
        { endpoint: endpoint('/b'), metric: 'p95', before: 100, after: 101, gated: false },
      ]),
    );
    expect([names(groups.fine), names(groups.cantTell), names(groups.noLimit)]).toEqual([['GET /a'], [], ['GET /b']]);
  });

  test('a new metric does not make an endpoint new', () => {
    const at = { endpoint: endpoint('/a') };
    const sketches: FindingSketch[] = [
      { ...at, metric: 'p95', before: 100, after: 101, limit: '+25%' },
      { ...at, metric: 'errors', after: 0, verdict: 'new' },
    ];
    expect(names(tellStory(buildComparison(sketches)).groups.fine)).toEqual(['GET /a']);
  });
});

describe('why', () => {
  const sensitivity = {
    detectablePct: 30,
    runNoisePct: 14,
    assumption: 'noise measured over 5 runs against 1',
    basis: 'measured' as const,
  };
  const spread = (more: Partial<Comparison> = {}): Comparison =>
    buildComparison(
      Array.from({ length: 12 }, (_, index) => ({
        endpoint: endpoint(`/${index}`),
        metric: 'p95',
        before: 100,
        after: index === 0 ? 160 : 96 + (index % 8),
        verdict: index === 0 ? ('fail' as const) : ('pass' as const),
        limit: '+30%',
      })),
      more,
    );

  test('is how far a run moves by itself and how the others moved, then load and errors', () => {
    expect(tellStory(spread({ sensitivity })).why).toEqual([
      'one run moves about ±14 % by itself here (one standard deviation); the other 11 moved −4…+3 %',
      '50 users on both sides; 12,247 → 12,188 requests a run (−0.48 %); errors of all requests 0.02 → 0.025 % (+0.005 pp)',
    ]);
  });

  test('says what proves the worst', () => {
    const comparison = spread({ sensitivity });
    const [worst, ...rest] = comparison.findings;
    if (worst === undefined) throw new Error('no finding');
    const proven = { ...worst, evidence: { procedure: 'regression', method: 'moderated-t', q: 0.000123, decidedBy: 'evidence' as const } };
    expect(tellStory({ ...comparison, findings: [proven, ...rest] }).why[1]).toBe(
      'p95: proven to be more than noise; of alarms as clear as this, about 1 in 8,100 is false',
    );
  });

  test('says so when noise is only assumed, or was not measured at all', () => {
    const assumption = 'one run each: assumes that runs differ by no more than 5 % by themselves';
    expect(tellStory(spread({ sensitivity: { ...sensitivity, assumption, basis: 'assumed' } })).why[0]).toMatch(
      /^one run each: assumes .*; the other 11/,
    );
    expect(tellStory(spread()).why[0]).toBe('run-to-run noise was not measured: the limits decided alone; the other 11 moved −4…+3 %');
  });

  test('of many others tells what nine in ten of them did', () => {
    const { why } = tellStory(manyEndpoints(2000));
    expect(why[0]).toContain('nine in ten of the 2,000 endpoints moved +2 % in p95');
  });

  test('shows a load that differs', () => {
    const { baseline, current } = spread();
    const story = tellStory(spread({ baseline: { ...baseline, failures: 0 }, current: { ...current, users: 60, failures: 0 } }));
    expect(story.why[1]).toBe('50 → 60 users; 12,247 → 12,188 requests a run (−0.48 %); no errors on either side');
    expect(story.sides).toBe('locust: 1 run, baseline of 5; not the same load: 50 → 60 users');
    expect(story.todo[0]?.text).toBe("Run again with the baseline's load, 50 users and not 60, before any code is blamed.");
  });

  test('never reads 100 % of what is not all', () => {
    const { current } = spread();
    const others = [0.1, 0.2].map((after, index) => ({ endpoint: endpoint(`/o${index}`), metric: 'p95', before: 100, after }));
    const worst = { endpoint: endpoint('/a'), metric: 'p95', before: 100, after: 160, verdict: 'fail' as const, limit: '+25%' };
    const story = tellStory({ ...buildComparison([worst, ...others]), current: { ...current, requests: 9 } });
    expect(story.why.join('; ')).toMatch(/the other 2 moved −99.9…−99.8 %/);
    expect(story.why.join('; ')).not.toMatch(/−100 %/);
  });

  test('names the metric where it is no time', () => {
    const rows = [1.3, 0.1, 0.2].map((after, index) => ({
      endpoint: endpoint(`/${index}`),
      metric: 'errors',
      before: 0.1,
      after,
      verdict: index === 0 ? ('fail' as const) : ('pass' as const),
      limit: '+0.5pp',
    }));
    expect(tellStory(buildComparison(rows)).why[0]).toContain('the other 2 moved 0…+0.1 pp in errors');
  });
});

test('the worst has all its metrics in words', () => {
  const { worst } = storyOf('one-regression');
  expect(worst?.name).toBe('POST /checkout');
  expect(worst?.metrics.map(({ label, values, change, limit }) => [label, values, change, limit])).toEqual([
    ['p95', '412 → 660 ms', '+60.2 %', 'limit +30%'],
    ['p50', '180 → 274 ms', '+52.2 %', 'warn +10%'],
    ['errors', '0.1 → 0.12 %', '+0.02 pp', 'limit +0.5pp'],
    ['p99', '0.7 → 1.2 s', '+71 %', ''],
  ]);
  expect(worst?.metrics[0]?.use).toBeCloseTo(2.006, 3);
  expect(worst?.errors).toEqual(['12 × 503 Server Error: Service Unavailable for url: /checkout']);
  expect(storyOf('all-fine').worst).toBeUndefined();
  expect(storyOf('service-scope').worst?.name).toBe('api_gateway');
});

test('facts say what it rests on, with names of what was not judged', () => {
  const base = manyEndpoints(1);
  const environment = { machine: 'c5.xlarge', cpuCount: 4, os: 'Linux' };
  const { facts } = tellStory({
    ...base,
    baseline: { ...base.baseline, environment },
    coverage: {
      ...base.coverage,
      notGated: ['/a', '/b', '/c', '/d'].map((name) => ({ service: 'all', endpoint: endpoint(name) })),
      notJudged: [{ service: 'all', endpoint: endpoint('/e'), metric: 'p95_latency_ms', reason: 'rare' }],
    },
  });
  expect(facts).toEqual([
    {
      kind: 'baseline',
      label: 'Baseline',
      text: '5 runs, commit 1a2b3c4, 3 days old, 50 users, 61,234 requests, c5.xlarge, 4 processors, Linux',
    },
    { kind: 'current', label: 'This run', text: '1 run, commit 9f8e7d6, 50 users, 12,188 requests' },
    { kind: 'sensitivity', label: 'Would show', text: 'not known: how far runs differ by themselves was not measured' },
    { kind: 'judged', label: 'Judged', text: '1 of 1 endpoint' },
    { kind: 'notJudged', label: 'Not judged', text: 'p95: too few requests were to be expected (GET /e)' },
    { kind: 'noLimit', label: 'No limit', text: '4 endpoints have none of their own (GET /a, GET /b, GET /c and 1 more)' },
  ]);
});

describe('what to do', () => {
  const todo = (comparison: Comparison) => tellStory(comparison).todo.map(({ text }) => text.split(/[:.]/)[0]);

  test('is nothing where all is fine', () => {
    expect(storyOf('all-fine').todo).toEqual([]);
    expect(storyOf('muted').todo).toEqual([]);
  });

  test('is to run again, to accept or to mute what is worse', () => {
    expect(storyOf('service-scope').todo.at(-1)?.command).toMatch(/^mute: \[\{ match: "api_gateway", until: /);
    expect(storyOf('one-regression').todo).toEqual([
      { text: 'Look at POST /checkout first.' },
      {
        text: 'If in doubt, run the same code once more and give all its runs together: one run may be a bad one.',
        command: 'loadline check "RUNS-*"',
      },
      {
        text: 'If it was meant: build the baseline anew from runs of the new code, and say why.',
        command: 'loadline baseline build "RUNS-*" -o docs/performance-baselines.json --rationale "WHY"',
      },
      {
        text: 'If it may stay for a while: mute it in the configuration, until a day and with a reason.',
        command: 'mute: [{ match: "POST /checkout", until: 2026-01-26, reason: "WHY" }]',
      },
    ]);
  });

  test('says how often to run again where that is known', () => {
    const sketch = { endpoint: endpoint('/a'), metric: 'p95', before: 100, after: 120, verdict: 'inconclusive' as const, limit: '+10%' };
    const needing = (runsNeeded: number | null) =>
      tellStory(buildComparison([{ ...sketch, evidence: { procedure: 'inconclusive', method: 'moderated-t', runsNeeded } }])).todo;
    expect(needing(4)[0]?.text).toContain('run the same code 3 more times');
    expect(needing(4)[1]?.text).toMatch(/^If it stays, look at GET \/a/);
    expect(needing(null).map(({ text }) => text)[1]).toContain('Build the baseline from more runs than its 5:');
  });

  test('is not to run again where more runs tell nothing', () => {
    const sketch = { endpoint: endpoint('/a'), metric: 'p95', before: 100, after: 150, verdict: 'inconclusive' as const, limit: '+25%' };
    const untold = (requests: number | null) => {
      const comparison = buildComparison([sketch]);
      const findings = comparison.findings.map((each) => ({
        ...each,
        baseline: { ...each.baseline, requests },
        current: { ...each.current, requests },
      }));
      return tellStory({ ...comparison, findings });
    };
    expect(untold(null).todo.map(({ text }) => text)).toEqual([
      'Give results that hold the number of requests: without it p95 of GET /a cannot be told from noise, however often it is run.',
      'If it stays, look at GET /a.',
    ]);
    expect(untold(500).todo[0]?.text).toMatch(/^How far p95 of GET \/a moves by itself is not known, and more runs do not tell: /);
    expect(untold(null).why[0]).toBe('how far runs differ by themselves is not known here');
  });

  test('fits what cannot be compared, what is gone, and what had too few requests', () => {
    expect(todo(cases.find(({ name }) => name === 'every-verdict')?.comparison ?? manyEndpoints(1))).toEqual([
      'Look at POST /checkout first',
      'Take a baseline whose requests succeed (POST /v1/chat/completions)',
      'If in doubt, run the same code once more and give all its runs together',
      'How far p95 of GET /cart moves by itself is not known, and more runs do not tell',
      'Run longer',
      'Gone',
      'If it was meant',
      'If it may stay for a while',
    ]);
    expect(storyOf('nothing-judged').todo[0]?.command).toBe('loadline baseline build "RUNS-*" -o docs/performance-baselines.json');
  });

  test('looks at what endpoints share where all are slower, at gates that match nothing, and at names that differ', () => {
    const slower = manyEndpoints(12, 'fail');
    const shift = { metric: 'p95', endpoints: 12, medianPct: 46, lowPct: 38, highPct: 51, level: 0.95 };
    expect(todo({ ...slower, shifts: [shift] })[0]).toBe('Look first at what all endpoints share');
    expect(todo({ ...slower, shifts: [{ ...shift, lowPct: -1 }] })[0]).toMatch(/^Look at GET/);
    const dead = { code: 'gate-matches-nothing', severity: 'error' as const, message: 'x' };
    expect(todo({ ...manyEndpoints(1), diagnostics: [dead] })).toEqual(['Correct the gate that matches nothing, or take it out']);
    expect(todo({ ...buildComparison([]), verdict: 'invalid' })).toEqual(['Look at what was read of each side']);
  });

  test('repeats no name from outside in a command', () => {
    const base = manyEndpoints(1, 'fail');
    const { policy } = base;
    const hostile = { ...base, policy: { ...policy, baseline: { ...policy.baseline, from: '$(reboot).json' } } };
    expect(tellStory(hostile).todo.some(({ command }) => command?.includes('reboot') === true)).toBe(false);
  });
});

describe('where most endpoints are slower together', () => {
  const shift = { metric: 'p95', endpoints: 12, medianPct: 46.19, lowPct: 26.98, highPct: 68.32, level: 0.95 };
  const slower = { ...manyEndpoints(12, 'fail'), shifts: [shift] };

  test('the headline says that, and what it usually means comes before all else', () => {
    const { headline, brief, summary, why, todo } = tellStory(slower);
    expect(headline).toBe('all 12 endpoints slower together, p95 typically +46.2 % (+27…+68), limit +25%');
    expect(brief).toBe('all 12 endpoints slower together, p95 typically +46.2 %, limit +25%');
    expect(summary).toBe('all 12 endpoints slower together');
    expect(why[0]).toMatch(/^all moved together, .*: usually one cause that they share \(the machine, .* the load\), not one endpoint$/);
    expect(todo.some(({ command }) => command?.startsWith('mute') === true)).toBe(false);
  });

  test('is not said of fewer than two thirds, of a shift that may be none, or of throughput', () => {
    const [first, second, third, ...rest] = slower.findings;
    if (first === undefined || second === undefined || third === undefined) throw new Error('no findings');
    const calm = rest.map((finding) => ({ ...finding, verdict: 'pass' as const }));
    const counts = { ...slower.counts, endpoints: { ...slower.counts.endpoints, fail: 3, pass: 9 } };
    expect(tellStory({ ...slower, counts, findings: [first, second, third, ...calm] }).summary).toBe('3 of 12 endpoints slower');
    expect(tellStory({ ...slower, shifts: [{ ...shift, lowPct: -2 }] }).summary).toBe('12 of 12 endpoints slower');
    expect(tellStory({ ...slower, shifts: [{ ...shift, metric: 'rps' }] }).summary).toBe('12 of 12 endpoints slower');
  });
});

test('failures of one message are one, with the endpoints that had them', () => {
  const message = '503 Service Unavailable';
  const errors = [
    { message, status: '503', count: 7, endpoint: endpoint('/search') },
    { message: 'timeout', count: 9 },
    { message, status: '503', count: 4, endpoint: endpoint('/products') },
  ];
  expect(tellStory({ ...manyEndpoints(1), errors }).errors).toEqual([
    { text: `11 × ${message}`, where: 'GET /search 7, GET /products 4' },
    { text: '9 × timeout' },
  ]);
});

test('the first step leads to the window of the run, by the links of the configuration', () => {
  const base = manyEndpoints(1, 'fail');
  const current = { ...base.current, startedAt: '2026-01-12T18:30:00Z', endedAt: '2026-01-12T18:40:00Z' };
  const links = [{ name: 'traces', template: 'https://traces.example/?from={startMs}&q={name}' }];
  const [first] = tellStory({ ...base, current, policy: { ...base.policy, links } }).todo;
  expect(first?.text).toMatch(/^Look at GET .* first, in the window of this run: 2026-01-12 18:30–18:40 UTC\.$/);
  const windowOf = (startedAt: string, endedAt: string) =>
    /this run: (.*)\.$/.exec(tellStory({ ...base, current: { ...base.current, startedAt, endedAt } }).todo[0]?.text ?? '')?.[1];
  expect(windowOf('2026-01-12T18:30:05Z', '2026-01-12T18:30:47.9Z')).toBe('2026-01-12 18:30:05–18:30:47 UTC');
  expect(windowOf('2026-01-12T18:30:05Z', '2026-01-12T18:30:05.9Z')).toBe('2026-01-12 18:30:05 UTC');
  expect(windowOf('2026-01-12T23:59:05Z', '2026-01-13T00:30:00Z')).toBe('2026-01-12 23:59–2026-01-13 00:30 UTC');
  expect(first?.links?.[0]?.href).toMatch(/^https:\/\/traces\.example\/\?from=1768242600000&q=/);
});

test('with runs too few to measure noise it says up to which noise the worst is proven', () => {
  const base = manyEndpoints(2, 'fail');
  const [worst, ...rest] = base.findings;
  if (worst === undefined) throw new Error('no finding');
  const evidence = { procedure: 'regression', method: 'prior-z', assumedNoisePct: 8.04 };
  const sensitivity = { detectablePct: 40, assumption: 'one run each: assumes that runs differ by no more than 5 % by themselves' };
  expect(tellStory({ ...base, sensitivity, findings: [{ ...worst, evidence }, ...rest] }).why[0]).toContain(
    '; from about 8 % on this would be no proof any more',
  );
});

test('what is to watch is counted apart from what is worse', () => {
  const { worse } = storyOf('every-verdict').groups;
  expect(tellGroup('worse', worse)).toEqual({ title: 'worse', tone: 'bad', text: '2 endpoints, 1 endpoint to watch' });
  expect(tellGroup('worse', worse.slice(2))).toEqual({ title: 'watch', tone: 'doubt', text: '1 endpoint' });
});

test('the look of a sequence is told, and only of one', () => {
  expect(storyOf('one-regression').sequence).toBeUndefined();
  const look = (number: number) => tellStory({ ...manyEndpoints(1), sequence: { look: number, maxLooks: 3 } }).sequence?.text;
  expect(look(1)).toBe('round 1 of at most 3: in doubt, run the same code again and give all its runs together');
  expect(look(3)).toBe('round 3 of at most 3: the last one');
});

test('what is held against itself is told under the headline', () => {
  const own = { code: 'run-on-both-sides', severity: 'warning' as const, message: 'x' };
  expect(tellStory({ ...manyEndpoints(2), diagnostics: [own] }).sides).toMatch(
    /; held against itself: what is judged is in the baseline, too$/,
  );
});

test('a gate on the run alone is judged, and named once', () => {
  const whole = { scope: 'run' as const, service: '', endpoint: undefined, metric: 'p95', before: 520, after: 926, limit: '+30%' };
  const base = buildComparison([{ ...whole, verdict: 'fail' }]);
  const run = { ...base, coverage: { ...base.coverage, endpoints: 0, gatedEndpoints: 0, services: 0, gatedServices: 0 } };
  const { headline, facts } = tellStory(run);
  expect(headline).toBe('the whole run slower: p95 520 → 926 ms, +78.1 %, limit +30%');
  expect(facts.find(({ label }) => label === 'Judged')?.text).toBe('the whole run');
});

test('a run as a whole is not muted, and is not renamed where it is gone', () => {
  const whole = { scope: 'run' as const, service: '', endpoint: undefined, metric: 'rps', before: 50, limit: '-20%' };
  const texts = (verdict: 'fail' | 'missing', after: number | null) =>
    tellStory(buildComparison([{ ...whole, after, verdict }])).todo.map(({ text, command }) => `${text} ${command ?? ''}`);
  expect(texts('fail', 20)[0]).toMatch(/^Look at the run as a whole first/);
  expect(texts('fail', 20).join()).not.toMatch(/mute/);
  expect(texts('missing', null)).toContain('This run has no requests: look whether the load test ran at all. ');
});

test('what is muted is matched with its service where another has one of that name', () => {
  const at = { endpoint: endpoint('/x'), metric: 'p95', before: 100, limit: '+25%' };
  const story = tellStory(
    buildComparison([
      { ...at, service: 'a', after: 160, verdict: 'fail' },
      { ...at, service: 'b', after: 101 },
    ]),
  );
  expect(story.todo.at(-1)?.command).toMatch(/^mute: \[\{ match: \{ service: "a", method: "GET", name: "\/x" \}, until: /);
});

test('what is new or has no limit is said beside what is within its limits', () => {
  const at = { metric: 'p95', before: 100, after: 101 };
  const news = { endpoint: endpoint('/n'), metric: 'total_requests', after: 100, verdict: 'new' as const, gated: false };
  const free = { ...at, endpoint: endpoint('/b'), gated: false };
  const base = buildComparison([{ ...at, endpoint: endpoint('/a'), limit: '+25%' }, free, news]);
  const { summary } = tellStory({ ...base, coverage: { ...base.coverage, endpoints: 3 } });
  expect(summary).toMatch(/^1 of 3 endpoints within its limits, 1 new, 1 without a limit$/);
});
