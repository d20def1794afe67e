import { eachLine } from '../scan/each-line.js';
import type { Recorder } from '../samples/recorder.js';
import { standsAt } from '../scan/bytes.js';
import type { ScanFormat, Scanner } from '../scan/scanner.js';
import { layoutNamed } from './log-head.js';
import { createGroupRows, createRequestRows, type LogRows } from './log-requests.js';
import { beginOf, findCells, type LogLayout, MOST_CELLS } from './log-rows.js';
import { countLogError, createLogState, keepAssertion, type LogState } from './log-state.js';
import { scanUser } from './log-users.js';

/** What the head of a text log tells of its rows. */
export interface LogSetup {
  layout: LogLayout['name'];
}

const word = (text: string) => new TextEncoder().encode(`${text}\t`);
const REQUEST = word('REQUEST');
const GROUP = word('GROUP');
const USER = word('USER');
const ERROR = word('ERROR');
const RUN = word('RUN');
const ASSERTION = word('ASSERTION');

/** `simulation.log` of Gatling 2.0 to 3.12, whose rows are lines with tabs. */
export const gatlingLogScan: ScanFormat<LogSetup> = {
  name: 'gatling-log',
  stepMs: 1,
  create: (setup, recorder) => createLogScanner(layoutNamed(setup.layout), recorder),
};

function createLogScanner(layout: LogLayout, recorder: Recorder): Scanner {
  const state = createLogState();
  const requests = createRequestRows(layout, recorder);
  const groups = createGroupRows(layout, recorder, state);
  const scanRow =
    layout.type === 0 ? createRowScanner(requests, groups, state, recorder) : createOldRowScanner(requests, groups, state, recorder);
  let lines = 0;
  return {
    scan(chunk, from, to) {
      return eachLine(chunk, from, to, (start, end) => {
        lines++;
        scanRow(chunk, start, end, lines);
      });
    },
    end(chunk, from, to) {
      // Every row of Gatling ends with a line break: without one it was cut, unless all that counts is there.
      if (to > from && !scanRow(chunk, from, to, lines + 1, true)) recorder.cut({ line: lines + 1 });
    },
    lines: () => lines,
    state: () => state,
  };
}

/**
 * Takes a row; false when it is the last one and not whole.
 *
 * @param isLast the file ends behind it, without a line break.
 */
type RowScanner = (bytes: Uint8Array, from: number, to: number, line: number, isLast?: boolean) => boolean;

/** Rows whose first cell says what they are: 2.2 and later. */
function createRowScanner(requests: LogRows, groups: LogRows, state: LogState, recorder: Recorder): RowScanner {
  const ends = new Int32Array(MOST_CELLS);
  return (bytes, from, to, line, isLast = false) => {
    if (to === from) return true;
    if (standsAt(bytes, from, REQUEST)) return requests(bytes, from, to, line, isLast);
    if (standsAt(bytes, from, GROUP)) return groups(bytes, from, to, line, isLast);
    if (standsAt(bytes, from, USER)) return scanUser(bytes, from, to, ends, 1, state, isLast);
    if (standsAt(bytes, from, ERROR)) {
      const cells = findCells(bytes, from, to, ends);
      countLogError(state, textOf(bytes, beginOf(ends, 1, from), ends[1] as number));
      return !isLast || cells > 2;
    }
    if (standsAt(bytes, from, ASSERTION)) {
      keepAssertion(state, textOf(bytes, from + ASSERTION.length, to));
      return !isLast;
    }
    if (standsAt(bytes, from, RUN)) {
      state.runs++;
      return true;
    }
    if (!isLast) recorder.reject({ line }, 'the row is none of REQUEST, GROUP, USER, ERROR; a line break within a name begins a row');
    return false;
  };
}

/** Rows whose third cell says what they are: 2.0 and 2.1. */
function createOldRowScanner(requests: LogRows, groups: LogRows, state: LogState, recorder: Recorder): RowScanner {
  const ends = new Int32Array(MOST_CELLS);
  return (bytes, from, to, line, isLast = false) => {
    if (to === from) return true;
    if (standsAt(bytes, from, ASSERTION)) {
      keepAssertion(state, textOf(bytes, from + ASSERTION.length, to));
      return !isLast;
    }
    const cells = findCells(bytes, from, to, ends);
    const type = cells < 4 ? -1 : beginOf(ends, 2, from);
    if (type >= 0) {
      if (standsAt(bytes, type, REQUEST)) return requests(bytes, from, to, line, isLast);
      if (standsAt(bytes, type, GROUP)) return groups(bytes, from, to, line, isLast);
      if (standsAt(bytes, type, USER)) return scanUser(bytes, from, to, ends, 3, state, isLast);
      if (standsAt(bytes, type, RUN)) {
        state.runs++;
        return true;
      }
    }
    if (!isLast)
      recorder.reject({ line }, 'the third cell of the row is none of REQUEST, GROUP, USER; a line break within a name begins a row');
    return false;
  };
}

const decoder = new TextDecoder();

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to)).trim();
}
