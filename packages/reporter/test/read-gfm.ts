import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

/** As much of a node of the syntax tree as the tests look at. */
export interface GfmNode {
  type: string;
  value?: string;
  /** Where a link leads. */
  url?: string;
  children?: GfmNode[];
}

/** The syntax tree of a Markdown text, as GitHub reads it. */
export function readGfm(markdown: string): GfmNode {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** All nodes of a tree, from outside to inside. */
export function nodesOf(node: GfmNode): GfmNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

/** What a reader sees of a node; what only breaks a link or a name apart is not seen. */
export function shownText(node: GfmNode): string {
  return node.children === undefined ? (node.value ?? '').replaceAll('\u200B', '') : node.children.map(shownText).join('');
}

/** The cells of every table, as a reader sees them; the first row of each is its head. */
export function shownTables(markdown: string): string[][][] {
  return nodesOf(readGfm(markdown))
    .filter(({ type }) => type === 'table')
    .map(({ children: rows = [] }) => rows.map(({ children: cells = [] }) => cells.map(shownText)));
}

/** What is shown of a text from outside: nothing invisible, no line breaks, and no spaces at its ends. */
export function shownForm(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu, '\uFFFD').replace(/^ +| +$/g, '');
}
