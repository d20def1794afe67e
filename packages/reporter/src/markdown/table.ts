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

/** One line of a table. The cells are Markdown already. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The head of a table; a column that ends with `:` is aligned to the right. */
export function tableHead(columns: readonly string[]): string {
  const names = columns.map((column) => column.replace(/:$/, ''));
  return `${tableRow(names)}\n${tableRow(columns.map((column) => (column.endsWith(':') ? '---:' : '---')))}`;
}

/** A part of a report whose rows may be left out when there is no room. */
export interface TableSection {
  heading: string;
  /** Column names; see {@link tableHead}. */
  columns: readonly string[];
  rows: readonly string[];
  /** Order in which rows are given room, 0 first. */
  importance: number;
  /** Folded, under these words. */
  folded?: string;
}

/** Parts of a report in their order: fixed text, or a section. */
export type ReportPart = string | TableSection;

function leftOutNote(count: number): string {
  return `_${formatNumber(count)} more ${count === 1 ? 'row is' : 'rows are'} left out here to keep the report short._`;
}

function renderSection(section: TableSection, keep: number): string {
  const { heading, columns, rows, folded } = section;
  const table = keep === 0 ? [] : [`${tableHead(columns)}\n${rows.slice(0, keep).join('\n')}`];
  const body = [...table, ...(keep < rows.length ? [leftOutNote(rows.length - keep)] : [])].join('\n\n');
  return `${heading}\n\n${folded === undefined ? body : `<details>\n<summary>${folded}</summary>\n\n${body}\n\n</details>`}`;
}

function join(parts: readonly ReportPart[], keep: ReadonlyMap<TableSection, number>): string {
  const texts = parts.map((part) => (typeof part === 'string' ? part : renderSection(part, keep.get(part) ?? part.rows.length)));
  return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
}

/**
 * Joins the parts of a report in at most `room` characters: whole rows are left out, the least important first, and each
 * section says how many. Undefined when the parts do not fit even without any row.
 */
export function fitParts(parts: readonly ReportPart[], room: number): string | undefined {
  const whole = join(parts, new Map());
  if (whole.length <= room) return whole;
  const sections = parts.filter((part) => typeof part !== 'string');
  const keep = new Map(sections.map((section) => [section, 0]));
  // The least of a section is its heading with a note; a head of a table comes with its first row.
  let used = join(parts, keep).length;
  if (used > room) return undefined;
  for (const section of [...sections].sort((a, b) => a.importance - b.importance)) {
    let count = 0;
    used += tableHead(section.columns).length + 3;
    for (const row of section.rows) {
      used += row.length + 1;
      if (used > room) break;
      count++;
    }
    keep.set(section, count);
    if (count < section.rows.length) break;
  }
  return join(parts, keep);
}
