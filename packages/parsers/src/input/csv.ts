import { forEachLine, lineError, type TextInput } from './read-lines.js';

/** One record of a CSV file: usually a line, more where a quoted field holds line breaks. */
export interface CsvRecord {
  /** Line it begins on, from 1. */
  line: number;
  /** Its text; inner line breaks are `\n`. */
  text: string;
  /** A line break follows. */
  ended: boolean;
  /** A quote that it opens is never closed: the file ends within it. */
  open: boolean;
}

/** One field of a record. */
export interface CsvCell {
  /** Its text, without quotes around it. */
  text: string;
  /** Column of its first character in the record, from 1. */
  column: number;
}

/**
 * Hands over the records of a CSV file, blank lines left out.
 *
 * @param quoting `csv`: quotes are doubled within quotes, and a field may hold line breaks. `none`: each line is a
 *   record, whatever its quotes; for what was written by hand without escaping.
 */
export async function forEachRecord(input: TextInput, quoting: 'csv' | 'none', onRecord: (record: CsvRecord) => void): Promise<void> {
  let lines: string[] = [];
  let length = 0;
  let start = 0;
  let last = { number: 0, ended: true };
  await forEachLine(input, (line) => {
    if (lines.length === 0 && line.text.trim() === '') return;
    if (lines.length === 0) start = line.number;
    lines.push(line.text);
    length += line.text.length + 1;
    if (length > input.limits.lineLength) throw lineError(input, start);
    last = line;
    const closes = quoting === 'none' || countQuotes(line.text) % 2 === (lines.length === 1 ? 0 : 1);
    if (!closes) return;
    onRecord({ line: start, text: lines.length === 1 ? line.text : lines.join('\n'), ended: line.ended, open: false });
    lines = [];
    length = 0;
  });
  if (lines.length > 0) onRecord({ line: start, text: lines.join('\n'), ended: last.ended, open: true });
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++;
  return count;
}

/** The delimiter of a header line: the most frequent of comma, semicolon and tab. */
export function findDelimiter(header: string): string {
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((best, candidate) => (candidate.count > best.count ? candidate : best)).delimiter;
}

/** Splits a record into its fields: RFC 4180, forgiving about quotes in the middle of a field. */
export function splitCells(text: string, delimiter: string): CsvCell[] {
  if (!text.includes('"')) return splitPlain(text, delimiter);
  const cells: CsvCell[] = [];
  let at = 0;
  while (at <= text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : plainCell(text, at, delimiter);
    cells.push({ text: cell.text, column: at + 1 });
    at = cell.end + 1;
  }
  return cells;
}

function splitPlain(text: string, delimiter: string): CsvCell[] {
  let column = 1;
  return text.split(delimiter).map((part) => {
    const cell = { text: part, column };
    column += part.length + 1;
    return cell;
  });
}

function plainCell(text: string, from: number, delimiter: string): { text: string; end: number } {
  const found = text.indexOf(delimiter, from);
  const end = found < 0 ? text.length : found;
  return { text: text.slice(from, end), end };
}

function quotedCell(text: string, from: number, delimiter: string): { text: string; end: number } {
  const parts: string[] = [];
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { text: parts.join('') + text.slice(at), end: text.length };
    parts.push(text.slice(at, quote));
    if (text[quote + 1] !== '"') {
      // Anything between the closing quote and the delimiter belongs to the field, as spreadsheets read it.
      const rest = plainCell(text, quote + 1, delimiter);
      return { text: parts.join('') + rest.text, end: rest.end };
    }
    parts.push('"');
    at = quote + 2;
  }
}
