import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertDocument, documentKind } from '@loadline/schema';
import type { Comparison } from '@loadline/schema/types';
import { describe, expect, test } from 'vitest';
import { cases } from '../test/cases.js';
import { renderIssue, renderJson, renderTerminal, reportFormats } from './index.js';

// UPDATE_GOLDEN=1 writes the files anew; look at the difference before it is committed.
const update = process.env['UPDATE_GOLDEN'] !== undefined;
const testdata = new URL('../testdata/', import.meta.url).pathname;

const issueText = (comparison: Comparison, kind: 'fail' | 'warn') => {
  const { title, body } = renderIssue(comparison, kind);
  return `${title}\n\n${body}`;
};

const renderings: { ending: string; render: (comparison: Comparison) => string }[] = [
  ...reportFormats.map(({ name, render }) => ({ ending: name, render })),
  { ending: 'terminal-all', render: (comparison) => renderTerminal(comparison, { all: true, color: true, width: 100 }) },
  { ending: 'terminal-ascii', render: (comparison) => renderTerminal(comparison, { unicode: false }) },
  { ending: 'issue-fail', render: (comparison) => issueText(comparison, 'fail') },
  { ending: 'issue-warn', render: (comparison) => issueText(comparison, 'warn') },
];

function compareWithFile(path: string, text: string): void {
  if (update) {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
}

test.each(cases)('the comparison $name is kept as it is built', ({ name, comparison }) => {
  compareWithFile(join(testdata, 'comparisons', `${name}.json`), renderJson(comparison));
});

const files = readdirSync(join(testdata, 'comparisons')).filter((file) => file.endsWith('.json'));

test('every built case has a file', () => {
  expect(files.length).toBeGreaterThanOrEqual(cases.length);
});

describe.each(files)('%s', (file) => {
  const comparison = JSON.parse(readFileSync(join(testdata, 'comparisons', file), 'utf8')) as Comparison;

  test('is a valid comparison', () => {
    expect(documentKind(comparison)).toBe('comparison');
    expect(() => assertDocument(comparison)).not.toThrow();
  });

  test.each(renderings)('as $ending', ({ ending, render }) => {
    compareWithFile(join(testdata, 'golden', file.replace(/json$/, ending)), render(comparison));
  });
});
