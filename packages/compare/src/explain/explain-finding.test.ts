import { describe, expect, it } from 'vitest';
import type { Finding, Run } from '@loadline/schema';
import { decide, type Explanation, explainFinding, explainNotJudged, nextStep, type NumberName } from '../index.js';
import { buildBaselineOf, buildRun, type Numbers, withLnErrors } from '../testing/build.js';
import { one, options, policyOf } from '../testing/judge.js';

const percentiles = (p95: number): Numbers => ({ requests: 5000, p50: p95 / 2, p90: p95 * 0.9, p95, p99: p95 * 1.3, rps: 50 });

/** The explanation of the finding of a metric of two sides, and that finding. */
function explain(before: Run[], after: Run[], metric: string, written: object = {}, pick: (finding: Finding) => boolean = () => true) {
  const policy = policyOf(written);
  const baseline = buildBaselineOf(...before);
  const { findings } = decide(baseline, after, policy, options);
  const finding = findings.find((each) => each.metric === metric && pick(each));
  if (finding === undefined) throw new Error(`no finding of ${metric}`);
  return { finding, explanation: explainFinding(baseline, after, policy, finding) };
}

const number = ({ steps }: Explanation, code: string, name: NumberName, index = 0): number => {
  const found = steps.filter((step) => step.code === code)[index]?.numbers.find((each) => each.name === name);
  return found?.value ?? NaN;
};
const wayOf = ({ steps }: Explanation, code: string) => steps.find((step) => step.code === code)?.way;
const codesOf = ({ steps }: Explanation) => steps.map(({ code }) => code);

/** A run of ten endpoints, each moved by its own factor. */
const tenth = (factor: (endpoint: number) => number, id: string): Run =>
  buildRun({ all: Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`/e${at}`, percentiles(100 * factor(at))])) }, { id });
const spread = (run: number) => (endpoint: number) => 1 + 0.02 * Math.sin(7 * run + 3 * endpoint);
const five = [0, 1, 2, 3, 4].map((run) => tenth(spread(run), `b${run}`));

describe('the first example of how we decide', () => {
  const typed = { gates: [{ p95: '+30%' }] };
  const { finding, explanation } = explain([one(percentiles(412))], [one(percentiles(660))], 'p95_latency_ms', typed);

  it('goes the whole way, step by step', () => {
    expect(codesOf(explanation)).toEqual(['values', 'expected', 'noise', 'change', 'drift', 'family', 'limit', 'rule', 'verdict', 'next']);
    expect(explanation).toMatchObject({ scope: 'endpoint', service: 'all', metric: 'p95_latency_ms', unit: 'ms', verdict: 'fail' });
  });
  it('says what each run measured', () => {
    expect(explanation.runs).toEqual([
      { side: 'baseline', number: 1, id: 'r', files: [], value: 412, requests: 5000, failures: 0 },
      { side: 'current', number: 1, id: 'r', files: [], value: 660, requests: 5000, failures: 0 },
    ]);
  });
  it('adds the parts of what is expected up as squares', () => {
    const parts = (['runNoise', 'requestNoise'] as const).map((name) => number(explanation, 'expected', name) ** 2);
    expect(Math.sqrt((parts[0] ?? 0) + (parts[1] ?? 0))).toBeCloseTo(number(explanation, 'expected', 'expectedNoise'), 9);
    expect(number(explanation, 'expected', 'runNoise')).toBe(5);
    expect([number(explanation, 'expected', 'lowerNeighbour'), number(explanation, 'expected', 'upperNeighbour')]).toEqual([90, 99]);
    expect(wayOf(explanation, 'noise')).toBe('assumed');
    expect(number(explanation, 'noise', 'oneRunNoise')).toBeCloseTo(number(explanation, 'expected', 'expectedNoise'), 9);
  });
  it('gives the numbers that the finding was decided by', () => {
    expect(number(explanation, 'change', 'theta')).toBeCloseTo(Math.log(660 / 412), 12);
    expect(number(explanation, 'change', 'p')).toBe(finding.evidence.p);
    expect(number(explanation, 'family', 'pAdjusted')).toBe(finding.evidence.q);
    expect(number(explanation, 'change', 'low')).toBeCloseTo(finding.change.interval?.lowPct ?? NaN, 1);
    expect(number(explanation, 'change', 'high')).toBeCloseTo(finding.change.interval?.highPct ?? NaN, 1);
    expect(number(explanation, 'next', 'assumedNoise')).toBe(finding.evidence.assumedNoisePct);
  });
  it('says where the noise was measured over identical runs', () => {
    const expected = ({ steps }: Explanation) => steps.find(({ code }) => code === 'expected');
    expect(expected(explanation)?.text).toBeUndefined();
    const policy = { ...policyOf(typed), noise: { file: 'loadline.noise.json' } as never };
    const before = buildBaselineOf(one(percentiles(412)));
    expect(expected(explainFinding(before, [one(percentiles(660))], policy, finding))?.text).toBe('calibrated');
  });
  it('says why the limit decides alone', () => {
    expect(number(explanation, 'limit', 'boundary')).toBeCloseTo(412 * 1.3, 9);
    expect(number(explanation, 'limit', 'reportChance')).toBeLessThan(0.01);
    expect(number(explanation, 'limit', 'aloneBelow')).toBe(0.01);
    expect(wayOf(explanation, 'rule')).toBe('limit-alone');
  });
});

