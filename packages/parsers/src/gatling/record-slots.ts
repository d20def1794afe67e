import type { Recorder } from '../samples/recorder.js';
import { failedGroup, failureKind } from './failure-kind.js';
import { groupId, requestId } from './group-path.js';
import { type GroupPaths, KEY } from './group-paths.js';
import type { LogStrings } from './log-strings.js';

/** The numbers that a recorder gives what a binary log names by numbers of its own. */
export interface RecordSlots {
  /** The endpoint of a request. */
  request(path: number, name: number): number;
  /** The endpoint of a group. */
  group(path: number): number;
  /** The kind of failure of a request. */
  failure(slot: number, message: number): number;
  /** The kind of failure of a group. */
  groupFailure(slot: number): number;
}

/** Numbers that are looked up once for each name. */
export function createRecordSlots(strings: LogStrings, paths: GroupPaths, recorder: Recorder): RecordSlots {
  const requests = new Map<number, number>();
  const groups = new Map<number, number>();
  const failures = new Map<number, number>();
  const namesOf = (path: number) => paths.names(path).map((number) => strings.text(number));
  return {
    request: (path, name) => once(requests, path * KEY + name, () => recorder.endpoint(requestId(namesOf(path), strings.text(name)))),
    group: (path) => once(groups, path, () => recorder.endpoint(groupId(namesOf(path)))),
    failure: (slot, message) => once(failures, slot * KEY + message, () => recorder.errorKind(failureKind(slot, strings.text(message)))),
    groupFailure: (slot) => recorder.errorKind(failedGroup(slot)),
  };
}

function once(known: Map<number, number>, key: number, find: () => number): number {
  const number = known.get(key) ?? find();
  known.set(key, number);
  return number;
}
