import { bufferOf } from '../scan/bytes.js';

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;
const COMMA = 44;

/** Column of the body, which is long and of no interest. */
const BODY = 6;
/** Columns of a row as the tool writes it today. */
const MOST_COLUMNS = 12;
/** How many columns the versions write. */
const COLUMN_COUNTS: ReadonlySet<number> = new Set([6, 7, 8, 9, 11, 12]);

/** The cells of one row, as places in the bytes that hold it. Filled again and again. */
export interface Cells {
  buffer: Buffer;
  from: Int32Array;
  to: Int32Array;
  count: number;
  /** Line breaks in the row, its end included. */
  breaks: number;
  /** Where the next row begins. */
  next: number;
  /** A line break ends the row. */
  isEnded: boolean;
  /** A quote is not closed. */
  isOpen: boolean;
  /** Nothing stands in the row. */
  isBlank: boolean;
}

/**
 * Columns of the first row of a head; undefined where it is none of vegeta's, and the usual number where the row is longer
 * than the head.
 */
export function columnsOf(head: Uint8Array): number | undefined {
  const cells = createCells();
  splitCells(cells, bufferOf(head), 0, head.length);
  const hasEnd = cells.isEnded || cells.count === MOST_COLUMNS;
  if (!hasEnd && cells.count >= BODY) return MOST_COLUMNS;
  return COLUMN_COUNTS.has(cells.count) ? cells.count : undefined;
}

/** Cells to be filled. */
export function createCells(): Cells {
  const [from, to] = [new Int32Array(MOST_COLUMNS), new Int32Array(MOST_COLUMNS)];
  return { buffer: Buffer.alloc(0), from, to, count: 0, breaks: 0, next: 0, isEnded: false, isOpen: false, isBlank: false };
}

/** Splits the row that begins at `from`; false where nothing is there. */
export function splitCells(cells: Cells, buffer: Buffer, from: number, to: number): boolean {
  if (from >= to) return false;
  cells.buffer = buffer;
  cells.count = 0;
  cells.breaks = 1;
  cells.isOpen = false;
  let lineEnd = lineEndAt(buffer, from, to);
  for (let at = from; ; at++) {
    const isQuoted = buffer[at] === QUOTE && at < lineEnd;
    const cellFrom = isQuoted ? at + 1 : at;
    if (isQuoted) {
      const quote = closingQuote(cells, buffer, at + 1, to);
      if (quote > lineEnd) lineEnd = lineEndAt(buffer, quote, to);
      setCell(cells, cellFrom, Math.min(quote, to));
      at = Math.min(quote + 1, to);
    }
    // Bodies and headers are long and of no interest: only their end is looked for.
    if (cells.count === BODY || isQuoted) at = commaAt(buffer, at, lineEnd);
    else if (cells.count >= MOST_COLUMNS - 1) at = lineEnd;
    else while (at < lineEnd && buffer[at] !== COMMA) at++;
    if (!isQuoted) setCell(cells, cellFrom, at >= lineEnd ? trimmed(buffer, cellFrom, lineEnd) : at);
    cells.count++;
    if (at >= lineEnd) break;
  }
  cells.isEnded = lineEnd < to && !cells.isOpen;
  cells.next = lineEnd + 1;
  cells.isBlank = cells.count === 1 && (cells.to[0] as number) <= (cells.from[0] as number);
  return true;
}

function setCell(cells: Cells, from: number, to: number): void {
  if (cells.count >= MOST_COLUMNS) return;
  cells.from[cells.count] = from;
  cells.to[cells.count] = to;
}

function lineEndAt(buffer: Buffer, from: number, to: number): number {
  const end = buffer.indexOf(NEWLINE, from);
  return end < 0 || end > to ? to : end;
}

function commaAt(buffer: Buffer, from: number, to: number): number {
  const at = buffer.indexOf(COMMA, from);
  return at < 0 || at > to ? to : at;
}

function trimmed(buffer: Buffer, from: number, to: number): number {
  return to > from && buffer[to - 1] === RETURN ? to - 1 : to;
}

/** Offset of the quote that closes a cell; `to` where none does. Line breaks on the way are counted. */
function closingQuote(cells: Cells, buffer: Buffer, from: number, to: number): number {
  let end = buffer.indexOf(QUOTE, from);
  while (end >= 0 && end + 1 < to && buffer[end + 1] === QUOTE) end = buffer.indexOf(QUOTE, end + 2);
  if (end < 0 || end >= to) {
    cells.isOpen = true;
    return to;
  }
  for (let at = buffer.indexOf(NEWLINE, from); at >= 0 && at < end; at = buffer.indexOf(NEWLINE, at + 1)) cells.breaks++;
  return end;
}