describe('several runs', () => {
  const slow = tenth((endpoint) => (endpoint === 0 ? 1.4 : spread(9)(endpoint)), 'c');
  const isFirst = ({ endpoint }: Finding) => endpoint?.name === '/e0';
  const { finding, explanation } = explain(five, [slow], 'p95_latency_ms', {}, isFirst);

  it('show the noise, and its parts make the standard error', () => {
    expect(wayOf(explanation, 'noise')).toBe('measured');
    const [own, nu, d0, scale] = (['ownNoise', 'ownDf', 'd0', 'scale'] as const).map((name) => number(explanation, 'noise', name));
    const expected = number(explanation, 'expected', 'expectedNoise');
    const variance = ((d0 ?? 0) * (scale ?? 0) * expected ** 2 + (nu ?? 0) * (own ?? 0) ** 2) / ((d0 ?? 0) + (nu ?? 0));
    expect(Math.sqrt(variance)).toBeCloseTo(number(explanation, 'noise', 'oneRunNoise'), 9);
    expect(number(explanation, 'change', 'standardError') * 100).toBeCloseTo(Math.sqrt(variance * (1 / 5 + 1)), 9);
    expect(number(explanation, 'noise', 'df')).toBe(finding.evidence.df);
  });
  it('have a twin without drift', () => {
    expect(wayOf(explanation, 'drift')).toBe('taken-off');
    expect(number(explanation, 'drift', 'pAdjusted')).toBe(finding.evidence.driftQ);
    expect(wayOf(explanation, 'rule')).toBe('proven');
    expect(explanation.runs).toHaveLength(6);
  });
  it('tell of a throughput which way it went', () => {
    const { explanation: half } = explain([one(percentiles(100))], [one({ ...percentiles(100), rps: 25 })], 'rps');
    expect(number(half, 'change', 'change')).toBeCloseTo(-50, 9);
    expect(number(half, 'change', 'theta')).toBeCloseTo(Math.log(2), 9);
    expect(number(half, 'next', 'detectable')).toBeLessThan(0);
  });
});

describe('what is expected beforehand', () => {
  it.each(['p95_latency_ms', 'avg_latency_ms', 'rps'])('of %s adds up, also where a run has not measured it', (metric) => {
    const known = { ...percentiles(100), avg: 60 };
    const before = [known, { ...known, requests: 900 }, { ...known, p95: 0, avg: 0, rps: 0 }].map((numbers, at) =>
      one(numbers, { id: `${at}` }),
    );
    const { explanation } = explain(before, [one({ ...known, avg: 61 })], metric, { gates: [{ p95: '+10%', avg: '+10%', rps: '-10%' }] });
    const parts = (['runNoise', 'requestNoise', 'roundingNoise'] as const).map((name) => number(explanation, 'expected', name));
    expect(Math.hypot(...parts.filter((part) => !Number.isNaN(part)))).toBeCloseTo(number(explanation, 'expected', 'expectedNoise'), 9);
  });
});

