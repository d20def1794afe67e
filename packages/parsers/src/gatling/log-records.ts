import type { Recorder } from '../samples/recorder.js';
import type { ByteCursor } from './byte-cursor.js';
import { failedGroup, failureKind } from './failure-kind.js';
import { createGroupPaths, KEY } from './group-paths.js';
import { groupId, requestId } from './group-path.js';
import { createLogStrings, logDamage, readLogText } from './log-strings.js';
import { countLogError, type LogState } from './log-state.js';
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
  const requestSlots = new Map<number, number>();
  const groupSlots = new Map<number, number>();
  const kinds = new Map<number, number>();
  const textOf = (number: number) => strings.text(number);

  const slotOf = (path: number, name: number): number => {
    const key = path * KEY + name;
    const known = requestSlots.get(key);
    if (known !== undefined) return known;
    const slot = recorder.endpoint(requestId(paths.names(path).map(textOf), textOf(name)));
    requestSlots.set(key, slot);
    return slot;
  };
  const kindOf = (slot: number, message: number): number => {
    const key = slot * KEY + message;
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const kind = recorder.errorKind(failureKind(slot, textOf(message)));
    kinds.set(key, kind);
    return kind;
  };
  const readPath = (cursor: ByteCursor): number => {
    const count = countUpTo(cursor, MOST_GROUPS);
    let path = 0;
    for (let index = 0; index < count && !cursor.isShort(); index++) path = paths.child(path, strings.read(cursor));
    return path;
  };
  const readRequest = (cursor: ByteCursor) => {
    const path = readPath(cursor);
    const name = strings.read(cursor);
    const [start, end] = [cursor.int32(), cursor.int32()];
    const isOk = cursor.byte() === 1;
    const message = strings.read(cursor);
    if (cursor.isShort()) return;
    if (end < start) {
      recorder.reject({}, 'a request that ended before it started');
      return;
    }
    const slot = slotOf(path, name);
    recorder.sample(slot, startMs + start, end - start, !isOk, isOk ? -1 : kindOf(slot, message));
  };
  const readGroup = (cursor: ByteCursor) => {
    const path = readPath(cursor);
    const start = cursor.int32();
    cursor.int32();
    const sum = cursor.int32();
    const isOk = cursor.byte() === 1;
    if (cursor.isShort()) return;
    const slot = groupSlots.get(path) ?? recorder.endpoint(groupId(paths.names(path).map(textOf)));
    groupSlots.set(path, slot);
    if (sum < 0) recorder.reject({}, 'a group with a negative time');
    else recorder.sample(slot, startMs + start, sum, !isOk, isOk ? -1 : recorder.errorKind(failedGroup(slot)));
  };
  return (cursor) => {
    const kind = cursor.byte();
    switch (kind) {
      case 1:
        readRequest(cursor);
        return;
      case 2: {
        cursor.int32();
        const isStart = cursor.byte() === 1;
        const offset = cursor.int32();
        if (!cursor.isShort()) countUser(state.users, startMs + offset, isStart);
        return;
      }
      case 3:
        readGroup(cursor);
        return;
      case 4: {
        const message = strings.read(cursor);
        cursor.int32();
        if (!cursor.isShort()) countLogError(state, textOf(message).trim());
        return;
      }
      default:
        throw logDamage(`a record of kind ${kind}`);
    }
  };
}
