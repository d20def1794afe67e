import { cutMiddle } from '../display-width.js';
import { escapeMarkdown } from '../escape-markdown.js';
import { formatNumber } from '../format-number.js';

/** Widest name in a table or a list, in columns; the whole of it stands in the JSON. */
const NAME_WIDTH = 120;

/** Longest sentence from outside, in characters. */
const SENTENCE_LENGTH = 400;

/** A name from outside for a table's cell or a list: cut in the middle, escaped. */
export function markdownName(text: string): string {
  return escapeMarkdown(cutMiddle(text, NAME_WIDTH));
}

/** A sentence that may hold text from outside: cut at its end, escaped. */
export function markdownText(text: string): string {
  return escapeMarkdown(text.length > SENTENCE_LENGTH ? `${text.slice(0, SENTENCE_LENGTH)}…` : text);
}

/** Items of a list; of a long one the rest is counted. */
const MOST_ITEMS = 10;

/** A list of what is Markdown already; of a long one the first ten, and how many more there are. */
export function bulletList(items: readonly string[]): string {
  const shown = items.slice(0, MOST_ITEMS);
  const rest = items.length > shown.length ? [`and ${formatNumber(items.length - shown.length)} more`] : [];
  return [...shown, ...rest].map((item) => `- ${item}`).join('\n');
}

/** A part that is folded under some words, which are Markdown already; empty where the part is. */
export function foldedPart(summary: string, body: string): string {
  return body === '' ? '' : `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** One line of a table. The cells are Markdown already. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The head of a table; a column that ends with `:` is aligned to the right. */
export function tableHead(columns: readonly string[]): string {
  const names = columns.map((column) => column.replace(/:$/, ''));
  return `${tableRow(names)}\n${tableRow(columns.map((column) => (column.endsWith(':') ? '---:' : '---')))}`;
}

/** Rows that are written only when there is room for them. */
export interface Rows {
  count: number;
  /** The row at a place, as Markdown. */
  write: (index: number) => string;
}

/** Rows of some items. */
export function rowsOf<Item>(items: readonly Item[], write: (item: Item) => string): Rows {
  return {
    count: items.length,
    write: (index) =>
      items
        .slice(index, index + 1)
        .map(write)
        .join(''),
  };
}

/** A part of a report whose rows may be left out when there is no room. */
export interface TableSection {
  heading: string;
  /** Column names; see {@link tableHead}. */
  columns: readonly string[];
  rows: Rows;
  /** Order in which rows are given room, 0 first. */
  importance: number;
  /** Folded, under these words. */
  folded?: string;
}

/** Parts of a report in their order: fixed text, or a section. */
export type ReportPart = string | TableSection;

/** How much room there is, how it is measured, and where a reader finds what had none. */
export interface Room {
  /** Longest text, in what `size` counts. */
  most: number;
  size: (text: string) => number;
  /** Where all of it is, as Markdown. */
  whole: string;
}

function leftOutNote(count: number, whole: string): string {
  return `_${formatNumber(count)} more ${count === 1 ? 'row is' : 'rows are'} left out here to keep the report short; ${whole} has all of it._`;
}

function renderSection({ heading, columns, rows, folded }: TableSection, kept: readonly string[], whole: string): string {
  const table = kept.length === 0 ? [] : [`${tableHead(columns)}\n${kept.join('\n')}`];
  const left = rows.count - kept.length;
  const body = [...table, ...(left > 0 ? [leftOutNote(left, whole)] : [])].join('\n\n');
  return `${heading}\n\n${folded === undefined ? body : foldedPart(folded, body)}`;
}

function join(parts: readonly ReportPart[], kept: ReadonlyMap<TableSection, readonly string[]>, whole: string): string {
  const texts = parts.map((part) => (typeof part === 'string' ? part : renderSection(part, kept.get(part) ?? [], whole)));
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

/**
 * Joins the parts of a report so that they fit into the room: whole rows are left out, the least important first, and each
 * section says how many and where they are. Rows without room are not even written. Undefined when the parts do not fit
 * even without any row.
 */
export function fitParts(parts: readonly ReportPart[], { most, size, whole }: Room): string | undefined {
  const sections = parts.filter((part) => typeof part !== 'string').sort((a, b) => a.importance - b.importance);
  // The least of a section is its heading with a note; a head of a table comes with its first row.
  const least = size(join(parts, new Map(), whole));
  // Where every row has room, so have no notes: the heads of the tables take their place.
  const notes = sections.reduce((sum, { rows }) => sum + (rows.count === 0 ? 0 : size(leftOutNote(rows.count, whole)) + 2), 0);
  const all = keepRows(sections, most - least + notes, size);
  const everything = all.complete ? join(parts, all.kept, whole) : undefined;
  if (everything !== undefined && size(everything) <= most) return everything;
  return least > most ? undefined : join(parts, keepRows(sections, most - least, size).kept, whole);
}

/** Sections up to this importance ask somebody to do something: each keeps a row as long as there is room for one. */
const LAST_OF_ACTION = 2;

/** A row of each section that asks for action; then as many as have room, section by section, until one has no room for the next. */
function keepRows(
  sections: readonly TableSection[],
  room: number,
  size: Room['size'],
): { kept: Map<TableSection, string[]>; complete: boolean } {
  const kept = new Map<TableSection, string[]>();
  let used = 0;
  const keepNext = (section: TableSection): boolean => {
    const rows = kept.get(section) ?? [];
    const row = section.rows.write(rows.length);
    const length = size(row) + 1 + (rows.length === 0 ? size(tableHead(section.columns)) + 3 : 0);
    if (used + length > room) return false;
    used += length;
    rows.push(row);
    kept.set(section, rows);
    return true;
  };
  for (const section of sections) if (section.importance <= LAST_OF_ACTION && section.rows.count > 0) keepNext(section);
  for (const section of sections)
    while ((kept.get(section)?.length ?? 0) < section.rows.count) if (!keepNext(section)) return { kept, complete: false };
  return { kept, complete: true };
}