describe('what runs measured of themselves', () => {
  const numbers = { ...percentiles(100), avg: 60 };
  const limits = { gates: [{ p95: '+10%', avg: '+10%', rps: '-10%' }] };
  const plain = (id: string) => one(numbers, { id });
  const measured = (id: string) => withLnErrors(plain(id), { p95_latency_ms: 0.03, avg_latency_ms: 0.04 });
  const expected = ({ steps }: Explanation) => steps.find(({ code }) => code === 'expected');
  const names = (explanation: Explanation) => expected(explanation)?.numbers.map(({ name }) => name);

  it.each([
    ['p95_latency_ms', 'percentile', 3],
    ['avg_latency_ms', 'mean', 4],
  ])('of %s is what is expected, and said so', (metric, way, noise) => {
    const { explanation } = explain([measured('a')], [measured('b')], metric, limits);
    expect(expected(explanation)?.way).toBe(`${way}-measured`);
    expect(names(explanation)).toEqual(['runNoise', 'requestNoise', 'expectedNoise']);
    expect(number(explanation, 'expected', 'requestNoise')).toBeCloseTo(noise, 9);
    expect(number(explanation, 'expected', 'expectedNoise')).toBeCloseTo(Math.hypot(5, noise), 9);
  });
  it('stands beside what the others’ percentiles say', () => {
    const [assumed, mixed] = [[plain('a')], [measured('a')]].map(
      (before) => explain(before, [plain('b')], 'p95_latency_ms', limits).explanation,
    );
    if (assumed === undefined || mixed === undefined) throw new Error('nothing was judged');
    expect([expected(assumed)?.way, expected(mixed)?.way]).toEqual(['percentile', 'percentile-partly-measured']);
    expect(number(mixed, 'expected', 'measuredRuns')).toBe(1);
    expect([number(mixed, 'expected', 'lowerNeighbour'), number(mixed, 'expected', 'inflation')]).toEqual([90, 2]);
    const [own, both] = [assumed, mixed].map((each) => number(each, 'expected', 'requestNoise') ** 2);
    expect(both).toBeCloseTo(((own ?? NaN) + 9) / 2, 9);
    expect(number(mixed, 'expected', 'expectedNoise') ** 2).toBeCloseTo(25 + (both ?? NaN), 9);
  });
  it('changes nothing of what has no such measure', () => {
    const [assumed, other] = [plain, measured].map((run) => explain([run('a')], [run('b')], 'rps', limits).explanation);
    expect(other && expected(other)).toEqual(assumed && expected(assumed));
  });
});

