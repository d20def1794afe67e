import { verdicts } from '@loadline/schema';
import { describe, expect, test } from 'vitest';
import { buildComparison, endpoint, type FindingSketch } from '../test/build-comparison.js';
import { cases, HOSTILE_NAMES, manyEndpoints } from '../test/cases.js';
import { readCommand, type WorkflowCommand } from '../test/workflow-commands.js';
import { escapeAnnotation } from './escape-annotation.js';
import { replaceInvisible } from './invisible.js';
import { renderAnnotations } from './render-annotations.js';

const at = { endpoint: endpoint('/checkout', 'POST'), metric: 'p95', before: 412, after: 660, limit: '+30%' };

/** Every line as the runner reads it; a line that is no command fails. */
function read(text: string): WorkflowCommand[] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const command = readCommand(line);
      if (command === undefined) throw new Error(`no command: ${line}`);
      expect([...command.properties.keys()]).toEqual(['title']);
      return command;
    });
}

const annotationsOf = (...given: Parameters<typeof buildComparison>) => read(renderAnnotations(buildComparison(...given)));
const many = (count: number, verdict: FindingSketch['verdict'] & string): FindingSketch[] =>
  Array.from({ length: count }, (_, index) => ({ ...at, endpoint: endpoint(`/${verdict}/${index}`), verdict }));

describe('annotations', () => {
  test('begin with the headline, and why one may believe it', () => {
    const [first] = annotationsOf([{ ...at, verdict: 'fail' }]);
    expect([first?.command, first?.properties.get('title')]).toEqual(['notice', 'Loadline FAIL']);
    expect(first?.data.split('\n')[0]).toBe('1 of 1 endpoint slower: POST /checkout p95 412 → 660 ms, +60.2 %, limit +30%');
    expect(first?.data.split('\n').length).toBeGreaterThan(1);
  });

  test('begin with an error where a gate matches nothing', () => {
    const message = 'gate 2 of the configuration (POST /chekout) matches nothing on either side';
    const dead = { code: 'gate-matches-nothing', severity: 'error' as const, message, gate: { index: 1, name: 'POST /chekout' } };
    const [first] = annotationsOf([at], { diagnostics: [dead] });
    expect([first?.command, first?.properties.get('title')]).toEqual(['error', 'Loadline ERROR']);
    expect(first?.data).toMatch(/^not judged as asked: gate 2 \(POST \/chekout\) matches nothing/);
  });

  test('are one for each endpoint, with its metrics', () => {
    const [, error, ...others] = annotationsOf([
      { ...at, verdict: 'fail' },
      { ...at, metric: 'p50', before: 180, after: 274, verdict: 'warn' },
      { ...at, metric: 'errors', before: 0, after: 0 },
    ]);
    expect(others).toEqual([]);
    expect([error?.command, error?.properties.get('title')]).toEqual(['error', 'POST /checkout p95 412 → 660 ms, +60.2 % (worse)']);
    expect(error?.data).toBe('POST /checkout: p95 412 → 660 ms, +60.2 %, limit +30%\np50 180 → 274 ms, +52.2 %, warn +30%');
  });

  test.each([
    ['fail', 'error'],
    ['missing', 'error'],
    ['warn', 'warning'],
    ['inconclusive', 'warning'],
    ['invalid', 'warning'],
    ['pass', undefined],
    ['improved', undefined],
    ['new', undefined],
  ] as const)('of a %s are %s', (verdict, level) => {
    expect(annotationsOf([{ ...at, verdict }])[1]?.command).toBe(level);
  });

  test('are errors for what makes the exit code 1, and none for what is muted', () => {
    const { policy } = buildComparison([]);
    expect(annotationsOf([{ ...at, verdict: 'warn' }], { policy: { ...policy, failOn: ['fail', 'warn'] } })[1]?.command).toBe('error');
    expect(annotationsOf([{ ...at, verdict: 'fail', muted: { reason: 'known', until: '2026-12-15' } }])).toHaveLength(1);
  });

  test('say why something new is an error, though no limit speaks of it yet', () => {
    const { policy } = buildComparison([]);
    const added = { ...at, verdict: 'new', gated: false, limit: undefined, before: null } as const;
    const [, error] = annotationsOf([added, { ...added, metric: 'p50' }], { policy: { ...policy, failOn: ['fail', 'missing', 'new'] } });
    expect(error?.command).toBe('error');
    expect(error?.data).toBe('POST /checkout: new: the baseline does not have it');
  });

  test('are at most ten of a level, and the rest is counted', () => {
    const all = annotationsOf([...many(14, 'fail'), ...many(11, 'warn')]);
    const count = (level: string) => all.filter(({ command }) => command === level).length;
    expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 2]);
    expect(all.at(-1)?.properties.get('title')).toBe('Loadline: 4 errors and 1 warning more');
    expect(annotationsOf(many(10, 'fail')).filter(({ command }) => command === 'notice')).toHaveLength(1);
  });
});

