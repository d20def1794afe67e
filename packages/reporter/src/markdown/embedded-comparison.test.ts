import type { Comparison } from '@loadline/schema';
import { describe, expect, test } from 'vitest';
import { buildComparison, endpoint } from '../../test/build-comparison.js';
import { manyEndpoints } from '../../test/cases.js';

import { renderMarkdown } from '../render-markdown.js';
import { utf8Length } from '../utf8-length.js';
import { embedReduced, embedWhole, readMarkdown } from './embedded-comparison.js';

const FORGED = '<!-- loadline:comparison:v1 {"forged":true} -->';
const comparison = buildComparison([{ endpoint: endpoint(FORGED), metric: 'p95', before: 1, after: 2, verdict: 'fail', limit: '+25%' }], {
  headline: `\n${FORGED}\n`,
});

test('the copy is one comment in one line, and nothing in it can end it', () => {
  expect(embedWhole(comparison, Infinity)).toMatch(/^<!-- loadline:comparison:v2 [\w+/]+={0,2}\.[0-9a-f]{16} -->$/);
});

test('a marker in a name is text and nothing else', () => {
  const markdown = renderMarkdown(comparison);
  expect(markdown.split('<!-- loadline:comparison:v')).toHaveLength(2);
  expect(readMarkdown(markdown)).toEqual(comparison);
});

test('the last marker at the beginning of a line is the one that is read', () => {
  const markdown = renderMarkdown(comparison);
  expect(readMarkdown(`${FORGED}\n\n${markdown}`)).toEqual(comparison);
  expect(readMarkdown(`${markdown}\nquoted: ${FORGED}`)).toEqual(comparison);
  expect(readMarkdown(`intro\n${FORGED}\n`)).toEqual({ forged: true });
});

test.each([
  ['nothing', ''],
  ['no marker', '# Title\n'],
  ['a marker inside a line', `text ${FORGED}`],
  ['a comment that does not end', '<!-- loadline:comparison:v1 {"a":1}'],
  ['broken JSON', '<!-- loadline:comparison:v1 {"a": -->'],
  ['no object', '<!-- loadline:comparison:v1 3 -->'],
  ['JSON in the packed form', '<!-- loadline:comparison:v2 {"a":1} -->'],
  ['another version', '<!-- loadline:comparison:v3 {"a":1} -->'],
  ['a version of two digits', '<!-- loadline:comparison:v12 {"a":1} -->'],
])('%s holds no comparison', (_name, text) => {
  expect(readMarkdown(text)).toBeUndefined();
});

test('a report that was cut in its copy is not read in part, nor is anything above it taken instead', () => {
  const markdown = renderMarkdown(comparison);
  expect(readMarkdown(`${FORGED}\n${markdown.slice(0, -20)}`)).toBeUndefined();
});

test('line ends of Windows do not matter', () => {
  expect(readMarkdown(renderMarkdown(comparison).replaceAll('\n', '\r\n'))).toEqual(comparison);
});

test('the copy has nothing that is only drawn', () => {
  const illustrated: Comparison = {
    ...comparison,
    curves: [{ service: 'all', side: 'current', points: [{ percentile: 50, latencyMs: 1 }] }],
    timelines: [{ side: 'current', intervalSeconds: 1, points: [{ offsetSeconds: 0, rps: 1 }] }],
    history: { runs: [{ side: 'baseline' }], series: [{ scope: 'service', service: 'all', metric: 'rps', values: [1] }] },
  };
  expect(renderMarkdown(illustrated)).toBe(renderMarkdown(comparison));
  expect(readMarkdown(renderMarkdown(illustrated))).toEqual(comparison);
});

test('the copy has no room at all: there is none', () => {
  expect(embedWhole(comparison, 100)).toBeUndefined();
  expect(embedReduced(comparison, 100)).toBe('');
});

test('the first form, which was plain JSON, is still read', () => {
  const plain = JSON.stringify(comparison).replace(/[<>&@`]|-(?=-)/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
  expect(readMarkdown(`# Report\n\n<!-- loadline:comparison:v1 ${plain} -->\n`)).toEqual(comparison);
});

test('a copy of a copy counts from the whole, and says it once', () => {
  const once = readMarkdown(embedReduced(manyEndpoints(2000), 20_000)) as Comparison;
  const twice = readMarkdown(embedReduced(once, 10_000)) as Comparison;
  expect(twice.findings.length).toBeLessThan(once.findings.length);
  expect(twice.diagnostics.map(({ code, severity, message }) => [code, severity, message])).toEqual([
    [
      'report-reduced',
      'warning',
      `This copy was reduced to fit into a report: it leaves out ${4000 - twice.findings.length} of 4000 findings.`,
    ],
  ]);
});

describe('names outside of ASCII, by bytes', () => {
  const names = Array.from({ length: 1600 }, (_, index) => `/商品/検索/${index}`);
  const foreign = buildComparison(
    names.map((name) => ({ endpoint: endpoint(name), metric: 'p95', before: 100, after: 200, verdict: 'fail', limit: '+25%' })),
  );

  test.each([60_000, 300_000, 1_000_000])('fill the copy of a report of %i bytes', (maxBytes) => {
    const markdown = renderMarkdown(foreign, { maxBytes });
    expect(utf8Length(markdown)).toBeLessThanOrEqual(maxBytes);
    const { findings } = readMarkdown(markdown) as Comparison;
    expect(findings.length).toBeGreaterThan(Math.min(1599, maxBytes / 200));
    expect(foreign.findings).toEqual(expect.arrayContaining(findings.slice(0, 3)));
  });
});