describe('looks', () => {
  const baseline = buildBaselineOf(...five);
  const first = (factor: number) => (endpoint: number) => (endpoint === 0 ? factor : 1) * spread(9)(endpoint);
  const slow = (factor: number, runs: number) => Array.from({ length: runs }, (_, at) => tenth(first(factor), `c${at}`));

  /** What a comparison of several looks says of the p95 of /e0, and how that came about. */
  function look(runs: Run[], written: object = {}, maxLooks = 3, before = baseline) {
    const policy = policyOf(written);
    const comparison = decide(before, runs, policy, { ...options, sequence: { maxLooks } });
    const finding = comparison.findings.find(({ metric, endpoint }) => metric === 'p95_latency_ms' && endpoint?.name === '/e0');
    if (finding === undefined) throw new Error('nothing was judged');
    const next = nextStep(comparison);
    const explanation = explainFinding(before, runs, policy, finding, { ...comparison.sequence, next });
    return { policy, comparison, finding, next, explanation };
  }
  const numbersOf = ({ steps }: Explanation, code: string) => steps.find((step) => step.code === code)?.numbers.map(({ name }) => name);

  it('count a run that is given twice once, and share the error rate out', () => {
    const [policy, runs] = [policyOf({}), [tenth(spread(9), 'c')]];
    const [finding] = decide(baseline, [...runs, ...runs], policy, options).findings.filter(({ metric }) => metric === 'p95_latency_ms');
    if (finding === undefined) throw new Error('nothing was judged');
    const once = explainFinding(baseline, runs, policy, finding);
    expect(explainFinding(baseline, [...runs, ...runs], policy, finding)).toEqual(once);
    expect(number(once, 'change', 'p')).toBe(finding.evidence.p);
    const third = explainFinding(baseline, runs, policy, finding, { maxLooks: 3 });
    expect(number(third, 'family', 'q')).toBeLessThan(number(once, 'family', 'q'));
  });

  it('have a step that shows how the share of each rate came about, just before p is held against it', () => {
    const { explanation } = look(slow(1.4, 2));
    expect(codesOf(explanation)).toEqual([
      'values',
      'expected',
      'noise',
      'change',
      'drift',
      'look',
      'family',
      'limit',
      'limit',
      'rule',
      'verdict',
      'next',
      'again',
    ]);
    expect([number(explanation, 'look', 'look'), number(explanation, 'look', 'maxLooks')]).toEqual([2, 3]);
    // The command that made them stands in spend-alpha.test.ts.
    const [before, spent] = [8.140039715831549e-6, 0.0016064464568819048];
    expect(number(explanation, 'look', 'qWhole')).toBe(0.01);
    expect(number(explanation, 'look', 'qSpent')).toBeCloseTo(spent, 9);
    expect(number(explanation, 'look', 'qSpentBefore') / before).toBeCloseTo(1, 6);
    expect(number(explanation, 'look', 'q')).toBeCloseTo(spent - before, 9);
    expect(number(explanation, 'look', 'qWarn')).toBeCloseTo(0.043954333354753405 - 0.004386100878113641, 9);
    expect(number(explanation, 'look', 'aloneWhole')).toBe(0.01);
    for (const name of ['q', 'qWarn'] as const) expect(number(explanation, 'family', name)).toBe(number(explanation, 'look', name));
  });

  it('share out the chance of a typed limit to decide alone', () => {
    const { explanation } = look(slow(1.4, 2), { gates: [{ p95: '+30%' }] });
    expect(number(explanation, 'limit', 'aloneBelow')).toBe(number(explanation, 'look', 'aloneBelow'));
    expect(number(explanation, 'look', 'aloneBelow')).toBeLessThan(0.0017);
  });

  it('explain the verdict of their share, not that of one look', () => {
    const [written, runs] = [{ evidence: 'required', gates: [{ p95: '+5%' }] }, slow(1.2, 1)];
    const { finding, explanation } = look(runs, written);
    const once = explain(five, runs, 'p95_latency_ms', written, ({ endpoint }) => endpoint?.name === '/e0');
    expect([once.finding.verdict, finding.verdict]).toEqual(['fail', 'warn']);
    expect([wayOf(once.explanation, 'family'), wayOf(explanation, 'family')]).toEqual(['proven', 'suspected']);
    expect(number(explanation, 'family', 'pAdjusted')).toBeGreaterThan(number(explanation, 'family', 'q'));
    expect(number(explanation, 'family', 'pAdjusted')).toBeLessThan(number(explanation, 'look', 'qWhole'));
    expect([explanation.verdict, wayOf(explanation, 'rule')]).toEqual(['warn', 'proven']);
  });

  it('say whether to run again, why and how often', () => {
    const { next, explanation } = look(slow(2, 1));
    expect(next).toMatchObject({ step: 'run again', runs: 1 });
    expect(explanation.steps.at(-1)).toEqual({
      code: 'again',
      way: 'run-again',
      numbers: [{ name: 'moreRuns', value: 1, unit: 'runs' }],
      text: next.step === 'done' ? '' : next.why,
    });
    expect(explanation.steps.at(-1)?.text).toContain('by one run alone');
    expect(wayOf(look(slow(2, 2)).explanation, 'again')).toBe('done');
    expect(wayOf(look(slow(2, 3)).explanation, 'again')).toBe('last-look');
  });

  it('count pairs where pairs were judged', () => {
    const inPair = (runs: Run[]) => runs.map((run, at) => ({ ...run, run: { ...run.run, pairId: `${at}` } }));
    const wave = (run: number, factor: number) => (endpoint: number) => (endpoint === 0 ? factor : 1) * spread(run)(endpoint);
    const [before, after] = [1, 1.13].map((factor, side) =>
      inPair([0, 1, 2].map((run) => tenth(wave(run + 2 * side, factor), `${side}${run}`))),
    );
    const { next, explanation } = look(
      after ?? [],
      { evidence: 'required', gates: [{ p95: '+10%' }] },
      5,
      buildBaselineOf(...(before ?? [])),
    );
    expect(next).toMatchObject({ step: 'run again', inPairs: true });
    expect(numbersOf(explanation, 'again')).toEqual(['morePairs']);
  });

  it('change nothing where there is one, and are the same by any way they are given', () => {
    const { policy, finding, comparison, explanation } = look(slow(1.4, 2), {}, 1);
    expect(explanation).toEqual(explainFinding(baseline, slow(1.4, 2), policy, finding));
    expect(codesOf(explanation)).not.toContain('look');
    expect(comparison.sequence.maxLooks).toBe(1);
    const second = look(slow(1.4, 2));
    const [given, taken] = [{ maxLooks: 3 }, second.comparison.sequence].map((sequence) =>
      explainFinding(baseline, slow(1.4, 2), policy, second.finding, sequence),
    );
    expect(given).toEqual(taken);
    expect(codesOf(taken as Explanation)).toEqual(codesOf(second.explanation).slice(0, -1));
  });

  it('show the rates that the policy asks for', () => {
    const withRates = (evidence: string) => look(slow(2, 1), { evidence }).explanation;
    expect([wayOf(withRates('advisory'), 'look'), wayOf(withRates('strict'), 'look')]).toEqual(['advisory', 'shared']);
    expect(numbersOf(withRates('required'), 'look')).not.toContain('aloneBelow');
    expect(number(withRates('strict'), 'look', 'boundWhole')).toBe(0.05);
    expect(number(withRates('strict'), 'look', 'bound')).toBe(number(withRates('strict'), 'look', 'boundSpent'));
  });

  it('have no share where nothing was computed or judged', () => {
    const policy = policyOf({});
    const gone = buildRun({ all: { '/a': { p95: 10 }, '/gone': percentiles(100) } });
    const { findings, coverage } = decide(buildBaselineOf(gone), [one({ p95: 10 })], policy, { ...options, sequence: { maxLooks: 3 } });
    const [missing, notJudged] = [findings.find(({ verdict }) => verdict === 'missing'), coverage.notJudged[0]];
    if (missing === undefined || notJudged === undefined) throw new Error('all was judged');
    const sequence = { maxLooks: 3, next: { step: 'done' as const } };
    const ofMissing = explainFinding(buildBaselineOf(gone), [one({ p95: 10 })], policy, missing, sequence);
    expect(codesOf(ofMissing)).toEqual(['values', 'not-computed', 'look', 'verdict', 'again']);
    const run = one({ p95: 10 });
    const ofNone = explainNotJudged(buildBaselineOf(gone), [run, run], policy, notJudged, sequence);
    expect(codesOf(ofNone)).toEqual(['not-computed', 'look', 'limit', 'again']);
    expect(ofNone.runs.filter(({ side }) => side === 'current')).toHaveLength(1);
    for (const each of [ofMissing, ofNone]) {
      expect(wayOf(each, 'look')).toBe('unused');
      expect(numbersOf(each, 'look')).toEqual(['look', 'maxLooks']);
    }
  });
});

