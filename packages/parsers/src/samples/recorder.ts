import type { EndpointId, Place } from '@loadline/schema';
import { endpointKey } from '@loadline/schema/match';
import { isTooLong } from '../clean-name.js';
import type { ReaderInput, RunPart } from '../reader.js';
import { cleanIdentity } from '../values/build-endpoint.js';
import { addRecord, addSample, addSlot, createRecord, KEPT_REJECTIONS, type SampleRecord } from './record.js';
import { addCustomValue, createCustomRecord, type CustomKind } from './record-customs.js';
import { type ErrorKind, errorKindOf } from './record-errors.js';
import { intervalAt } from './record-timeline.js';
import { recordedPart } from './recorded-part.js';

/** What a recorder is made for. */
export interface RecorderOptions {
  /** The times are whole multiples of this, in ms: 1 where the tool measures in milliseconds. */
  stepMs?: number;
}

/** What a recorder needs to know of the file. */
export type RecorderInput = Pick<ReaderInput, 'name' | 'limits' | 'diagnostics' | 'settings'>;

/** Takes the single requests of a file, one after the other, in memory that does not grow with their number. */
export interface Recorder {
  /** The number of an endpoint. Names are cleaned; past the limit all are `(other)`. */
  endpoint(id: EndpointId): number;
  /** The number of a kind of failure; at most 1,000 are told apart. */
  errorKind(kind: ErrorKind): number;
  /**
   * Adds a request. The start may be NaN where it is not known. With a `count` the row stands for so many requests, and
   * the time is their mean. A time that is negative, no number or beyond three years is a rejected row, and so is a start
   * beyond the dates that there are.
   */
  sample(slot: number, startMs: number, elapsedMs: number, failed: boolean, errorKind?: number, count?: number): void;
  /** Concurrent users at a moment. */
  users(atMs: number, users: number): void;
  /** The number of a custom metric; what is known of its kind may be said later. */
  custom(name: string, kind: CustomKind): number;
  /** Adds a value of a custom metric. */
  customValue(custom: number, atMs: number, value: number): void;
  /** Says when the run began, in ms: before its first request, where times are those since the start. A warm-up is cut from there. */
  beginAt(startMs: number): void;
  /** Says that a row was not counted, and why. */
  reject(place: Pick<Place, 'line' | 'column'>, message: string): void;
  /** Says that the file ends in the middle of a row. */
  cut(place: Pick<Place, 'line' | 'column'>): void;
  /** Whether more endpoints or kinds of failures came than are kept. */
  hasFolded(): boolean;
  /** What was recorded, as plain data for another thread. */
  record(): SampleRecord;
  /** Adds what was recorded of the next part of the same file, which begins after so many lines; gives its endpoints' numbers here. */
  add(record: SampleRecord, lines: number): number[];
  /**
   * What was recorded, as the part of a run: counts, exact or bucketed times, failures by kind, the timeline.
   *
   * @throws UserError when no request was counted.
   */
  part(extra?: Partial<RunPart>): RunPart;
}

const OTHER = '(other)';
const LONGEST_MS = 1e11;
/** No date of a calendar lies further from 1970, in ms. */
const LAST_MOMENT = 8.64e15;

/** An empty recorder. */
export function createRecorder(input: RecorderInput, options: RecorderOptions = {}): Recorder {
  const { limits, settings } = input;
  const record = createRecord(settings.warmupSeconds * 1000);
  const slots = new Map<string, number>();
  const customs = new Map<string, number>();
  const find = (given: EndpointId): number => {
    const id = cleanIdentity(given);
    const key = endpointKey(id);
    const known = slots.get(key);
    if (known !== undefined) return known;
    if (isTooLong(given.name)) record.namesCut++;
    if (slots.size >= limits.endpoints && id.name !== OTHER) {
      record.otherSlot ??= addSlot(record, { kind: 'request', name: OTHER });
      return record.otherSlot;
    }
    const slot = addSlot(record, id);
    slots.set(key, slot);
    return slot;
  };
  const reject = (place: Pick<Place, 'line' | 'column'>, message: string) => {
    record.rejected++;
    if (record.rejections.length < KEPT_REJECTIONS) record.rejections.push({ line: place.line, column: place.column, message });
  };
  return {
    endpoint: find,
    errorKind: (kind) => errorKindOf(record.errors, kind),
    sample(slot, startMs, elapsedMs, failed, errorKind = -1, count = 1) {
      if (startMs > LAST_MOMENT || startMs < -LAST_MOMENT) reject({}, `a start of ${startMs} ms, which is no moment`);
      else if (elapsedMs >= 0 && elapsedMs <= LONGEST_MS) addSample(record, slot, startMs, elapsedMs, failed, errorKind, count);
      else reject({}, `a response time of ${elapsedMs} ms`);
    },
    users(atMs, users) {
      if (!(users >= 0) || !Number.isFinite(users)) return;
      if (users > record.mostUsers) record.mostUsers = users;
      if (!(Math.abs(atMs) <= LAST_MOMENT)) return;
      const interval = intervalAt(record.timeline, atMs);
      if (users > interval.users) interval.users = users;
    },
    custom(name, kind) {
      const known = customs.get(name);
      const own = known ?? record.customs.push(createCustomRecord(name, kind)) - 1;
      customs.set(name, own);
      const entry = record.customs[own];
      if (entry !== undefined) Object.assign(entry, { type: entry.type ?? kind.type, contains: entry.contains ?? kind.contains });
      return own;
    },
    customValue(custom, atMs, value) {
      const entry = record.customs[custom];
      if (entry === undefined || !Number.isFinite(value)) return;
      const moment = Math.abs(atMs) <= LAST_MOMENT ? atMs : NaN;
      if (moment < record.firstStart + record.warmupMs && record.warmupMs > 0) record.pendingValues.push({ custom, atMs: moment, value });
      else addCustomValue(entry, moment, value);
    },
    beginAt(startMs) {
      if (startMs < record.firstStart) record.firstStart = startMs;
      if (record.warmupMs === 0 && startMs < record.start) record.start = startMs;
    },
    reject,
    cut: ({ line, column }) => {
      record.cutAt = { line, column, message: 'the file ends in the middle of a row, which was left out' };
    },
    hasFolded: () => record.otherSlot !== undefined || record.errors.folded,
    record: () => record,
    add: (other, lines) => addRecord(record, other, find, lines),
    part: (extra) => recordedPart(input, record, options, extra ?? {}),
  };
}
