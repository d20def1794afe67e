/** Where the cells of a log's rows stand. Each generation of Gatling has an order of its own. */
export interface LogLayout {
  /** The generation. */
  name: '2.0' | '2.2' | '3.0' | '3.4';
  /** Cell with the word `REQUEST`, `GROUP` or `USER`. */
  type: number;
  /** Cell with the number of the user, which is a whole number; -1 where there is none. */
  user: number;
  /** Of a request: groups, then the name, the first of the times, the last of them, `OK` or `KO`. */
  groups: number;
  start: number;
  end: number;
  status: number;
  /** Further cells may follow the message of a failure. */
  hasMore: boolean;
}

/** The orders of cells, newest first: 3.4 to 3.12, 3.0 to 3.3, 2.2 and 2.3, 2.0 and 2.1. */
export const logLayouts: readonly LogLayout[] = [
  { name: '3.4', type: 0, user: -1, groups: 1, start: 3, end: 4, status: 5, hasMore: false },
  { name: '3.0', type: 0, user: 1, groups: 2, start: 4, end: 5, status: 6, hasMore: false },
  { name: '2.2', type: 0, user: 2, groups: 3, start: 5, end: 6, status: 7, hasMore: true },
  { name: '2.0', type: 2, user: -1, groups: 3, start: 5, end: 8, status: 9, hasMore: true },
];

/** Cells of a row that are looked at. */
export const MOST_CELLS = 12;

const TAB = 9;

/**
 * Finds where the cells of a row end.
 *
 * @param ends takes the offset behind each of the first cells.
 * @param most cells that are wanted.
 * @returns the number of cells, at most those; the last of these ends at the next tab, or the row's end.
 */
export function findCells(bytes: Uint8Array, from: number, to: number, ends: Int32Array, most = MOST_CELLS): number {
  let cells = 0;
  for (let at = from; at < to; at++) {
    if (bytes[at] !== TAB) continue;
    ends[cells++] = at;
    if (cells === most) return cells;
  }
  ends[cells++] = to;
  return cells;
}

/** 1 for a cell that is `OK`, 0 for `KO`, -1 for anything else. */
export function statusOf(bytes: Uint8Array, from: number, to: number): number {
  if (to - from !== 2) return -1;
  const [first, second] = [bytes[from], bytes[from + 1]];
  return first === 79 && second === 75 ? 1 : first === 75 && second === 79 ? 0 : -1;
}

/** The whole number that decimal digits stand for, at most 15 of them; -1 for anything else. */
export function wholeOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length <= 0 || length > 15) return -1;
  // Whole numbers of nine digits are the fastest; a time has thirteen.
  const middle = length > 9 ? to - 9 : from;
  let high = 0;
  let low = 0;
  for (let at = from; at < middle; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return -1;
    high = high * 10 + digit;
  }
  for (let at = middle; at < to; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return -1;
    low = low * 10 + digit;
  }
  return high === 0 ? low : high * 1e9 + low;
}

/** The order of cells in which a request's row can be read, the likely one first; undefined where there is none. */
export function fittingLayout(bytes: Uint8Array, from: number, ends: Int32Array, cells: number, likely: LogLayout): LogLayout | undefined {
  if (fits(bytes, from, ends, cells, likely)) return likely;
  return logLayouts.find((layout) => layout !== likely && layout.type === likely.type && fits(bytes, from, ends, cells, layout));
}

function fits(bytes: Uint8Array, from: number, ends: Int32Array, cells: number, layout: LogLayout): boolean {
  const isWhole = (cell: number) => wholeOf(bytes, beginOf(ends, cell, from), ends[cell] as number) >= 0;
  return hasStatus(bytes, from, ends, cells, layout) && isWhole(layout.start) && isWhole(layout.end);
}

/** Whether `OK` or `KO`, and the number of the user, stand where they do in an order of cells. */
export function hasStatus(bytes: Uint8Array, from: number, ends: Int32Array, cells: number, { user, status }: LogLayout): boolean {
  if (cells <= status || statusOf(bytes, beginOf(ends, status, from), ends[status] as number) < 0) return false;
  return user < 0 || wholeOf(bytes, beginOf(ends, user, from), ends[user] as number) >= 0;
}

/** Where a cell begins. */
export function beginOf(ends: Int32Array, cell: number, from: number): number {
  return cell === 0 ? from : (ends[cell - 1] as number) + 1;
}
