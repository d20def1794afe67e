import { eachLine } from './each-line.js';
import type { ScanFormat, Scanner } from './scanner.js';
import { parseDecimal } from './parse-bytes.js';
import type { Recorder } from '../samples/recorder.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';

/** What the rows of a CSV of plain numbers mean: a row is an answered request, its times are in seconds. */
export interface NumberRowsSetup {
  /** Text of the header, which stands again where files were joined. */
  header: string;
  /** Number of columns. */
  width: number;
  /** Columns, -1 for those that the file has not. */
  elapsed: number;
  start: number;
  status: number;
  /** Further columns that are kept as metrics of the run. */
  customs: readonly { name: string; column: number }[];
  /** Digits behind the point of the last column: without a line break behind it, a row of fewer was cut. 0: three digits, a status. */
  lastDigits: number;
}

/** What a scanner of such rows counts beside them. */
export interface NumberRowsState {
  /** Rows that are the header. */
  headers: number;
}

const COMMA = 44;
const CARRIAGE_RETURN = 13;
const ZERO = 48;
const NINE = 57;

/** How rows of plain numbers are scanned. A request failed when its status is 400 or above. */
export function numberRows(name: string, stepMs?: number): ScanFormat<NumberRowsSetup> {
  return { name, ...(stepMs === undefined ? {} : { stepMs }), create: (setup, recorder) => createScanner(setup, recorder) };
}

function createScanner(setup: NumberRowsSetup, recorder: Recorder): Scanner {
  const slot = recorder.endpoint({ kind: 'request', name: ALL_REQUESTS });
  const customs = setup.customs.map(({ name, column }) => ({ id: recorder.custom(name, { type: 'trend', contains: 'default' }), column }));
  const kinds = new Map<number, number>();
  const cells = new Int32Array(setup.width + 1);
  let line = 0;
  const state: NumberRowsState = { headers: 0 };

  const kindOf = (status: number): number => {
    const known = kinds.get(status) ?? recorder.errorKind({ slot, status: String(status), message: `HTTP ${status}` });
    kinds.set(status, known);
    return known;
  };
  const row = (bytes: Uint8Array, from: number, to: number) => {
    if (to === from) return;
    const count = split(bytes, from, to, cells);
    const cell = (column: number) => parseDecimal(bytes, cells[column] as number, (cells[column + 1] as number) - 1);
    const first = bytes[from] as number;
    if (first < ZERO || first > NINE) {
      const text = new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + 500)));
      if (text === setup.header) state.headers++;
      else recorder.reject({ line }, `found ${JSON.stringify(text.slice(0, 80))}, expected a row of numbers`);
      return;
    }
    if (count !== setup.width) {
      recorder.reject({ line }, `found ${count} fields, expected ${setup.width}`);
      return;
    }
    const elapsed = toMs(cell(setup.elapsed));
    const status = setup.status < 0 ? 0 : cell(setup.status);
    if (!(elapsed >= 0)) recorder.reject({ line, column: (cells[setup.elapsed] as number) - from + 1 }, 'the response time is no number');
    else if (setup.status >= 0 && !(Number.isInteger(status) && status >= 100 && status <= 999))
      recorder.reject({ line, column: (cells[setup.status] as number) - from + 1 }, 'the status is no status');
    else {
      const startMs = setup.start < 0 ? NaN : toMs(cell(setup.start));
      const failed = status >= 400;
      recorder.sample(slot, startMs, elapsed, failed, failed ? kindOf(status) : undefined);
      for (const { id, column } of customs) recorder.customValue(id, startMs, cell(column));
    }
  };
  return {
    scan(chunk, from, to) {
      return eachLine(chunk, from, to, (start, end) => {
        line++;
        row(chunk, start, trimmed(chunk, start, end));
      });
    },
    end(chunk, from, to) {
      const end = trimmed(chunk, from, to);
      if (end === from) return;
      line++;
      if (isWhole(chunk, from, end, setup)) row(chunk, from, end);
      else recorder.cut({ line });
    },
    lines: () => line,
    state: () => state,
  };
}

/** Seconds in ms, to the nanosecond. */
function toMs(seconds: number): number {
  return Math.round(seconds * 1e9) / 1e6;
}

/** Notes where the fields begin, and one more behind the last; gives their number, at most one more than there is room for. */
function split(bytes: Uint8Array, from: number, to: number, cells: Int32Array): number {
  const room = cells.length - 1;
  cells[0] = from;
  let count = 1;
  for (let at = from; at < to; at++) {
    if (bytes[at] !== COMMA) continue;
    if (count > room) return count;
    cells[count++] = at + 1;
  }
  if (count <= room) cells[count] = to + 1;
  return count;
}

function trimmed(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && bytes[end - 1] === CARRIAGE_RETURN) end--;
  return end;
}

/** Whether a row without a line break behind it has all of its last field. */
function isWhole(bytes: Uint8Array, from: number, to: number, { width, lastDigits }: NumberRowsSetup): boolean {
  const cells = new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + 2000))).split(',');
  const last = cells[width - 1] ?? '';
  return cells.length === width && (lastDigits === 0 ? /^\d{3}$/.test(last) : (last.split('.')[1] ?? '').length >= lastDigits);
}
