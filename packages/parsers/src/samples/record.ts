import type { EndpointId } from '@loadline/schema';
import { addDistribution, addTime, createDistribution, type Distribution } from './distribution.js';
import { addCustom, addCustomValue, type CustomRecord } from './record-customs.js';
import { addErrors, countError, createErrorRecord, type ErrorRecord } from './record-errors.js';
import { addTimeline, countInterval, createTimelineRecord, intervalAt, type TimelineRecord } from './record-timeline.js';

/** Samples of an endpoint, in the order of the file, from which the autocorrelation is taken. */
export const SERIES_LENGTH = 2048;

/** Rejected rows that are named; the others are counted. */
export const KEPT_REJECTIONS = 20;

/** What was measured of one endpoint. */
export interface Slot {
  id: EndpointId;
  times: Distribution;
  failures: number;
  /** The first 2,048 times in the order of the file. */
  series: Float32Array;
  seriesLength: number;
  /** Where a warm-up is cut: the samples so far, and the places among them of those in the series. */
  seen: number;
  places: number[];
}

/** A sample that may still turn out to lie in the warm-up: until the whole file was seen its start is not known. */
export interface PendingSample {
  slot: number;
  /** Its place among the endpoint's samples. */
  place: number;
  startMs: number;
  ms: number;
  failed: boolean;
  kind: number;
  count: number;
}

/** A value of a custom metric that may still turn out to lie in the warm-up. */
export interface PendingValue {
  custom: number;
  atMs: number;
  value: number;
}

/** Rows that were not counted. */
export interface Rejection {
  line: number | undefined;
  column: number | undefined;
  message: string;
}

/** Everything that is known of a file of single requests while it is read. Plain data: it can be sent to another thread. */
export interface SampleRecord {
  slots: Slot[];
  /** Slot of `(other)`, and the requests folded into it. */
  otherSlot: number | undefined;
  foldedRequests: number;
  errors: ErrorRecord;
  customs: CustomRecord[];
  timeline: TimelineRecord;
  /** Earliest start and latest end in ms; of all rows, and of those that count. */
  firstStart: number;
  start: number;
  end: number;
  mostUsers: number;
  pending: PendingSample[];
  /** The same of values of custom metrics. */
  pendingValues: PendingValue[];
  warmupMs: number;
  rejections: Rejection[];
  rejected: number;
  cutAt: Rejection | undefined;
  /** Names that were too long to be kept whole. */
  namesCut: number;
}

/** An empty record. */
export function createRecord(warmupMs: number): SampleRecord {
  return {
    slots: [],
    otherSlot: undefined,
    foldedRequests: 0,
    errors: createErrorRecord(),
    customs: [],
    timeline: createTimelineRecord(),
    firstStart: Infinity,
    start: Infinity,
    end: -Infinity,
    mostUsers: -1,
    pending: [],
    pendingValues: [],
    warmupMs,
    rejections: [],
    rejected: 0,
    cutAt: undefined,
    namesCut: 0,
  };
}

/** A new slot for an endpoint. */
export function addSlot(record: SampleRecord, id: EndpointId): number {
  record.slots.push({ id, times: createDistribution(), failures: 0, series: new Float32Array(16), seriesLength: 0, seen: 0, places: [] });
  return record.slots.length - 1;
}

/** Adds a sample; while it may lie in the warm-up, it is kept aside. */
export function addSample(
  record: SampleRecord,
  slot: number,
  startMs: number,
  ms: number,
  failed: boolean,
  kind: number,
  count: number,
): void {
  if (record.warmupMs > 0) {
    const place = (record.slots[slot] as Slot).seen++;
    if (startMs < record.firstStart) record.firstStart = startMs;
    if (startMs < record.firstStart + record.warmupMs) {
      record.pending.push({ slot, place, startMs, ms, failed, kind, count });
      return;
    }
    if ((record.slots[slot] as Slot).seriesLength < SERIES_LENGTH) (record.slots[slot] as Slot).places.push(place);
  }
  countSample(record, slot, startMs, ms, failed, kind, count);
}

function countSample(
  record: SampleRecord,
  number: number,
  startMs: number,
  ms: number,
  failed: boolean,
  kind: number,
  count: number,
  isInOrder = true,
): void {
  const slot = record.slots[number] as Slot;
  addTime(slot.times, ms, count);
  if (isInOrder && slot.seriesLength < SERIES_LENGTH) addToSeries(slot, ms);
  if (failed) {
    slot.failures += count;
    if (kind >= 0) countError(record.errors, kind, startMs, count);
  }
  if (number === record.otherSlot) record.foldedRequests += count;
  if (Number.isNaN(startMs)) return;
  if (startMs < record.start) record.start = startMs;
  const endMs = startMs + ms;
  if (endMs > record.end) record.end = endMs;
  // Transactions and groups are made of requests that are counted already.
  if (slot.id.kind !== 'request') return;
  const interval = intervalAt(record.timeline, startMs);
  interval.requests += count;
  if (failed) interval.failures += count;
  countInterval(interval, ms, count);
}

