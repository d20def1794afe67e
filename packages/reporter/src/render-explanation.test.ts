import { describe, expect, test } from 'vitest';
import type { ExplanationLike } from './index.js';
import { renderExplanation, renderJson } from './index.js';
import { displayWidth } from './display-width.js';
import { stepTitles, stepWords } from './explanation-words.js';

const explanation: ExplanationLike = {
  scope: 'endpoint',
  service: 'api',
  endpoint: { kind: 'request', method: 'POST', name: '/checkout' },
  metric: 'p95_latency_ms',
  unit: 'ms',
  verdict: 'fail',
  runs: [
    {
      side: 'baseline',
      number: 1,
      files: ['run_stats.csv', 'run_failures.csv', 'run_stats_history.csv'],
      startedAt: '2026-11-21T01:35:00.000Z',
      value: 412,
      requests: 5000,
      failures: 4,
    },
    { side: 'current', number: 1, files: [], value: 660, requests: 5000, failures: 4 },
    { side: 'current', number: 2, files: ['b.csv'], value: null, requests: null, failures: null },
  ],
  steps: [
    {
      code: 'values',
      way: 'median',
      numbers: [
        { name: 'baselineValue', value: 412, unit: 'ms' },
        { name: 'currentValue', value: 660, unit: 'ms' },
        { name: 'change', value: 60.194, unit: '%' },
      ],
    },
    {
      code: 'change',
      way: 'normal',
      numbers: [
        { name: 'theta', value: 0.4712, unit: 'ln' },
        { name: 'p', value: 0.0068, unit: 'probability' },
        { name: 'low', value: null, unit: '%' },
      ],
    },
    { code: 'limit', way: 'fail', numbers: [{ name: 'chance', value: 0.0000000000001, unit: 'probability' }], text: '+30%' },
    { code: 'rule', way: 'limit-alone', numbers: [], text: 'auto' },
    { code: 'verdict', way: 'fail-muted', numbers: [], text: 'beyond the limit +30%' },
  ],
};

