import { readdirSync, readFileSync } from 'node:fs';
import { readCommand } from '../test/workflow-commands.js';
import type { Comparison } from '@loadline/schema/types';
import { describe, expect, test } from 'vitest';
import { cases, manyEndpoints } from '../test/cases.js';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import { displayWidth } from './display-width.js';
import { renderTerminal } from './index.js';

const oneRegression = cases.find(({ name }) => name === 'one-regression')?.comparison ?? manyEndpoints(1);

const plain = (text: string) => text.replace(/\u001B\[[\d;]+m/g, '');

describe.each(cases)('$name', ({ comparison }) => {
  test.each([40, 60, 80, 100, 132])('is never wider than %i columns', (width) => {
    for (const all of [false, true]) {
      for (const unicode of [false, true]) {
        const widths = renderTerminal(comparison, { width, all, unicode }).split('\n').map(displayWidth);
        expect(Math.max(...widths)).toBeLessThanOrEqual(width);
      }
    }
  });

  test('colour changes nothing but the colours', () => {
    expect(plain(renderTerminal(comparison, { color: true, all: true }))).toBe(renderTerminal(comparison, { all: true }));
    expect(renderTerminal(comparison, { color: true })).toContain('\u001B[');
  });

  test('ends with one line break, and no line with a space', () => {
    const text = renderTerminal(comparison);
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/ \n/);
  });
});

test('the headline comes first, in one line, with who was compared', () => {
  const [first, second] = renderTerminal(oneRegression).split('\n');
  expect(first).toBe(' FAIL  1 of 12 endpoints slower: POST /checkout p95 +60.2 %, limit +30%');
  expect(second).toBe('       locust: 1 run, baseline of 5');
  const [wide] = renderTerminal(oneRegression, { width: 120 }).split('\n');
  expect(wide).toMatch(
    /^ FAIL  1 of 12 endpoints slower: POST \/checkout p95 412 → 660 ms, \+60.2 %, limit \+30% +locust: 1 run, baseline of 5$/,
  );
  expect(wide).toHaveLength(120);
});

test('then why, then the worst with a bar and all its metrics on one row', () => {
  const lines = renderTerminal(oneRegression).split('\n');
  expect(lines[2]).toMatch(/^ why {10}run-to-run noise was not measured/);
  const worst = lines.findIndex((line) => line.startsWith(' worse'));
  expect(lines.slice(worst, worst + 3)).toEqual([
    ' worse        1 endpoint',
    '   POST /checkout   p95   412 → 660 ms   +60.2 %   █████│████▶   limit +30%',
    '                    p50 +52.2 % (warn +10%)   errors 0.1 → 0.12 %   p99 +71 %',
  ]);
  expect(lines).toContain(' fine         11 endpoints (--all shows them)');
});

test('a long list is cut and says so; all of it is shown on request', () => {
  const comparison = manyEndpoints(2000, 'fail');
  expect(renderTerminal(comparison)).toContain('and 1,990 more (--all shows them)');
  expect(renderTerminal(comparison).split('\n').length).toBeLessThan(80);
  expect(renderTerminal(comparison, { all: true })).toContain('/api/v1/resource-1999/detail');
});

test('an endpoint that fails and warns is said once', () => {
  const at = { endpoint: endpoint('/checkout', 'POST') };
  const text = renderTerminal(
    buildComparison([
      { ...at, metric: 'p95', before: 100, after: 200, verdict: 'fail', limit: '+25%' },
      { ...at, metric: 'p50', before: 50, after: 60, verdict: 'warn', limit: '+10%' },
      { endpoint: endpoint('/b'), metric: 'p50', before: 50, after: 60, verdict: 'warn', limit: '+10%' },
    ]),
  );
  expect(text.split('\n').slice(0, 2).join('')).toContain('1 of 2 endpoints slower, 1 to watch');
  expect(text.match(/^ {3}POST \/checkout/gm)).toHaveLength(1);
});

test('two services with an endpoint of the same name are told apart', () => {
  const sketch = { endpoint: endpoint('/health'), metric: 'p95', before: 100, after: 200, verdict: 'fail' as const, limit: '+25%' };
  const text = renderTerminal(
    buildComparison([
      { ...sketch, service: 'api' },
      { ...sketch, service: 'web' },
    ]),
  );
  expect(text).toContain('api: GET /health');
  expect(text).toContain('web: GET /health');
});

test('without evidence it says that the limits decided alone', () => {
  expect(renderTerminal(manyEndpoints(1), { width: 120 })).toContain('run-to-run noise was not measured: the limits decided alone');
});

test('it says how all endpoints moved together, where they did', () => {
  const shift = { metric: 'p95', endpoints: 12, medianPct: 6.1, lowPct: 4, highPct: 9.25, level: 0.95 };
  const text = (shifts: NonNullable<Comparison['shifts']>) => renderTerminal({ ...manyEndpoints(1), shifts });
  expect(text([shift])).toMatch(/all moved together, p95 \+6\.1 % over 12\s+endpoints \(\+4…\+9\.3\)/);
  expect(text([{ ...shift, lowPct: -1 }])).not.toContain('together');
});

