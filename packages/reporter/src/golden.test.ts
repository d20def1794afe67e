import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertDocument, documentKind } from '@loadline/schema';
import type { Comparison } from '@loadline/schema/types';
import { describe, expect, test } from 'vitest';
import { slipsOf } from '../test/slips-of.js';
import { multiplyComparison } from '../test/multiply-comparison.js';
import { renderIssue, renderTerminal, reportFormats } from './index.js';

// UPDATE_GOLDEN=1 writes the files anew; look at the difference before it is committed.
const update = process.env['UPDATE_GOLDEN'] !== undefined;
const testdata = new URL('../testdata/', import.meta.url).pathname;
const golden = join(testdata, 'golden');

interface Rendering {
  /** Of the golden file. */
  ending: string;
  render: (comparison: Comparison) => string;
  /** It may hold the colours of a terminal. */
  colored?: boolean;
}

const issueText = (comparison: Comparison, kind: 'fail' | 'warn') => {
  const issue = renderIssue(comparison, kind);
  return issue === undefined ? '(no issue)\n' : `${issue.title}\n\n${issue.body}`;
};

const renderings: readonly Rendering[] = [
  ...reportFormats.map(({ name, render }) => ({ ending: name, render: (comparison: Comparison) => render(comparison) })),
  { ending: 'terminal-all', render: (comparison) => renderTerminal(comparison, { all: true, color: true, width: 100 }), colored: true },
  { ending: 'terminal-ascii', render: (comparison) => renderTerminal(comparison, { unicode: false }) },
  { ending: 'issue-fail', render: (comparison) => issueText(comparison, 'fail') },
  { ending: 'issue-warn', render: (comparison) => issueText(comparison, 'warn') },
];

const kept = readdirSync(join(testdata, 'comparisons'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({ name: file.replace(/\.json$/, ''), comparison: readComparison(file) }));
const oneRegression = kept.find(({ name }) => name === 'one-regression');
/** Too large to be kept: made of one that is. */
const large = oneRegression && { name: 'two-thousand-endpoints', comparison: multiplyComparison(oneRegression.comparison, 2000) };
const cases = [...kept, ...(large === undefined ? [] : [large])];

function readComparison(file: string): Comparison {
  return JSON.parse(readFileSync(join(testdata, 'comparisons', file), 'utf8')) as Comparison;
}

describe.each(cases)('$name', ({ name, comparison }) => {
  test('is a valid comparison', () => {
    expect(documentKind(comparison)).toBe('comparison');
    expect(() => assertDocument(comparison)).not.toThrow();
  });

  test.each(renderings)('as $ending', ({ ending, render, colored = false }) => {
    const before = JSON.stringify(comparison);
    const text = render(deepFrozen(JSON.parse(before) as Comparison));
    expect(render(comparison)).toBe(text);
    expect(JSON.stringify(comparison)).toBe(before);
    if (name !== 'hostile-names' && ending !== 'json') expect(slipsOf(text)).toEqual([]);
    expectNoControls(colored ? text.replace(/\u001B\[[\d;]*m/g, '') : text);
    expect(text.endsWith('\n')).toBe(true);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(mostBytes(name, ending));
    if (ending === 'md' || ending.startsWith('issue')) expect(text.length).toBeLessThanOrEqual(GITHUB_BODY + ISSUE_TITLE);
    compareWithFile(name, ending, text);
  });
});

/** Characters that GitHub takes for a comment or the body of an issue, and for the title that stands before it here. */
const GITHUB_BODY = 65_536;
const ISSUE_TITLE = 258;

/** A page is under 300 kB as a rule, and under 5 MB for 2,000 endpoints; what is for machines may be as long as it is. */
function mostBytes(name: string, ending: string): number {
  if (ending !== 'html') return Infinity;
  return isKept(name) && name !== 'hostile-names' ? 300_000 : 5_000_000;
}

/** Nothing but line breaks that a terminal, a log or a browser would act upon; no half characters. */
function expectNoControls(text: string): void {
  expect(text.replaceAll('\r\n', '\n').match(/.{0,40}(?!\n)[\p{Cc}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069].{0,40}/gu)).toBeNull();
}

const LONGEST_LINE = 2000;
const MOST_LINES = 3000;

const isKept = (name: string): boolean => kept.some((each) => each.name === name);

/** The JSON of a case is the case itself. */
function fileOf(name: string, ending: string): string {
  return ending === 'json' && isKept(name) ? join(testdata, 'comparisons', `${name}.json`) : join(golden, `${name}.${ending}`);
}

/** Where text is too long to be read, its head, length and hash are kept. */
function compareWithFile(name: string, ending: string, text: string): void {
  const file = fileOf(name, ending);
  const isGolden = file.startsWith(golden);
  const shown = isGolden ? abridged(text, isKept(name) ? MOST_LINES : 100) : text;
  if (update && isGolden) {
    mkdirSync(golden, { recursive: true });
    writeFileSync(file, shown);
  }
  expect(shown).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '(no golden file: write it with UPDATE_GOLDEN=1)');
}

/** A page with the named elements as their lengths and hashes: nobody reads a difference of them. Other texts as they are. */
function withoutElements(text: string, names: string): string {
  if (!/^<!doctype html/i.test(text)) return text;
  return text.replace(new RegExp(`<(${names})\\b[^]*?</\\1>`, 'g'), (all, name: string) => `<${name} ${described(all)}/>`);
}

const described = (text: string): string => `${text.length} characters, sha256 ${hashOf(text)}`;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

function abridged(text: string, mostLines: number): string {
  const lines = withoutElements(text, 'script|style|svg').split('\n');
  const short = lines.map((line) => (line.length <= LONGEST_LINE ? line : `${line.slice(0, 200)} … ${described(line)}`));
  if (lines.length <= mostLines) return short.join('\n');
  return `${short.slice(0, mostLines).join('\n')}\n… ${lines.length} lines, ${described(text)}\n`;
}

function deepFrozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFrozen);
    Object.freeze(value);
  }
  return value;
}

test('no golden file is left over', () => {
  const wanted = new Set(cases.flatMap(({ name }) => renderings.map(({ ending }) => fileOf(name, ending))));
  const others = readdirSync(golden).filter((file) => !wanted.has(join(golden, file)));
  if (update) others.forEach((file) => rmSync(join(golden, file)));
  else expect(others).toEqual([]);
});