function addToSeries(slot: Slot, ms: number): void {
  if (slot.seriesLength === slot.series.length) {
    const larger = new Float32Array(Math.min(SERIES_LENGTH, slot.series.length * 4));
    larger.set(slot.series);
    slot.series = larger;
  }
  slot.series[slot.seriesLength++] = ms;
}

/** Counts the samples that were kept aside and lie beyond the warm-up after all; returns how many requests were cut. */
export function settleWarmup(record: SampleRecord): number {
  const from = record.firstStart + record.warmupMs;
  let cut = 0;
  const late = new Map<number, PendingSample[]>();
  for (const pending of record.pending) {
    const { slot, startMs, ms, failed, kind, count } = pending;
    if (startMs < from) {
      cut += count;
      continue;
    }
    countSample(record, slot, startMs, ms, failed, kind, count, false);
    const own = late.get(slot);
    if (own === undefined) late.set(slot, [pending]);
    else own.push(pending);
  }
  for (const [slot, samples] of late) placeInSeries(record.slots[slot] as Slot, samples);
  record.pending = [];
  for (const { custom, atMs, value } of record.pendingValues) {
    const entry = record.customs[custom];
    if (entry !== undefined && atMs >= from) addCustomValue(entry, atMs, value);
  }
  record.pendingValues = [];
  return cut;
}

/** Puts samples that were counted late where they stand in the file. */
function placeInSeries(slot: Slot, late: readonly PendingSample[]): void {
  const known = slot.places.slice(0, slot.seriesLength).map((place, at) => ({ place, ms: slot.series[at] as number }));
  const all = [...known, ...late].sort((a, b) => a.place - b.place).slice(0, SERIES_LENGTH);
  slot.series = Float32Array.from(all, ({ ms }) => ms);
  slot.seriesLength = all.length;
}

/**
 * Adds the record of the next part of the same file. In the order of the file the result is that of one record over the
 * whole, as long as neither had to fold endpoints or kinds of failures.
 *
 * @param find the slot of an endpoint in the first record.
 * @param lines how many lines lie before the part.
 * @returns for each endpoint of the part its number in the first record.
 */
export function addRecord(into: SampleRecord, from: SampleRecord, find: (id: EndpointId) => number, lines: number): number[] {
  const slots = from.slots.map((slot) => find(slot.id));
  if (from.otherSlot !== undefined) into.otherSlot ??= slots[from.otherSlot];
  const before = slots.map((number) => into.slots[number]?.seen ?? 0);
  from.slots.forEach((slot, number) => addSlotTo(into.slots[slots[number] ?? 0] as Slot, slot));
  const kinds = addErrors(into.errors, from.errors, slots);
  const customs = from.customs.map((custom) => joinCustom(into, custom));
  for (const pending of from.pendingValues) into.pendingValues.push({ ...pending, custom: customs[pending.custom] ?? -1 });
  addTimeline(into.timeline, from.timeline);
  into.firstStart = Math.min(into.firstStart, from.firstStart);
  into.start = Math.min(into.start, from.start);
  into.end = Math.max(into.end, from.end);
  into.mostUsers = Math.max(into.mostUsers, from.mostUsers);
  into.foldedRequests += from.foldedRequests;
  into.rejected += from.rejected;
  into.namesCut += from.namesCut;
  const moved = from.rejections.map((each) => ({ ...each, line: each.line === undefined ? undefined : each.line + lines }));
  into.rejections = [...into.rejections, ...moved].slice(0, KEPT_REJECTIONS);
  if (from.cutAt !== undefined) into.cutAt = { ...from.cutAt, line: from.cutAt.line === undefined ? undefined : from.cutAt.line + lines };
  for (const pending of from.pending)
    into.pending.push({
      ...pending,
      slot: slots[pending.slot] ?? 0,
      place: pending.place + (before[pending.slot] ?? 0),
      kind: pending.kind < 0 ? -1 : (kinds[pending.kind] ?? -1),
    });
  return slots;
}

/** Adds the values of a custom metric; gives its number. */
function joinCustom(into: SampleRecord, custom: CustomRecord): number {
  const known = into.customs.findIndex((own) => own.name === custom.name);
  const own = into.customs[known];
  if (own === undefined) return into.customs.push(custom) - 1;
  addCustom(own, custom);
  return known;
}

function addSlotTo(into: Slot, from: Slot): void {
  addDistribution(into.times, from.times);
  into.failures += from.failures;
  for (let at = 0; at < from.seriesLength && into.seriesLength < SERIES_LENGTH; at++) {
    const place = from.places[at];
    if (place !== undefined) into.places.push(place + into.seen);
    addToSeries(into, from.series[at] as number);
  }
  into.seen += from.seen;
}
