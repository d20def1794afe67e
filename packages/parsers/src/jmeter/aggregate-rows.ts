import { echo, UserError } from '@loadline/schema';
import { secondHeader } from '../input/second-header.js';
import { findDelimiter, forEachRecord, splitCells } from '../input/csv.js';
import type { ReaderInput } from '../reader.js';
import { layoutOf, type TableLayout } from './aggregate-layout.js';

/** A row of a table. */
export interface TableRow {
  line: number;
  cells: readonly string[];
}

/** A table as it was read. */
export interface Table {
  layout: TableLayout;
  /** The names of its columns, where they were saved. */
  header: readonly string[] | undefined;
  rows: TableRow[];
  /** The text ends within a row. */
  isCut: boolean;
}

/** The table that a text begins with, looking at no more than its first lines; undefined when it begins with none. */
export function tableAt(text: string): TableLayout | undefined {
  const lines = text.slice(0, 16_384).split(/\r*\n/, 40);
  const delimiter = findDelimiter(lines[0] ?? '');
  const width = splitCells(lines[0] ?? '', delimiter).length;
  for (const line of lines) {
    const cells = cellsOf(line, delimiter);
    const layout = layoutOf(cells);
    if (layout !== undefined) return width === cells.length ? layout : undefined;
  }
  return undefined;
}

/**
 * The rows of a table. JMeter does not quote a label with a line break: a line that holds nothing but text goes before the
 * label of the next one.
 *
 * @throws UserError `no-requests` when there is no row, `several-results` when a second table follows.
 */
export async function readTable(input: ReaderInput): Promise<Table> {
  const { diagnostics, name } = input;
  const rows: TableRow[] = [];
  let delimiter: string | undefined;
  let layout: TableLayout | undefined;
  let header: readonly string[] | undefined;
  let isFirst = true;
  let isCut = false;
  let before: { line: number; text: string } | undefined;
  const reject = (line: number, message: string) => {
    diagnostics.add('warning', 'row-rejected', `a row was not counted: ${message}`, { file: name, line });
  };
  await forEachRecord(input, 'csv', ({ line, text, ended, open }) => {
    delimiter ??= findDelimiter(text);
    const cells = cellsOf(text, delimiter);
    const own = open ? undefined : layoutOf(cells);
    isCut = false;
    if (own !== undefined && (layout ?? own) === own && (header === undefined || header.length === cells.length)) {
      layout = own;
      rows.push({
        line: before?.line ?? line,
        cells: before === undefined ? cells : [`${before.text}\n${cells[0] ?? ''}`, ...cells.slice(1)],
      });
      before = undefined;
    } else if (isFirst) {
      header = cells;
    } else if (cells.length === 1 && !open && ended) {
      before = before === undefined ? { line, text: cells[0] ?? '' } : { line: before.line, text: `${before.text}\n${cells[0] ?? ''}` };
    } else if (!ended || open) {
      isCut = true;
    } else {
      if (cells.join('\n') === header?.join('\n')) throw secondHeader(name, line);
      reject(line, `found \`${echo(text, 80)}\`, expected a label and numbers`);
    }
    isFirst = false;
  });
  if (before !== undefined) reject((before as { line: number }).line, 'found a label without numbers');
  if (layout === undefined)
    throw new UserError({ code: 'no-requests', found: 'no row of a table', expected: 'at least one row', place: { file: name } });
  return { layout, header, rows, isCut };
}

function cellsOf(text: string, delimiter: string): string[] {
  return splitCells(text, delimiter).map((cell, index) => (index === 0 ? cell.text : cell.text.trim()));
}
