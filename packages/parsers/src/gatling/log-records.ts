import type { Recorder } from '../samples/recorder.js';
import type { ByteCursor } from './byte-cursor.js';
import { createGroupPaths, type GroupPaths } from './group-paths.js';
import { createLogStrings, logDamage, type LogStrings, readLogText } from './log-strings.js';
import { countLogError, type LogState } from './log-state.js';
import { createRecordSlots, type RecordSlots } from './record-slots.js';
import { countUser } from './user-counts.js';

/** The record at the start of a binary log. */
export interface LogStart {
  version: string;
  simulation: string;
  startMs: number;
  description: string;
  /** What is pickled of each assertion. */
  assertions: Uint8Array[];
}

/** The kinds of records. */
const REQUEST = 1;
const USER = 2;
const GROUP = 3;
const ERROR = 4;
const MOST_ITEMS = 100_000;
const MOST_GROUPS = 1000;

/** Reads the record at the start; where the cursor falls short it has to be read again. */
export function readLogStart(cursor: ByteCursor): LogStart {
  if (cursor.byte() !== 0) throw logDamage('no record of a run at its start');
  const version = readLogText(cursor);
  const simulation = readLogText(cursor);
  const startMs = cursor.int64();
  const description = readLogText(cursor).trim();
  const scenarios = countUpTo(cursor, MOST_ITEMS);
  for (let index = 0; index < scenarios && !cursor.isShort(); index++) readLogText(cursor);
  const assertions: Uint8Array[] = [];
  const count = countUpTo(cursor, MOST_ITEMS);
  for (let index = 0; index < count && !cursor.isShort(); index++) {
    const length = countUpTo(cursor, 1e7);
    assertions.push(cursor.bytes(length).slice());
  }
  return { version, simulation, startMs, description, assertions };
}

function countUpTo(cursor: ByteCursor, most: number): number {
  const count = cursor.int32();
  if (count < 0 || count > most) throw logDamage(`a number of ${count} items`);
  return count;
}

/** Takes one record after the other. Where the cursor falls short nothing was taken: the record has to be read again. */
export function createRecordReader(startMs: number, state: LogState, recorder: Recorder): (cursor: ByteCursor) => void {
  const strings = createLogStrings();
  const paths = createGroupPaths();
  const slots = createRecordSlots(strings, paths, recorder);
  const readRequest = createRequestReader(startMs, strings, paths, slots, recorder);
  const readGroup = createGroupReader(startMs, strings, paths, slots, recorder);
  return (cursor) => {
    const kind = cursor.byte();
    if (kind === REQUEST) readRequest(cursor);
    else if (kind === USER) readUser(cursor, startMs, state);
    else if (kind === GROUP) readGroup(cursor);
    else if (kind === ERROR) readError(cursor, strings, state);
    else throw logDamage(`a record of kind ${kind}`);
  };
}

function createRequestReader(startMs: number, strings: LogStrings, paths: GroupPaths, slots: RecordSlots, recorder: Recorder) {
  return (cursor: ByteCursor) => {
    const path = readPath(cursor, strings, paths);
    const name = strings.read(cursor);
    const start = cursor.int32();
    const end = cursor.int32();
    const isOk = cursor.byte() === 1;
    const message = strings.read(cursor);
    if (cursor.isShort()) return;
    if (end < start) {
      recorder.reject({}, 'a request that ended before it started');
      return;
    }
    const slot = slots.request(path, name);
    recorder.sample(slot, startMs + start, end - start, !isOk, isOk ? -1 : slots.failure(slot, message));
  };
}

function createGroupReader(startMs: number, strings: LogStrings, paths: GroupPaths, slots: RecordSlots, recorder: Recorder) {
  return (cursor: ByteCursor) => {
    const path = readPath(cursor, strings, paths);
    const start = cursor.int32();
    cursor.int32();
    // The sum of the response times in the group; what stands before it is when it ended.
    const sum = cursor.int32();
    const isOk = cursor.byte() === 1;
    if (cursor.isShort()) return;
    if (sum < 0) {
      recorder.reject({}, 'a group with a negative time');
      return;
    }
    const slot = slots.group(path);
    recorder.sample(slot, startMs + start, sum, !isOk, isOk ? -1 : slots.groupFailure(slot));
  };
}

function readPath(cursor: ByteCursor, strings: LogStrings, paths: GroupPaths): number {
  const count = countUpTo(cursor, MOST_GROUPS);
  let path = 0;
  for (let index = 0; index < count && !cursor.isShort(); index++) path = paths.child(path, strings.read(cursor));
  return path;
}

function readUser(cursor: ByteCursor, startMs: number, state: LogState): void {
  // The number of the scenario.
  cursor.int32();
  const isStart = cursor.byte() === 1;
  const offset = cursor.int32();
  if (!cursor.isShort()) countUser(state.users, startMs + offset, isStart);
}

function readError(cursor: ByteCursor, strings: LogStrings, state: LogState): void {
  const message = strings.read(cursor);
  cursor.int32();
  if (!cursor.isShort()) countLogError(state, strings.text(message).trim());
}
