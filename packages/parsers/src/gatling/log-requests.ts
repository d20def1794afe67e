import type { Recorder } from '../samples/recorder.js';
import { type ByteTable, createByteTable } from '../scan/byte-table.js';
import { failedGroup, failureKind } from './failure-kind.js';
import { groupId, requestId } from './group-path.js';
import { beginOf, findCells, fittingLayout, hasStatus, type LogLayout, MOST_CELLS, statusOf, wholeOf } from './log-rows.js';
import { countLogError, type LogState } from './log-state.js';

/** Takes the rows of one kind; false when one is the last of the file, and cut. */
export type LogRows = (bytes: Uint8Array, from: number, to: number, line: number, isLast: boolean) => boolean;

const decoder = new TextDecoder();
const MOST_MESSAGES = 4096;
const TAB = 9;
/** The first letter of `OK`. */
const LETTER_O = 79;

/** Takes the requests of a log. One failed when Gatling says `KO`: a check did not hold, or no answer came. */
export function createRequestRows(likely: LogLayout, recorder: Recorder): LogRows {
  const ends = new Int32Array(MOST_CELLS);
  const slots = createByteTable<number>();
  const kindOf = createMessageKinds(recorder);
  return (bytes, from, to, line, isLast) => {
    const cells = findCells(bytes, from, to, ends, likely.status + 1);
    let layout: LogLayout | undefined = likely;
    let startMs = hasStatus(bytes, from, ends, cells, likely) ? timeOf(bytes, from, ends, likely.start) : -1;
    let endMs = startMs < 0 ? -1 : timeOf(bytes, from, ends, likely.end);
    if (endMs < 0) {
      layout = fittingLayout(bytes, from, ends, findCells(bytes, from, to, ends), likely);
      if (layout === undefined) {
        if (!isLast) recorder.reject({ line }, 'a REQUEST in which no OK or KO stands behind the times at which it started and ended');
        return false;
      }
      startMs = timeOf(bytes, from, ends, layout.start);
      endMs = timeOf(bytes, from, ends, layout.end);
    }
    if (endMs < startMs) {
      recorder.reject({ line }, 'a REQUEST that ended before it started');
      return true;
    }
    const nameFrom = beginOf(ends, layout.groups, from);
    const nameTo = ends[layout.groups + 1] as number;
    const slot =
      slots.find(bytes, nameFrom, nameTo) ?? slots.add(bytes, nameFrom, nameTo, recorder.endpoint(idOf(bytes, nameFrom, nameTo)));
    const statusEnd = ends[layout.status] as number;
    const isOk = bytes[statusEnd - 2] === LETTER_O;
    recorder.sample(slot, startMs, endMs - startMs, !isOk, isOk ? -1 : kindOf(slot, bytes, statusEnd + 1, to, layout.hasMore));
    return true;
  };
}

/** Kinds of failures by endpoint and the message that stands in a row from a place on. */
function createMessageKinds(recorder: Recorder) {
  const messages: (ByteTable<number> | undefined)[] = [];
  return (slot: number, bytes: Uint8Array, from: number, rowEnd: number, hasMore: boolean): number => {
    const start = Math.min(from, rowEnd);
    // Behind the message stood further cells in 2.0 to 2.3; since 3.0 it goes up to the end of the row.
    const next = hasMore ? bytes.indexOf(TAB, start) : -1;
    const end = next < 0 || next > rowEnd ? rowEnd : next;
    const known = (messages[slot] ??= createByteTable<number>(MOST_MESSAGES));
    return (
      known.find(bytes, start, end) ??
      known.add(bytes, start, end, recorder.errorKind(failureKind(slot, decoder.decode(bytes.subarray(start, end)))))
    );
  };
}

function timeOf(bytes: Uint8Array, from: number, ends: Int32Array, cell: number): number {
  return wholeOf(bytes, beginOf(ends, cell, from), ends[cell] as number);
}

function idOf(bytes: Uint8Array, from: number, to: number) {
  const [groups = '', name = ''] = decoder.decode(bytes.subarray(from, to)).split('\t', 2);
  return requestId(groups === '' ? [] : groups.split(','), name);
}

/**
 * Takes the groups of a log, with the sum of the response times in them, as Gatling's report does; what a user waited
 * between requests is no part of it. In 2.2 and 2.3 errors that are no requests call themselves groups.
 */
export function createGroupRows(likely: LogLayout, recorder: Recorder, state: LogState): LogRows {
  const ends = new Int32Array(MOST_CELLS);
  const slots = createByteTable<number>();
  return (bytes, from, to, line, isLast) => {
    const cells = findCells(bytes, from, to, ends);
    const status = findStatus(bytes, from, ends, cells);
    if (status < 0) {
      if (isLast) return false;
      if (likely.type === 0 && cells === 3) countLogError(state, decoder.decode(bytes.subarray(beginOf(ends, 1, from), ends[1])).trim());
      else recorder.reject({ line }, 'a GROUP in which no OK or KO stands behind its times');
      return true;
    }
    // In 2.0 and 2.1 the numbers of requests that held and that failed follow the times.
    const sum = likely.type === 2 && status >= 9 ? status - 3 : status - 1;
    const startMs = wholeOf(bytes, beginOf(ends, sum - 2, from), ends[sum - 2] as number);
    const elapsedMs = wholeOf(bytes, beginOf(ends, sum, from), ends[sum] as number);
    const nameFrom = beginOf(ends, sum - 3, from);
    const nameTo = ends[sum - 3] as number;
    if (startMs < 0 || elapsedMs < 0) {
      recorder.reject({ line }, 'a GROUP without the times at which it started and ended');
      return true;
    }
    const slot =
      slots.find(bytes, nameFrom, nameTo) ??
      slots.add(bytes, nameFrom, nameTo, recorder.endpoint(groupId(decoder.decode(bytes.subarray(nameFrom, nameTo)).split(','))));
    const isOk = statusOf(bytes, beginOf(ends, status, from), ends[status] as number) === 1;
    recorder.sample(slot, startMs, elapsedMs, !isOk, isOk ? -1 : recorder.errorKind(failedGroup(slot)));
    return true;
  };
}

/** The cell `OK` or `KO` with three whole numbers before it; -1 where there is none. */
function findStatus(bytes: Uint8Array, from: number, ends: Int32Array, cells: number): number {
  const isWhole = (cell: number) => wholeOf(bytes, beginOf(ends, cell, from), ends[cell] as number) >= 0;
  for (let cell = 5; cell < cells; cell++) {
    if (statusOf(bytes, beginOf(ends, cell, from), ends[cell] as number) < 0) continue;
    if (isWhole(cell - 1) && isWhole(cell - 2) && isWhole(cell - 3)) return cell;
  }
  return -1;
}
