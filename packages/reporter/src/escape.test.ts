import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cases, HOSTILE_NAMES } from '../test/cases.js';
import { readTables, showCell, visible } from '../test/gfm.js';
import { buildComparison, endpoint } from '../test/build-comparison.js';
import {
  docsAddress,
  escapeMarkdown,
  escapeTerminal,
  readMarkdown,
  renderIssue,
  renderJson,
  renderMarkdown,
  renderTerminal,
} from './index.js';

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u;
const clean = (text: string) => text.replace(new RegExp(INVISIBLE.source, 'gu'), '\uFFFD');

/** Where our own links lead. */
const PAGES = docsAddress('no-data').replace(/\/[^/]+$/, '');

/** What must not stand in Markdown, beside our own words. */
function expectHarmless(markdown: string): void {
  const foreign = markdown
    .replace(/<\/?details>|<\/?summary>/g, '')
    .replace(/\]\(([^\s()]+)\/[a-z0-9-]+\.md\)/g, (link, folder) => (folder === PAGES ? ']' : link));
  expect(foreign.replaceAll('\n', '')).not.toMatch(INVISIBLE);
  expect(foreign).not.toMatch(/[<]|@[\p{L}\p{N}_]|(?<!&)#\d|\bGH-\d|:\/\/|\bwww\./u);
  expect(
    foreign
      .split('\n')
      .filter((line) => /^#{1,6} /.test(line))
      .every((line) =>
        /^##+ (?:Performance Regression Analysis|❌ Failures \(Action Required\)|⚠️ Warnings \(Monitor\)|✅ Passed \(\d+ metrics within thresholds\)|[A-Z][a-z'A-Z ]+)$/u.test(
          line,
        ),
      ),
  ).toBe(true);
}

describe.each(HOSTILE_NAMES.map((name) => [JSON.stringify(name), name]))('the name %s', (_shown, name) => {
  const comparison = buildComparison(
    [
      { service: name, endpoint: endpoint(name), metric: 'p95', before: 100, after: 200, verdict: 'fail', limit: '+25%' },
      {
        service: name,
        metric: `m${name}`,
        unit: name,
        better: 'lower',
        before: 100,
        after: 200,
        verdict: 'warn',
        limit: name,
        reason: { code: 'unknown-word', message: name },
      },
    ],
    {
      headline: name,
      errors: [{ message: name, status: name, count: 1 }],
      diagnostics: [{ code: 'x', severity: 'error', message: name, place: { file: name } }],
    },
  );

  test('in a terminal moves no cursor', () => {
    expect(renderTerminal(comparison, { all: true }).replaceAll('\n', '')).not.toMatch(INVISIBLE);
    expect(
      renderTerminal(comparison, { all: true, color: true })
        .replaceAll('\n', '')
        .replace(/\u001B\[[\d;]+m/g, ''),
    ).not.toMatch(INVISIBLE);
    expect(renderTerminal(comparison, { all: true, unicode: false })).toMatch(/^[ -~\n]*$/);
  });

  test('in Markdown does nothing and shows as it is', () => {
    const report = visible(renderMarkdown(comparison));
    expectHarmless(report);
    const [failures = []] = readTables(report);
    expect(failures[2]?.map(showCell).slice(0, 2)).toEqual([
      shown(name === '' ? '(no name)' : name),
      shown(`GET ${name === '' ? '(no name)' : name}`),
    ]);
  });

  test('in an issue does nothing', () => {
    const { title, body = '' } = renderIssue(comparison, 'fail') ?? {};
    expect(title).toBe('🚨 Critical Performance Regression Detected (1 metric)');
    expectHarmless(body.replace(/^```bash\n[\s\S]*?\n```$/m, ''));
  });

  test('in JSON comes back whole, and prints nothing invisible', () => {
    expect(JSON.parse(renderJson(comparison))).toEqual(comparison);
    expect(renderJson(comparison).replaceAll('\n', '')).not.toMatch(INVISIBLE);
    expect(readMarkdown(renderMarkdown(comparison))).toEqual(comparison);
  });
});

/** A name as a reader should see it: harmless, trimmed as a cell is, and cut in its middle where it is long. */
function shown(name: string): string {
  const text = clean(name);
  return (text.length <= 120 ? text : `${text.slice(0, 59)}…${text.slice(-60)}`).trim();
}

test('the hostile case is harmless as a whole', () => {
  const hostile = cases.find(({ name }) => name === 'hostile-names');
  expect(hostile).toBeDefined();
  if (hostile !== undefined) expectHarmless(visible(renderMarkdown(hostile.comparison)));
});

test('any text in a cell is one cell that shows the text', () => {
  const character = fc.oneof(fc.constantFrom(...'|\\`*_~[]<>&#@:$1a-! '), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }));
  fc.assert(
    fc.property(
      fc.array(character, { maxLength: 30 }).map((all) => all.join('')),
      (text) => {
        const [table] = readTables(`| ${escapeMarkdown(text)} | end |`);
        expect(table?.[0]?.map(showCell)).toEqual([clean(text).trim(), 'end']);
      },
    ),
  );
});

test('names that need no escaping are left as they are', () => {
  expect(escapeMarkdown('POST /v1/chat/completions rag_service p95 {id} 12:30')).toBe(
    'POST /v1/chat/completions rag_service p95 {id} 12:30',
  );
  expect(escapeTerminal('naïve 顧客')).toBe('naïve 顧客');
  expect(escapeTerminal('a → b − 1 µs 顧', { unicode: false })).toBe('a -> b - 1 us ?');
});