describe('an explanation', () => {
  test('goes from the files to the verdict', () => {
    expect(renderExplanation(explanation)).toBe(` api: POST /checkout   p95   412 → 660 ms   worse

 1. What the files say
    before 1   412 ms     5,000 requests  run_stats.csv +2  2026-11-21 01:35
    now 1      660 ms     5,000 requests  no file named
    now 2      no value   not in this run  b.csv
    Of several runs of a side the median counts.
      before   412 ms
      now      660 ms
      change   +60.2 %

 2. The change, and how sure it is
    The change is that of the natural logarithm of the value, from the mean of
    one side to that of the other; above 0 it got worse. p is how often
    unchanged code shows such a change or a larger one.
      change of the logarithm (θ)          +0.471
      chance of it in unchanged code (p)   0.0068 (1 in 147)

 3. The fail limit +30%
    Somebody wrote it.
      broken by unchanged code   less than 1 in a thousand million

 4. The rule: evidence auto
    Somebody wrote the limit, and unchanged code breaks it too seldom to matter:
    it decides alone.

 5. The verdict
    worse (fail): beyond the limit +30%.
    A fail limit or an SLO is broken.
    It is muted, and does not count.
`);
  });

  test.each([40, 60, 80, 120])('is never wider than %i columns', (width) => {
    const wide = { ...explanation, service: 'x'.repeat(200), runs: [{ ...explanation.runs[0]!, files: ['f'.repeat(300)] }] };
    for (const line of renderExplanation(wide, { width }).split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  test('is ASCII where that is asked for', () => {
    expect(renderExplanation(explanation, { unicode: false })).toMatch(/^[ -~\n]*$/);
  });

  test('lets nothing of a foreign text act upon the terminal', () => {
    const evil = '\u001b[31m\r\u202e';
    const hostile: ExplanationLike = {
      ...explanation,
      service: evil,
      endpoint: { kind: 'request', name: evil },
      unit: evil,
      runs: [{ side: 'baseline', number: 1, files: [evil], startedAt: evil, value: 1, requests: 1, failures: 0 }],
      steps: [
        ...explanation.steps,
        { code: 'limit', way: 'fail', numbers: [{ name: 'boundary', value: 1, unit: evil }], text: evil },
        { code: 'not-computed', way: 'invalid', numbers: [], text: evil },
      ],
    };
    expect(renderExplanation(hostile)).not.toMatch(/[\u001b\r\u202e]/);
    expect(renderJson(hostile)).not.toMatch(/[\u001b\r\u202e]/);
    expect(JSON.parse(renderJson(hostile))).toEqual(hostile);
  });

  test('tells counts of an error rate, and what was not judged', () => {
    const errors = renderExplanation({ ...explanation, metric: 'error_rate_pct', unit: '%' });
    expect(errors).toContain('4 of 5,000 failed');
    const steps: ExplanationLike['steps'] = [{ code: 'not-computed', way: 'no-data', numbers: [] }];
    const text = renderExplanation({ ...explanation, verdict: 'not-judged', steps });
    expect(text).toContain('not judged');
    expect(text).toContain('Neither side has measured it.');
    expect(text).toContain('run_stats.csv');
  });

  test('says that noise was calibrated', () => {
    const steps: ExplanationLike['steps'] = [{ code: 'expected', way: 'percentile', numbers: [], text: 'calibrated' }];
    expect(renderExplanation({ ...explanation, steps }).replace(/\s+/g, ' ')).toContain('measured over identical runs');
  });

  const number = (name: ExplanationLike['steps'][number]['numbers'][number]['name'], value: number, unit = 'probability') => ({
    name,
    value,
    unit,
  });
  const looks: ExplanationLike['steps'] = [
    {
      code: 'look',
      way: 'shared',
      numbers: [
        number('look', 2, 'looks'),
        number('maxLooks', 3, 'looks'),
        number('qWhole', 0.01),
        number('qSpent', 0.0016064464568819),
        number('qSpentBefore', 0.0000081400397158),
        number('q', 0.0015983064171661),
      ],
    },
    { code: 'family', way: 'suspected', numbers: [number('pAdjusted', 0.0021), number('q', 0.0015983064171661)] },
    { code: 'again', way: 'run-again', numbers: [number('moreRuns', 1, 'runs')], text: '1 finding is beyond the limit and not proven yet' },
  ];

  test('says which look it is, what that leaves for it, and whether to run again', () => {
    expect(renderExplanation({ ...explanation, steps: looks })).toBe(` api: POST /checkout   p95   worse

 1. Which look this is, and its share of the error rates
    Whoever looks again with more runs, and stops at the first alarm, cries wolf
    more often. So each look has only a share of the error rates. Up to look k
    of K so much of a rate α is spent: 2 − 2Φ(z(1 − α/2)/√(k/K)), next to
    nothing early, all of it at the end (Lan and DeMets, after O’Brien and
    Fleming). A look is judged by what it adds to the look before. The p that is
    adjusted for all tests is held against that.
      look                                2
      of at most                          3
      proven up to, over all looks        0.01
      of it spent up to this look         0.00161
      of it spent up to the look before   0.00000814 (1 in 123,000)
      proven up to                        0.0016

 2. Among all numbers of the report
    Of many numbers some look worse by luck alone. Each p is therefore adjusted
    for all tests of the report (Benjamini and Hochberg); it asks only whether
    it got worse. This one is suspected and not proven.
      p, adjusted for all tests   0.0021 (1 in 476)
      proven up to                0.0016

 3. Whether to run again
    Run again: make the same test once more, and give all runs of this code
    together.
    Why, over the whole report: 1 finding is beyond the limit and not proven
    yet.
      more runs of the same code   1
`);
    expect(renderExplanation({ ...explanation, steps: looks }, { unicode: false })).toContain('2 - 2Phi(z(1 - alpha/2)/sqrt(k/K))');
  });

  test('tells the smallest rates apart', () => {
    const rate = (value: number) => {
      const steps: ExplanationLike['steps'] = [{ code: 'look', way: 'shared', numbers: [number('q', value)] }];
      return /proven up to +(.*)/.exec(renderExplanation({ ...explanation, steps }))?.[1];
    };
    expect([0.1, 0.0001, 0.00005, 1.234e-73, 0].map(rate)).toEqual(['0.1', '0.0001', '0.00005 (1 in 20,000)', '1.23e-73', '0']);
  });

  test.each(['done', 'last-look'])('says of a sequence that is %s no more than that', (way) => {
    const text = renderExplanation({ ...explanation, steps: [{ code: 'again', way, numbers: [] }] });
    expect(text).toContain('Done. ');
    expect(text).not.toContain('Why');
  });

  test.each(['shared', 'advisory', 'unused'])('has words for a look that is %s', (way) => {
    expect(stepWords.get(`look ${way}`)).toBeDefined();
  });

  test('says whether what the requests make of a value was measured', () => {
    const said = (way: string) =>
      renderExplanation({
        ...explanation,
        steps: [{ code: 'expected', way, numbers: [{ name: 'measuredRuns', value: 3, unit: 'runs' }] }],
      }).replace(/\s+/g, ' ');
    for (const way of ['percentile', 'mean']) {
      expect(said(way)).not.toContain('from its own single requests');
      expect(said(`${way}-measured`)).toContain('measured in each run, from its own single requests');
      expect(said(`${way}-partly-measured`)).toContain('in the others');
    }
    expect(said('mean-partly-measured')).toContain('runs that measured that themselves 3');
  });

  test('has words that speak of its own steps', () => {
    const codes = Object.keys(stepTitles);
    expect([...stepWords.keys()].filter((key) => !codes.includes(key.split(' ')[0] ?? ''))).toEqual([]);
    for (const words of stepWords.values()) expect(words).toMatch(/^[A-Z].*[.:]$/);
  });
});
