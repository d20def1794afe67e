import type { Timeline, TimelinePoint } from '@loadline/schema';

const MOST_POINTS = 3600;
/** Sixteen buckets to each doubling of the time, from 1/128 ms to 2^20 ms: 6 % wide at most. */
const BUCKETS_PER_OCTAVE = 16;
const LOWEST_OCTAVE = -7;
const BUCKETS = 27 * BUCKETS_PER_OCTAVE;
/** The upper half of a double holds its exponent (biased by 1023) and the first bits of its fraction. */
const FIRST = (1023 + LOWEST_OCTAVE) * BUCKETS_PER_OCTAVE;

/** What happened in one interval. Plain data. */
export interface Interval {
  requests: number;
  failures: number;
  users: number;
  /** Counts of the buckets from `first` on; the others are empty. */
  first: number;
  buckets: Uint32Array;
}

/** Room is made for so many buckets at once: an octave. */
const STEP = BUCKETS_PER_OCTAVE;

/** The run over its time while it is read. Plain data: it can be sent to another thread. */
export interface TimelineRecord {
  /** Length of an interval in seconds: a power of two. */
  seconds: number;
  /** By number of the interval since the epoch. */
  intervals: Map<number, Interval>;
}

/** An empty record. */
export function createTimelineRecord(): TimelineRecord {
  return { seconds: 1, intervals: new Map() };
}

/** The interval of a moment. */
export function intervalAt(record: TimelineRecord, atMs: number): Interval {
  const index = Math.floor(atMs / (1000 * record.seconds));
  const known = record.intervals.get(index);
  if (known !== undefined) return known;
  const fresh: Interval = { requests: 0, failures: 0, users: -1, first: 0, buckets: new Uint32Array(0) };
  record.intervals.set(index, fresh);
  if (record.intervals.size <= 2 * MOST_POINTS) return fresh;
  coarsen(record);
  return intervalAt(record, atMs);
}

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

/** Counts a time in the buckets of its interval. */
export function countInterval(interval: Interval, ms: number, count: number): void {
  bits[0] = ms;
  const at = ((words[1] as number) >>> 16) - FIRST;
  addBucket(interval, at < 0 ? 0 : at >= BUCKETS ? BUCKETS - 1 : at, count);
}

function addBucket(interval: Interval, bucket: number, count: number): void {
  let place = bucket - interval.first;
  if (place < 0 || place >= interval.buckets.length) {
    widen(interval, bucket);
    place = bucket - interval.first;
  }
  interval.buckets[place] = (interval.buckets[place] as number) + count;
}

/** Makes room for a bucket, by whole octaves. */
function widen(interval: Interval, bucket: number): void {
  const { first, buckets } = interval;
  const isEmpty = buckets.length === 0;
  const low = Math.min(isEmpty ? bucket : first, bucket - (bucket % STEP));
  const high = Math.max(isEmpty ? 0 : first + buckets.length, bucket - (bucket % STEP) + STEP);
  interval.first = low - (low % STEP);
  interval.buckets = new Uint32Array(high - interval.first);
  if (!isEmpty) interval.buckets.set(buckets, first - interval.first);
}

function coarsen(record: TimelineRecord): void {
  const intervals = [...record.intervals];
  record.seconds *= 2;
  record.intervals = new Map();
  for (const [index, interval] of intervals) addInterval(record, Math.floor(index / 2), interval);
}

function addInterval(record: TimelineRecord, index: number, interval: Interval): void {
  const known = record.intervals.get(index);
  if (known === undefined) {
    record.intervals.set(index, interval);
    return;
  }
  known.requests += interval.requests;
  known.failures += interval.failures;
  known.users = Math.max(known.users, interval.users);
  interval.buckets.forEach((samples, at) => {
    if (samples > 0) addBucket(known, interval.first + at, samples);
  });
}

/** Adds what another record holds. */
export function addTimeline(into: TimelineRecord, from: TimelineRecord): void {
  while (into.seconds < from.seconds) coarsen(into);
  const factor = into.seconds / from.seconds;
  for (const [index, interval] of from.intervals) addInterval(into, Math.floor(index / factor), interval);
  while (into.intervals.size > 2 * MOST_POINTS) coarsen(into);
}

/**
 * The timeline, at most 3,600 points: requests stand in the interval in which they began. Percentiles are those of
 * buckets up to 6 % wide.
 *
 * @param startMs start of the run.
 */
export function timelineOf(record: TimelineRecord, startMs: number): Timeline | undefined {
  const first = () => Math.floor(startMs / (1000 * record.seconds));
  const span = () => [...record.intervals.keys()].reduce((most, index) => Math.max(most, index - first() + 1), 0);
  while (span() > MOST_POINTS) coarsen(record);
  const points = [...record.intervals]
    .filter(([index, interval]) => index >= first() && (interval.requests > 0 || interval.users >= 0))
    .sort(([a], [b]) => a - b)
    .map(([index, interval]) => pointOf((index - first()) * record.seconds, interval, record.seconds));
  return points.length === 0 ? undefined : { intervalSeconds: record.seconds, points };
}

function pointOf(offsetSeconds: number, interval: Interval, seconds: number): TimelinePoint {
  const { requests, failures, users } = interval;
  return {
    offsetSeconds,
    ...(users < 0 ? {} : { users }),
    rps: requests / seconds,
    failuresPerSecond: failures / seconds,
    ...(requests === 0 ? {} : { p50LatencyMs: quantile(interval, 0.5), p95LatencyMs: quantile(interval, 0.95) }),
  };
}

function quantile({ first, buckets, requests }: Interval, q: number): number {
  const rank = requests * q;
  let passed = 0;
  for (let at = 0; at < buckets.length; at++) {
    const samples = buckets[at] as number;
    if (samples > 0 && passed + samples >= rank) {
      const low = lowerEnd(first + at);
      return Number((low + ((rank - passed) / samples) * (lowerEnd(first + at + 1) - low)).toPrecision(3));
    }
    passed += samples;
  }
  return 0;
}

/** Where a bucket begins, in ms. The first holds everything below it as well. */
function lowerEnd(at: number): number {
  if (at === 0) return 0;
  const octave = Math.floor(at / BUCKETS_PER_OCTAVE);
  return 2 ** (octave + LOWEST_OCTAVE) * (1 + (at % BUCKETS_PER_OCTAVE) / BUCKETS_PER_OCTAVE);
}
