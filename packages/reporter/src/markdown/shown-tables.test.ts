import type { Comparison, Finding } from '@loadline/schema/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cases, HOSTILE_NAMES, manyEndpoints } from '../../test/cases.js';
import { visible } from '../../test/gfm.js';
import { type GfmNode, nodesOf, readGfm, shownForm, shownTables, shownText } from '../../test/read-gfm.js';
import { cutMiddle } from '../display-width.js';
import { escapeMarkdown } from '../escape-markdown.js';
import { formatChange, formatLimit, formatMetric, formatValueCells } from '../format-change.js';
import { groupFindings } from '../group-findings.js';
import { docsAddress, findingWords, renderIssue, renderMarkdown, wordsOf } from '../index.js';
import { endpointName, serviceName } from '../subject.js';

/** Kinds of nodes that text from outside must never make. */
const ACTIVE = ['link', 'linkReference', 'image', 'imageReference', 'code', 'heading', 'delete', 'footnoteReference', 'break'];

/** Whether a node is anything but a link to a page that explains a kind of finding, whose words are ours too. */
const notOurs = (node: GfmNode) =>
  node.type !== 'link' || !Object.keys(findingWords).some((code) => node.url === docsAddress(code) && isOurWord(shownText(node), code));
const isOurWord = (word: string, code: string) => word === wordsOf(code)?.title || ['error', 'warning'].includes(word);

const textOf = (text: string) => shownForm(cutMiddle(text, 120));

/** The row that a finding makes in a table of values, as its strings are before they are escaped. */
function valueRow(finding: Finding): string[] {
  const { service, endpoint } = finding;
  return [
    serviceName(service),
    endpoint === undefined ? 'all endpoints' : endpointName(endpoint),
    formatMetric(finding.metric, finding.inPlaceOf),
    ...formatValueCells(finding),
    formatChange(finding),
    formatLimit(finding.limit),
  ].map(textOf);
}

const tablesWith = (markdown: string, column: string, heading?: string) =>
  shownTables(markdown)
    .filter(([head]) => head?.includes(column) === true && (heading === undefined || head.includes(heading)))
    .flatMap((table) => table.slice(1));

describe.each(cases)('the Markdown of $name', ({ comparison }) => {
  const markdown = visible(renderMarkdown(comparison));
  const tree = readGfm(markdown);

  test('parses back to the strings that its tables show', () => {
    const { fail, warn, pass } = groupFindings(comparison).byVerdict;
    expect(tablesWith(markdown, 'Limit')).toEqual([...fail, ...warn, ...pass].map(valueRow));
  });

  test('has as many cells in each row as in its head, and nothing but text in them', () => {
    const tables = nodesOf(tree).filter(({ type }) => type === 'table');
    for (const { children: rows = [] } of tables) {
      expect(new Set(rows.map(({ children = [] }) => children.length)).size).toBe(1);
      const cells = rows.flatMap(({ children = [] }) => children);
      expect(cells.flatMap(inner).filter(({ type }) => type !== 'text' && type !== 'strong')).toEqual([]);
    }
  });

  test('does nothing by itself: no links, no markup but ours', () => {
    const nodes = nodesOf(tree);
    expect(nodes.filter(({ type }) => ACTIVE.includes(type) && type !== 'heading').filter(notOurs)).toEqual([]);
    const html = nodes.filter(({ type }) => type === 'html').map(({ value = '' }) => value);
    expect(html.filter((value) => !/^(?:<details>\n<summary>[\w ,:()]+<\/summary>|<\/details>)$/.test(value))).toEqual([]);
    const headings = nodes.filter(({ type }) => type === 'heading').map(shownText);
    expect(headings.filter((text) => text === 'Heading')).toEqual([]);
  });

  test.each(['fail', 'warn'] as const)('and its issue of kind %s do so, too', (kind) => {
    const { body } = renderIssue(comparison, kind) ?? { body: '' };
    const { fail, warn } = groupFindings(comparison).byVerdict;
    expect(tablesWith(body, 'Limit')).toEqual((kind === 'fail' ? fail : warn).map(valueRow));
    expect(
      nodesOf(readGfm(body))
        .filter(({ type }) => ['link', 'image', 'imageReference', 'linkReference', 'delete'].includes(type))
        .filter(notOurs),
    ).toEqual([]);
  });
});

const inner = (node: GfmNode) => nodesOf(node).slice(1);

function cellOf(text: string): GfmNode {
  const [, row] = nodesOf(readGfm(`| a | b |\n| --- | --- |\n| ${escapeMarkdown(text)} | z |\n`)).filter(({ type }) => type === 'tableRow');
  expect(row?.children).toHaveLength(2);
  return row?.children?.[0] ?? { type: 'none' };
}

test.each(HOSTILE_NAMES)('a cell of %j shows it as it is', (name) => {
  expect(shownText(cellOf(name))).toBe(shownForm(name));
  expect(inner(cellOf(name)).filter(({ type }) => type !== 'text')).toEqual([]);
});

test('a cell shows any text as it is', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(
      '|',
      '\\',
      '`',
      '*',
      '_',
      '~',
      '<',
      '>',
      '&',
      '&amp;',
      '[a](b)',
      '![',
      'http://a.b',
      'www.a.b',
      'a@b.c',
      '#1',
      '-->',
      '  ',
      '^[x]',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      expect(shownText(cellOf(text))).toBe(shownForm(text));
    }),
    { numRuns: 2000 },
  );
});

describe('what does not fit', () => {
  const shown = (comparison: Comparison, options: Parameters<typeof renderMarkdown>[1]) =>
    renderMarkdown(comparison, { embed: false, ...options });

  test('is left out by whole rows, and the report says how many and where all of it is', () => {
    const markdown = shown(manyEndpoints(2000), {});
    const left = 4000 - tablesWith(markdown, 'Limit').length;
    expect(left).toBeGreaterThan(2000);
    expect(markdown).toContain(
      `_${left.toLocaleString('en')} more rows are left out here to keep the report short; the JSON report has all of it._`,
    );
    expect(shown(manyEndpoints(2000), { wholeAt: 'the <summary>' })).toContain('short; the &lt;summary&gt; has all of it._');
    expect(shown(manyEndpoints(2000), { wholeAt: 'https://ci.example/1?a=2' })).toContain(
      '; [the whole report](https://ci.example/1?a=2) has all of it._',
    );
    expect(shown(manyEndpoints(2000), { wholeAt: 'https://ci.example/)[x' })).not.toContain('[the whole report]');
  });

  test('is measured in bytes for the job summary', () => {
    const bytes = (text: string) => new TextEncoder().encode(text).length;
    const many = manyEndpoints(2000);
    const wide = { ...many, findings: many.findings.map((finding) => ({ ...finding, service: '顧客'.repeat(20) })) };
    for (const maxBytes of [4000, 60_000, 400_000]) {
      const markdown = shown(wide, { maxBytes });
      expect(bytes(markdown)).toBeLessThanOrEqual(maxBytes);
      expect(bytes(markdown)).toBeGreaterThan(maxBytes * 0.9 - 2000);
      expect(bytes(renderMarkdown(wide, { maxBytes }))).toBeLessThanOrEqual(maxBytes);
    }
    expect(tablesWith(shown(many, { maxBytes: 1024 * 1024 }), 'Limit')).toHaveLength(4000);
  });
});