test.each(cases)('$name is commands and nothing else', ({ comparison }) => {
  const { policy } = comparison;
  const whole = { ...comparison, policy: { ...policy, failOn: [...verdicts] } };
  const all = [...read(renderAnnotations(comparison)), ...read(renderAnnotations(whole))];
  for (const { command, data } of all) {
    expect(['error', 'warning', 'notice']).toContain(command);
    expect(data).not.toMatch(/^$|: $/m);
  }
  for (const level of ['error', 'warning', 'notice'])
    expect(read(renderAnnotations(comparison)).filter(({ command }) => command === level).length).toBeLessThanOrEqual(10);
});

test.each([...HOSTILE_NAMES, '%0A::error::x', '##[add-path]x', '::stop-commands::x'].map((name) => [JSON.stringify(name), name]))(
  'the name %s starts no command',
  (_shown, name) => {
    const all = annotationsOf([{ ...at, service: name, endpoint: endpoint(name, ''), verdict: 'fail' }], { headline: name });
    expect(all.map(({ command }) => command)).toEqual(['notice', 'error']);
    const shown = replaceInvisible(name === '' ? '(no name)' : name);
    if (shown.length <= 100) {
      expect(all[1]?.properties.get('title')).toContain(shown);
      expect(all[1]?.data).toContain(shown);
    }
  },
);

test.each([
  ['50 %: a, b', '50 %25%3A a%2C b', '50 %25: a, b'],
  ['a\r\nb', 'a\uFFFD\uFFFDb', 'a\uFFFD\uFFFDb'],
  ['%0A', '%250A', '%250A'],
])('%j is escaped for both places', (text, title, message) => {
  expect([escapeAnnotation(text, 'title'), escapeAnnotation(text, 'message')]).toEqual([title, message]);
});

test('what has one cause shares one annotation', () => {
  const slower = manyEndpoints(12, 'fail');
  const shift = { metric: 'p95', endpoints: 12, medianPct: 46.2, lowPct: 27, highPct: 68, level: 0.95 };
  const together = renderAnnotations({ ...slower, shifts: [shift] }).split('\n');
  expect(together.filter((line) => line.startsWith('::error'))).toEqual([
    expect.stringMatching(
      /^::error title=all 12 endpoints slower together%2C p95 typically \+46\.2 %25%2C limit \+25%25::.*and 6 endpoints more$/,
    ),
  ]);
  const reason = { code: 'environment-differs' as const, message: 'the machines differ' };
  const findings = slower.findings.map((finding) => ({ ...finding, verdict: 'invalid' as const, reason }));
  const warnings = renderAnnotations({ ...slower, verdict: 'invalid', findings })
    .split('\n')
    .filter((line) => /^::(?:error|warning)/.test(line));
  expect(warnings).toEqual([expect.stringContaining('12 endpoints: not comparable: the machines differ')]);
});
