import { echo, type Place } from '@loadline/schema';
import type { CsvCell, CsvRecord } from '../input/csv.js';
import { parseCount, parseDurationMs, parseNumber, type ParsedNumber } from '../input/parse-duration.js';
import type { ReaderInput } from '../reader.js';
import type { CsvHeader } from './header.js';

/** The fields of one row, by column index, with their places. */
export interface RowCells {
  /** The record they are of. */
  record: CsvRecord;
  /** The fields, as many as the header has. */
  cells: CsvCell[];
}

/** Where a field stands in the file. */
export function placeOfCell(input: ReaderInput, row: RowCells, index: number): Place {
  const column = row.cells[index]?.column ?? 1;
  const before = row.record.text.slice(0, column - 1);
  const lastBreak = before.lastIndexOf('\n');
  return { file: input.name, line: row.record.line + before.split('\n').length - 1, column: column - 1 - lastBreak };
}

/** Text of a field; empty where there is no such column. */
export function cellText(row: RowCells, index: number): string {
  return row.cells[index]?.text ?? '';
}

/** A count, or undefined where the field holds none. */
export function cellCount(row: RowCells, index: number): number | undefined {
  return parseCount(cellText(row, index));
}

/** A time in ms; undefined where it is missing, or cannot be read, which is said. */
export function cellDurationMs(input: ReaderInput, header: CsvHeader, row: RowCells, index: number): number | undefined {
  return said(input, header, row, index, parseDurationMs(cellText(row, index)), 'time');
}

/** A number; undefined where it is missing, or cannot be read, which is said. */
export function cellNumber(input: ReaderInput, header: CsvHeader, row: RowCells, index: number): number | undefined {
  return said(input, header, row, index, parseNumber(cellText(row, index)), 'number');
}

function said(
  input: ReaderInput,
  header: CsvHeader,
  row: RowCells,
  index: number,
  parsed: ParsedNumber,
  expected: string,
): number | undefined {
  if (index < 0 || parsed.kind === 'missing') return undefined;
  if (parsed.kind === 'value') return parsed.value;
  const message = `\`${echo(cellText(row, index), 60)}\` in the column \`${echo(header.names[index] ?? '', 60)}\` is no ${expected}; the value was left out`;
  input.diagnostics.add('warning', 'value-unreadable', message, placeOfCell(input, row, index));
  return undefined;
}

/** Says that a row was not counted, and why. */
export function rejectRow(input: ReaderInput, record: CsvRecord, why: string, column?: number): void {
  const place = { file: input.name, line: record.line, ...(column === undefined ? {} : { column }) };
  input.diagnostics.add('warning', 'row-rejected', `a row was not counted: ${why}`, place);
}

/** Says that the file ends in the middle of a row, which was not counted. */
export function cutRow(input: ReaderInput, record: CsvRecord): void {
  const message = record.open
    ? 'a quote that is opened here is not closed; what follows was not read'
    : 'the file ends in the middle of a row, which was not counted';
  input.diagnostics.add('warning', 'file-cut', message, { file: input.name, line: record.line });
}