test('with evidence it says what it could have shown', () => {
  const comparison = { ...manyEndpoints(1), sensitivity: { detectablePct: 30, runNoisePct: 14 } };
  expect(renderTerminal(comparison, { width: 120 })).toMatch(
    /one run moves about ±14 % by itself here[^]*changes of about \+30 % and more, 8 times in\s+10; smaller ones/,
  );
});

test('bars stand below each other, and none is drawn where it would make the page too wide', () => {
  const long = {
    endpoint: endpoint(`/${'x'.repeat(60)}`),
    metric: 'p95',
    before: 100,
    after: 200,
    verdict: 'fail' as const,
    limit: '+25%',
  };
  const comparison = buildComparison([...oneRegression.findings, { ...long }].map((each) => ({ ...each, limit: each.limit ?? null })));
  for (const width of [80, 120]) {
    const columns = renderTerminal(comparison, { width, all: true })
      .split('\n')
      .filter((line) => line.includes('│'));
    expect(new Set(columns.map((line) => displayWidth(line.split('│')[0] ?? ''))).size).toBe(1);
    expect(columns.length).toBeGreaterThan(40);
  }
  expect(renderTerminal(comparison, { width: 50 })).not.toContain('│');
});

test.each([
  '::stop-commands::x',
  '##[add-path]x',
  'a ##vso[task.complete]',
  `${'x'.repeat(70)} ::error::pwned`,
  `${'x'.repeat(74)}::error::pwned`,
])('the name %s is no command in the log of a CI job', (name) => {
  for (const unicode of [true, false])
    for (const width of [40, 60, 77, 80, 100]) {
      const page = renderTerminal(
        buildComparison(
          [
            { service: name, endpoint: endpoint(name, ''), metric: 'p95', before: 100, after: 200, verdict: 'fail', limit: '+25%' },
            { service: name, metric: `m${name}`, unit: name, better: 'lower', before: 1, after: 2, verdict: 'warn', limit: name },
          ],
          { headline: name, errors: [{ message: name, count: 1 }], diagnostics: [{ code: 'x', severity: 'warning', message: name }] },
        ),
        { all: true, unicode, width },
      );
      expect(page.split('\n').filter((line) => readCommand(line) !== undefined || line.includes('##vso['))).toEqual([]);
    }
});

test('one reason for many is said once, with the names of some', () => {
  const base = manyEndpoints(12);
  const reason = { code: 'environment-differs' as const, message: 'the machines differ' };
  const findings = base.findings.map((finding) => ({ ...finding, verdict: 'invalid' as const, reason }));
  const comparison: Comparison = { ...base, verdict: 'invalid', headline: 'the machines differ', findings };
  expect(renderTerminal(comparison)).toMatch(/can't tell {3}12 endpoints: [^]* and 9\s+more\n\s+not comparable \(--all shows them\)\n\n/);
  expect(renderTerminal(comparison, { all: true }).match(/not comparable {3}/g)?.length).toBe(12);
});

test('an address stands whole on a line of its own, and a command can be copied', () => {
  const base = manyEndpoints(1, 'fail');
  const links = [{ name: 'traces', template: `https://traces.example/${'x'.repeat(100)}` }];
  const text = renderTerminal({ ...base, policy: { ...base.policy, links } });
  expect(text).toContain(`\n                traces:\n  https://traces.example/${'x'.repeat(100)}\n`);
  expect(text).toMatch(/\n {2}loadline baseline build "RUNS-\*" .* \\\n {4}\S/);
});

test('what is muted is shown with its change, until when, and why', () => {
  const text = renderTerminal(cases.find(({ name }) => name === 'muted')?.comparison ?? oneRegression);
  expect(text).toMatch(/muted {8}1 endpoint\n.*would be worse .*%\n\s+muted until \d{4}-\d\d-\d\d: /);
});

describe('the narrowest page', () => {
  const folder = new URL('../testdata/comparisons/', import.meta.url);

  test.each(readdirSync(folder))('holds %s without a line that is too wide or ends in blanks', (name) => {
    const comparison = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Comparison;
    for (const all of [true, false])
      for (const unicode of [true, false]) {
        const lines = renderTerminal(comparison, { width: 40, all, unicode, color: true })
          .split('\n')
          .filter((line) => !/^ {2}https?:/.test(line));
        expect(lines.filter((line) => displayWidth(line.replace(/\u001B\[[\d;]*m/g, '')) > 40)).toEqual([]);
        expect(lines.filter((line) => /\s(?:\u001B\[[\d;]*m)*$/.test(line))).toEqual([]);
      }
  });
});
