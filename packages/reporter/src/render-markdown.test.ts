import { assertDocument } from '@loadline/schema';
import type { Comparison } from '@loadline/schema/types';
import { describe, expect, test } from 'vitest';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import { cases, manyEndpoints } from '../test/cases.js';
import { readTables, visible } from '../test/gfm.js';
import { readMarkdown, renderMarkdown } from './index.js';
import { utf8Length } from './utf8-length.js';

const headings = (markdown: string) => markdown.split('\n').filter((line) => line.startsWith('#'));

function caseOf(name: string): Comparison {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found.comparison;
}

function summaryOf(markdown: string): Map<string, number> {
  return new Map(
    [...markdown.matchAll(/^- \*\*([A-Z][\w' ]+):\*\* (\d+)(?: \(\d.*\))?$/gm)].map(([, key = '', count]) => [key, Number(count)]),
  );
}

describe.each(cases)('$name', ({ comparison }) => {
  const markdown = renderMarkdown(comparison);

  test('carries its comparison', () => {
    expect(readMarkdown(markdown)).toEqual(comparison);
  });

  test('every row of a table has as many cells as its head', () => {
    for (const [head = [], ...rows] of readTables(visible(markdown))) {
      expect(rows.length).toBeGreaterThan(1);
      for (const row of rows) expect(row).toHaveLength(head.length);
    }
  });

  test('the total is the sum of what is listed under it', () => {
    const summary = summaryOf(markdown);
    const { fail, warn, pass, improved, missing, invalid, inconclusive } = comparison.counts.findings;
    const rest = (['Failures', 'Warnings', 'Passed', 'Improved', "Can't tell"] as const).map((key) => summary.get(key) ?? 0);
    expect(rest).toEqual([fail, warn, pass, improved, missing + invalid + inconclusive]);
    expect(summary.get('Total Metrics')).toBe(rest.reduce((sum, count) => sum + count, 0));
  });
});

test('the sections that people know, in their order', () => {
  expect(headings(renderMarkdown(caseOf('every-verdict')))).toEqual([
    '## Performance Regression Analysis',
    '### What to do',
    '### ❌ Failures (Action Required)',
    '### ⚠️ Warnings (Monitor)',
    '### ✅ Passed (5 metrics within thresholds)',
    '## Summary',
    "## Can't tell",
    '## New and improved',
    '## Muted',
    '## Notes',
  ]);
});

test('sections without content are left out', () => {
  expect(headings(renderMarkdown(caseOf('all-fine')))).toEqual([
    '## Performance Regression Analysis',
    '### ✅ Passed (44 metrics within thresholds)',
    '## Summary',
  ]);
});

test('the headline stands under the title', () => {
  expect(renderMarkdown(caseOf('one-regression')).split('\n').slice(0, 3)).toEqual([
    '## Performance Regression Analysis',
    '',
    '**❌ FAIL** 1 of 12 endpoints slower: POST /checkout p95 412 → 660 ms, +60.2 %, limit +30%',
  ]);
});

test('without a copy there is no comment', () => {
  expect(renderMarkdown(caseOf('one-regression'), { embed: false })).not.toContain('<!--');
});

describe('a report of 2,000 endpoints', () => {
  test.each([65_536, 30_000, 8_000])('that passed fits into %i characters and says what it left out', (maxLength) => {
    const comparison = manyEndpoints(2000);
    const markdown = renderMarkdown(comparison, { maxLength });
    expect(markdown.length).toBeLessThanOrEqual(maxLength);
    const [passed = []] = readTables(visible(markdown));
    const left = Number(/_([\d,]+) more rows are left out/.exec(markdown)?.[1]?.replaceAll(',', ''));
    expect(passed.length === 0 ? 0 : passed.length - 2).toBe(4000 - left);
    expect(summaryOf(markdown).get('Passed')).toBe(4000);
    expectReducedCopy(markdown, comparison);
  });

  test('that failed shows failures in the text and in the copy', () => {
    const comparison = manyEndpoints(2000, 'fail');
    const markdown = renderMarkdown(comparison);
    expect(markdown.length).toBeLessThanOrEqual(65_536);
    const copy = expectReducedCopy(markdown, comparison);
    expect(copy.findings.length).toBeGreaterThan(40);
    expect(copy.findings.every(({ verdict }) => verdict === 'fail')).toBe(true);
    expect(readTables(visible(markdown))[1]?.length).toBeGreaterThan(100);
    expect(summaryOf(markdown).get('Failures')).toBe(2000);
    expect(summaryOf(renderMarkdown(copy)).get('Passed')).toBe(2000);
  });

  function expectReducedCopy(markdown: string, comparison: Comparison): Comparison {
    const copy = readMarkdown(markdown) as Comparison;
    expect(() => assertDocument(copy)).not.toThrow();
    expect(copy.counts).toEqual(comparison.counts);
    const note = copy.diagnostics.find(({ code }) => code === 'report-reduced');
    expect(note?.message.replace(/\s+/g, ' ')).toBe(
      `This copy was reduced to fit into a report: it leaves out ${4000 - copy.findings.length} of 4000 findings.`,
    );
    return copy;
  }
});

test('what needs action is kept before what passed', () => {
  const fine = manyEndpoints(300).findings;
  const worse = buildComparison([
    { endpoint: endpoint('/only'), metric: 'p95', before: 100, after: 200, verdict: 'fail', limit: '+25%' },
  ]).findings;
  const base = manyEndpoints(300);
  const comparison = {
    ...base,
    verdict: 'fail' as const,
    findings: [...worse, ...fine],
    counts: { ...base.counts, findings: { ...base.counts.findings, fail: 1 } },
  };
  const markdown = renderMarkdown(comparison, { maxLength: 6000 });
  expect(markdown.length).toBeLessThanOrEqual(6000);
  expect(visible(markdown)).toContain('| all | GET /only | p95 | 100 ms | 200 ms | +100 % | +25% |');
  expect((readMarkdown(markdown) as Comparison).findings[0]).toEqual(worse[0]);
});

test.each([0, 1, 10, 80, 200, 1000, 2000, 3000, 4000])('no report is longer than %i characters', (maxLength) => {
  for (const { comparison } of cases) {
    expect(renderMarkdown(comparison, { maxLength }).length).toBeLessThanOrEqual(maxLength);
    expect(renderMarkdown(comparison, { maxLength, embed: false }).length).toBeLessThanOrEqual(maxLength);
  }
});

test('what has no room but for its verdict says that of the story, and how much room there was', () => {
  const dead = { code: 'gate-matches-nothing', severity: 'error' as const, message: 'gate 2 of the configuration (x) matches nothing' };
  expect(renderMarkdown(buildComparison([], { verdict: 'pass', diagnostics: [dead] }), { maxLength: 150 })).toMatch(
    /\*\*❌ ERROR\*\* The report does not fit into 150 characters\.\n$/,
  );
  const least = renderMarkdown(caseOf('one-regression'), { maxBytes: 150 });
  expect(least).toMatch(/\*\*❌ FAIL\*\* The report does not fit into 150 bytes\.\n$/);
  const bytes = utf8Length(least);
  expect(renderMarkdown(caseOf('one-regression'), { maxBytes: bytes - 2 })).toBe('FAIL\n');
});

test.each([0, 1, 10, 86, 87, 88, 89, 2000])('no report is longer than %i bytes', (maxBytes) => {
  for (const { comparison } of cases) expect(utf8Length(renderMarkdown(comparison, { maxBytes }))).toBeLessThanOrEqual(maxBytes);
});

test('what only pictures need is not in the copy', () => {
  const comparison = caseOf('one-regression');
  const points = Array.from({ length: 64 }, (_, index) => ({ percentile: index, latencyMs: index * 10 }));
  const drawn: Comparison = {
    ...comparison,
    curves: [{ service: 'all', side: 'current', points }],
    timelines: [{ side: 'current', intervalSeconds: 1, points: [] }],
    history: { runs: [{ side: 'current' }], series: [] },
  };
  expect(readMarkdown(renderMarkdown(drawn))).toEqual(comparison);
});

test('under the headline stand the reasons to believe it, then the worst with its metrics on one row', () => {
  const lines = renderMarkdown(caseOf('one-regression')).split('\n');
  expect(lines.slice(4, 12)).toEqual([
    '- locust: 1 run, baseline of 5',
    '- run-to-run noise was not measured: the limits decided alone; the other 11 moved −1.7 %',
    '- 50 users on both sides; 12,247 → 12,188 requests a run (−0.48 %); errors of all requests 0.02 → 0.025 % (+0.005 pp)',
    '',
    '**worse** 1 endpoint · **fine** 11 endpoints',
    '',
    '| Worst | p95 | p50 | errors | p99 |',
    '| --- | --- | --- | --- | --- |',
  ]);
  expect(lines[12]).toBe(
    '| **POST /checkout** | **412 → 660 ms, +60.2 %**, limit +30% | **180 → 274 ms, +52.2 %**, warn +10% | 0.1 → 0.12 %, +0.02 pp | 0.7 → 1.2 s, +71 % |',
  );
});

test('one reason for many makes one row, with their names', () => {
  const base = manyEndpoints(12);
  const reason = { code: 'environment-differs' as const, message: 'the machines differ' };
  const findings = base.findings.map((finding) => ({ ...finding, verdict: 'invalid' as const, reason }));
  const rows = renderMarkdown({ ...base, verdict: 'invalid', headline: 'the machines differ', findings }, { embed: false })
    .split('\n')
    .filter((line) => line.includes('| not comparable |'));
  expect(rows).toEqual([expect.stringMatching(/^\| all \| 12 endpoints: .* and 2 more \|/)]);
});