describe('error rates', () => {
  const { finding, explanation } = explain([one({ failures: 1 })], [one({ failures: 40 })], 'error_rate_pct');
  it('show their counts and both tests, of which the larger p counts', () => {
    expect(codesOf(explanation)).toEqual(['values', 'errors', 'family', 'limit', 'rule', 'verdict']);
    const [failed, of, counts, rates, p] = (['currentFailures', 'currentRequests', 'pFisher', 'pQuasi', 'p'] as const).map((name) =>
      number(explanation, 'errors', name),
    );
    expect([failed, of]).toEqual([40, 1000]);
    expect(p).toBe(Math.max(counts ?? 0, rates ?? 0));
    expect(p).toBe(finding.evidence.p);
  });
});

describe('rules', () => {
  it.each([
    ['advisory', 412, 660, { evidence: 'advisory' }, 'advisory'],
    ['a goal', 412, 660, { gates: [{ p95: { slo: '< 500ms' } }] }, 'by-value'],
    ['a bound', 412, 660, { gates: [{ p95: '> 500ms' }] }, 'by-value'],
    ['a pass', 412, 413, {}, 'within'],
    ['a gain', 660, 412, {}, 'improved'],
    ['a small limit that is typed', 412, 420, { gates: [{ p95: '+1%' }] }, 'not-proven-typed'],
    ['a small limit', 412, 420, { evidence: 'required', gates: [{ p95: '+1%' }] }, 'not-proven'],
    ['a large change', 412, 900, { evidence: 'required' }, 'proven'],
    ['one beyond the limit', 412, 900, { evidence: 'strict' }, 'beyond'],
  ] as const)('%s', (_, before, after, written, way) => {
    const { explanation } = explain([one(percentiles(before))], [one(percentiles(after))], 'p95_latency_ms', written);
    expect(wayOf(explanation, 'rule')).toBe(way);
  });
});

