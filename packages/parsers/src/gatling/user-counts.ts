/** How many users started and ended, and when. Plain data: it can be sent to another thread. */
export interface UserCounts {
  /** Length of an interval in ms: a power of two. */
  widthMs: number;
  /** By number of the interval since the epoch: starts and ends. */
  intervals: Map<number, [starts: number, ends: number]>;
  /** The interval that was counted last: the next one is mostly the same. */
  lastIndex: number;
  lastInterval: [starts: number, ends: number];
  /** First and last moment at which a user started or ended. */
  first: number;
  last: number;
}

/** Intervals that are kept; past them neighbours become one. */
const MOST_INTERVALS = 32_768;

/** No users. */
export function createUserCounts(): UserCounts {
  return { widthMs: 1, intervals: new Map(), lastIndex: NaN, lastInterval: [0, 0], first: Infinity, last: -Infinity };
}

/** Counts a user that started, or ended. */
export function countUser(counts: UserCounts, atMs: number, isStart: boolean): void {
  if (atMs < counts.first) counts.first = atMs;
  if (atMs > counts.last) counts.last = atMs;
  addTo(counts, Math.floor(atMs / counts.widthMs), isStart ? 1 : 0, isStart ? 0 : 1);
}

function addTo(counts: UserCounts, index: number, starts: number, ends: number): void {
  const interval = index === counts.lastIndex ? counts.lastInterval : intervalAt(counts, index);
  interval[0] += starts;
  interval[1] += ends;
  if (counts.intervals.size > MOST_INTERVALS) coarsen(counts);
}

function intervalAt(counts: UserCounts, index: number): [starts: number, ends: number] {
  const known = counts.intervals.get(index);
  const interval: [number, number] = known ?? [0, 0];
  if (known === undefined) counts.intervals.set(index, interval);
  counts.lastIndex = index;
  counts.lastInterval = interval;
  return interval;
}

function coarsen(counts: UserCounts): void {
  const intervals = [...counts.intervals];
  counts.widthMs *= 2;
  counts.intervals = new Map();
  counts.lastIndex = NaN;
  for (const [index, [starts, ends]] of intervals) addTo(counts, Math.floor(index / 2), starts, ends);
}

/** Adds the users of another part of the same log. The result does not depend on how a log is cut into parts. */
export function addUserCounts(into: UserCounts, from: UserCounts): void {
  while (into.widthMs < from.widthMs) coarsen(into);
  // Intervals may become longer while they are added.
  for (const [index, [starts, ends]] of from.intervals) addTo(into, Math.floor((index * from.widthMs) / into.widthMs), starts, ends);
  into.first = Math.min(into.first, from.first);
  into.last = Math.max(into.last, from.last);
}

/** Longest stretch without a start or an end over which nobody is told of the users, in ms. */
const STRETCH_MS = 1000;
const MOST_STRETCHES = 4000;

/**
 * Hands over how many users there were. The rows of a log are not in the order of their times, which is why this is known
 * only at its end.
 *
 * @param onUsers is told a moment in ms and the most users that there were at once about it.
 */
export function forEachUserCount(counts: UserCounts, onUsers: (atMs: number, users: number) => void): void {
  const stretch = Math.max(STRETCH_MS, (counts.last - counts.first) / MOST_STRETCHES);
  let users = 0;
  let before = counts.first;
  for (const [index, [starts, ends]] of [...counts.intervals].sort(([a], [b]) => a - b)) {
    const atMs = index * counts.widthMs;
    for (let passed = before + stretch; passed < atMs; passed += stretch) onUsers(passed, Math.max(0, users));
    // Within a millisecond starts come first; in a longer interval those who end have mostly made room for others.
    const most = counts.widthMs === 1 ? users + starts : Math.max(users, users + starts - ends);
    users += starts - ends;
    onUsers(atMs, Math.max(0, most));
    before = atMs;
  }
}
