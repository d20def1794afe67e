import type { Timeline, TimelinePoint } from '@loadline/schema';
import type { TimelineSlice } from './reader.js';

const MOST_POINTS = 3600;

interface Bucket {
  seconds: number;
  requests?: number;
  failures?: number;
  users?: number;
  p50?: number;
  p95?: number;
}

/**
 * The timeline of a run from what its files know of its time: intervals as long as the slices usually are, longer where
 * a run would have more than 3,600 of them. Slices may lie in any order; where nothing was measured there is no point.
 *
 * @param startSeconds start of the run, in seconds since the epoch; offsets count from its whole second.
 */
export function buildTimeline(slices: readonly TimelineSlice[], startSeconds?: number): Timeline | undefined {
  const sound = slices.filter((slice) => Number.isFinite(slice.from) && Number.isFinite(slice.to) && slice.to > slice.from);
  if (sound.length === 0) return undefined;
  const first = sound.reduce((least, slice) => Math.min(least, slice.from), Infinity);
  const last = sound.reduce((most, slice) => Math.max(most, slice.to), -Infinity);
  const start = Math.floor(startSeconds === undefined ? first : Math.min(first, startSeconds));
  const usual = Math.max(1, Math.round(middle(sound.map((slice) => slice.to - slice.from))));
  const intervalSeconds = Math.max(usual, Math.ceil((last - start) / MOST_POINTS));
  const buckets = new Map<number, Bucket>();
  for (const slice of sound) addSlice(buckets, slice, start, intervalSeconds);
  const points = [...buckets].sort(([a], [b]) => a - b).slice(0, MOST_POINTS);
  return { intervalSeconds, points: points.map(([index, bucket]) => toPoint(index * intervalSeconds, bucket)) };
}

function middle(lengths: number[]): number {
  return lengths.sort((a, b) => a - b)[lengths.length >> 1] ?? 1;
}

/** A slice that lies in several intervals is shared out by how long it lies in each. */
function addSlice(buckets: Map<number, Bucket>, slice: TimelineSlice, start: number, intervalSeconds: number): void {
  const first = Math.floor((slice.from - start) / intervalSeconds);
  const last = Math.max(first, Math.ceil((slice.to - start) / intervalSeconds) - 1);
  for (let index = first; index <= last; index++) {
    const from = start + index * intervalSeconds;
    const overlap = Math.min(slice.to, from + intervalSeconds) - Math.max(slice.from, from);
    if (overlap > 0) addPart(buckets, slice, index, overlap);
  }
}

function addPart(buckets: Map<number, Bucket>, slice: TimelineSlice, index: number, seconds: number): void {
  const bucket = buckets.get(index) ?? { seconds: 0 };
  bucket.seconds += seconds;
  for (const key of ['requests', 'failures'] as const) {
    const more = slice[key];
    if (more !== undefined) bucket[key] = (bucket[key] ?? 0) + (more * seconds) / (slice.to - slice.from);
  }
  for (const key of ['users', 'p50', 'p95'] as const) {
    const value = slice[key];
    if (value !== undefined) bucket[key] = Math.max(bucket[key] ?? value, value);
  }
  buckets.set(index, bucket);
}

function toPoint(offsetSeconds: number, bucket: Bucket): TimelinePoint {
  return {
    offsetSeconds,
    ...(bucket.users === undefined ? {} : { users: bucket.users }),
    ...(bucket.requests === undefined ? {} : { rps: bucket.requests / bucket.seconds }),
    ...(bucket.failures === undefined ? {} : { failuresPerSecond: bucket.failures / bucket.seconds }),
    ...(bucket.p50 === undefined ? {} : { p50LatencyMs: bucket.p50 }),
    ...(bucket.p95 === undefined ? {} : { p95LatencyMs: bucket.p95 }),
  };
}

/** Slices with the users that another file counted at their time: the last count at or before a slice's end. */
export function withUsers(slices: readonly TimelineSlice[], counted: readonly TimelineSlice[]): TimelineSlice[] {
  const known = counted.filter((slice) => slice.users !== undefined).sort((a, b) => a.from - b.from);
  let at = 0;
  return [...slices]
    .sort((a, b) => a.from - b.from)
    .map((slice) => {
      while (at < known.length && (known[at]?.from ?? Infinity) < slice.to) at++;
      const users = known[at - 1]?.users;
      return slice.users !== undefined || users === undefined ? slice : { ...slice, users };
    });
}