describe('what nothing is computed of', () => {
  it('is missing, and says so', () => {
    const before = buildRun({ all: { '/a': percentiles(100), '/gone': percentiles(100) } });
    const { explanation } = explain([before], [one(percentiles(100))], 'total_requests');
    expect(codesOf(explanation)).toEqual(['values', 'not-computed', 'verdict']);
    expect(wayOf(explanation, 'not-computed')).toBe('missing');
    expect(explanation.runs.map(({ value }) => value)).toEqual([5000, null]);
  });
  it('is not comparable, and says why', () => {
    const open = one(percentiles(100), { load: { model: 'open', users: null } });
    const { explanation } = explain([one(percentiles(100))], [open], 'p95_latency_ms');
    expect(explanation.steps.find(({ code }) => code === 'not-computed')).toMatchObject({
      way: 'invalid',
      text: 'the load model differs: closed before, open now',
    });
    expect(codesOf(explanation)).not.toContain('rule');
  });
  it('is a metric of one’s own, which the limit decides alone', () => {
    const gates = { metrics: [{ name: 'constructor', unit: 'count', better: 'lower' }], gates: [{ constructor: '+10%' }] };
    const { explanation } = explain([one({ constructor: 5 } as Numbers)], [one({ constructor: 9 } as Numbers)], 'constructor', gates);
    expect(wayOf(explanation, 'not-computed')).toBe('unknown-metric');
    expect(wayOf(explanation, 'rule')).toBe('not-weighed');
    expect(explanation.runs.map(({ value }) => value)).toEqual([5, 9]);
  });
  it('is a value of 0', () => {
    const { explanation } = explain([one({ avg: 0 })], [one({ avg: 1 })], 'avg_latency_ms', { gates: [{ avg: '+10%' }] });
    expect(wayOf(explanation, 'not-computed')).toBe('no-series');
  });
  it('was not judged', () => {
    const baseline = buildBaselineOf(one({ p95: 10 }));
    const policy = policyOf({});
    const [notJudged] = decide(baseline, [one({ p95: 10 })], policy, options).coverage.notJudged;
    if (notJudged === undefined) throw new Error('all was judged');
    const explanation = explainNotJudged(baseline, [one({ p95: 10 })], policy, notJudged);
    expect(explanation).toMatchObject({ verdict: 'not-judged', notJudged: 'no-data', metric: notJudged.metric });
    expect(codesOf(explanation)).toEqual(['not-computed', 'limit']);
  });
});

describe('services, and what is muted', () => {
  it('are explained like endpoints', () => {
    const gates = [{ service: 'all', p95: '+10%' }];
    const { explanation } = explain([one(percentiles(100))], [one(percentiles(150))], 'p95_latency_ms', { gates });
    expect(explanation).toMatchObject({ scope: 'service', service: 'all' });
    expect(wayOf(explanation, 'drift')).toBe('sum');
  });
  it('says of a mute that it does not count', () => {
    const mute = [{ match: '/a', until: '2026-12-31', reason: 'reindex' }];
    const { explanation } = explain([one(percentiles(100))], [one(percentiles(200))], 'p95_latency_ms', { mute });
    expect(wayOf(explanation, 'verdict')).toBe('fail-muted');
  });
  it('holds no number that JSON cannot', () => {
    const { explanation } = explain([one({ p95: 0, rps: 1 })], [one({ p95: 5, rps: 1 })], 'p95_latency_ms', { gates: [{ p95: '+10%' }] });
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
  });
});
