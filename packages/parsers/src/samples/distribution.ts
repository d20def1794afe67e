import { exponentialBound, exponentialIndex, type Level } from '@loadline/stats';

/** Most distinct times that are kept as they were. Beyond, times are counted in buckets of 2^(1/256), 0.27 % wide. */
export const MOST_DISTINCT = 1024;
/** Scale of those buckets, in OpenTelemetry's layout. */
export const FINE_SCALE = 8;

/**
 * Response times that are added one by one, in memory that does not grow with their number: distinct times with their
 * counts, or, once there are more than 1,024 distinct ones, counts of fine buckets. Which of the two depends only on what
 * was added, never on the order. Plain data: it can be sent to another thread.
 */
export interface Distribution {
  /** Samples. */
  count: number;
  /** Smallest in ms; Infinity without samples. */
  min: number;
  /** Largest in ms; -Infinity without samples. */
  max: number;
  /** The sum in ns is `sumHigh`·2^40 + `sumLow`, so that it does not depend on the order. */
  sumHigh: number;
  sumLow: number;
  /** Distinct times: an open hash table, -1 where a place is free; undefined once buckets are counted. */
  times: Float64Array | undefined;
  timeCounts: Float64Array | undefined;
  distinct: number;
  /** Counts of fine buckets, the first of which is `fineFirst`; undefined while times are distinct. */
  fine: Float64Array | undefined;
  fineFirst: number;
  /** Samples of 0 ms, once buckets are counted. */
  zeros: number;
}

/** An empty distribution. */
export function createDistribution(): Distribution {
  return {
    count: 0,
    min: Infinity,
    max: -Infinity,
    sumHigh: 0,
    sumLow: 0,
    times: new Float64Array(16).fill(-1),
    timeCounts: new Float64Array(16),
    distinct: 0,
    fine: undefined,
    fineFirst: 0,
    zeros: 0,
  };
}

const LIMB = 2 ** 40;

/** Adds a time so many times. */
export function addTime(into: Distribution, ms: number, count = 1): void {
  addSum(into, ms, count);
  if (ms < into.min) into.min = ms;
  if (ms > into.max) into.max = ms;
  countTime(into, ms, count);
}

function addSum(into: Distribution, ms: number, count: number): void {
  const ns = Math.round(ms * 1e6) * count;
  into.sumLow += ns;
  if (into.sumLow >= LIMB) {
    const high = Math.floor(into.sumLow / LIMB);
    into.sumHigh += high;
    into.sumLow -= high * LIMB;
  }
}

function countTime(into: Distribution, ms: number, count: number): void {
  into.count += count;
  if (into.times === undefined) {
    countFine(into, ms, count);
    return;
  }
  const place = findPlace(into.times, ms);
  const counts = into.timeCounts as Float64Array;
  if (into.times[place] === ms) {
    counts[place] = (counts[place] as number) + count;
    return;
  }
  if (into.distinct >= MOST_DISTINCT) {
    toFine(into);
    countFine(into, ms, count);
    return;
  }
  into.times[place] = ms;
  counts[place] = count;
  into.distinct++;
  if (into.distinct * 2 > into.times.length) growTable(into);
}

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

function findPlace(times: Float64Array, ms: number): number {
  const mask = times.length - 1;
  let hash = ms | 0;
  if (hash !== ms) {
    bits[0] = ms;
    hash = (words[0] as number) ^ Math.imul(words[1] as number, 0x85ebca6b);
  }
  hash = Math.imul(hash, 0x9e3779b1);
  let place = (hash ^ (hash >>> 15)) & mask;
  while (times[place] !== ms && times[place] !== -1) place = (place + 1) & mask;
  return place;
}

function growTable(into: Distribution): void {
  const times = into.times as Float64Array;
  const counts = into.timeCounts as Float64Array;
  const largerTimes = new Float64Array(times.length * 2).fill(-1);
  const largerCounts = new Float64Array(times.length * 2);
  for (let index = 0; index < times.length; index++) {
    const ms = times[index] as number;
    if (ms === -1) continue;
    const place = findPlace(largerTimes, ms);
    largerTimes[place] = ms;
    largerCounts[place] = counts[index] as number;
  }
  into.times = largerTimes;
  into.timeCounts = largerCounts;
}

function toFine(into: Distribution): void {
  const times = into.times as Float64Array;
  const counts = into.timeCounts as Float64Array;
  into.times = undefined;
  into.timeCounts = undefined;
  for (let index = 0; index < times.length; index++)
    if (times[index] !== -1) countFine(into, times[index] as number, counts[index] as number);
}

function countFine(into: Distribution, ms: number, count: number): void {
  if (ms === 0) {
    into.zeros += count;
    return;
  }
  const index = fineIndex(ms);
  const fine = fitFine(into, index);
  const at = index - into.fineFirst;
  fine[at] = (fine[at] as number) + count;
}

function fitFine(into: Distribution, index: number): Float64Array {
  const fine = into.fine;
  if (fine === undefined) {
    into.fineFirst = index - 64;
    into.fine = new Float64Array(256);
    return into.fine;
  }
  if (index >= into.fineFirst && index < into.fineFirst + fine.length) return fine;
  const first = Math.min(into.fineFirst, index - 64);
  const end = Math.max(into.fineFirst + fine.length, index + 256);
  const larger = new Float64Array(end - first);
  larger.set(fine, into.fineFirst - first);
  into.fine = larger;
  into.fineFirst = first;
  return larger;
}

const KNOWN_INDEXES = 32_768;
let indexes: Int32Array | undefined;

/** The fine bucket of a time above 0 ms; whole milliseconds are looked up. */
export function fineIndex(ms: number): number {
  if (ms < KNOWN_INDEXES && (ms | 0) === ms) {
    indexes ??= Int32Array.from({ length: KNOWN_INDEXES }, (_, index) => (index === 0 ? 0 : exponentialIndex(FINE_SCALE, index)));
    return indexes[ms] as number;
  }
  // The logarithm is off by far less than this: only a time at the very end of a bucket needs the exact way.
  const position = Math.log2(ms) * 2 ** FINE_SCALE;
  const above = Math.ceil(position);
  const distance = above - position;
  return distance > 1e-9 && distance < 1 - 1e-9 ? above - 1 : exponentialIndex(FINE_SCALE, ms);
}

const bounds = new Map<number, number>();

/** Lower end of a fine bucket in ms; each is computed once. */
function fineBound(index: number): number {
  const known = bounds.get(index);
  if (known !== undefined) return known;
  const bound = exponentialBound(FINE_SCALE, index);
  bounds.set(index, bound);
  return bound;
}

/** Adds what another distribution holds. In whatever order, the result is the same. */
export function addDistribution(into: Distribution, from: Distribution): void {
  into.sumHigh += from.sumHigh;
  into.sumLow += from.sumLow;
  if (into.sumLow >= LIMB) {
    into.sumHigh += 1;
    into.sumLow -= LIMB;
  }
  into.min = Math.min(into.min, from.min);
  into.max = Math.max(into.max, from.max);
  if (from.times !== undefined) {
    const counts = from.timeCounts as Float64Array;
    for (let index = 0; index < from.times.length; index++)
      if (from.times[index] !== -1) countTime(into, from.times[index] as number, counts[index] as number);
    return;
  }
  if (into.times !== undefined) toFine(into);
  into.count += from.count;
  into.zeros += from.zeros;
  const fine = from.fine;
  if (fine === undefined) return;
  for (let at = 0; at < fine.length; at++) {
    const samples = fine[at] as number;
    if (samples === 0) continue;
    const index = from.fineFirst + at;
    const own = fitFine(into, index);
    own[index - into.fineFirst] = (own[index - into.fineFirst] as number) + samples;
  }
}

/** The sum in ms. */
export function sumOf(distribution: Distribution): number {
  return (distribution.sumHigh * LIMB + distribution.sumLow) / 1e6;
}

/** Mean in ms; undefined without samples. */
export function meanOf(distribution: Distribution): number | undefined {
  if (distribution.count === 0) return undefined;
  const { sumHigh, sumLow, count } = distribution;
  // Divided limb by limb, so that a long sum does not cost the mean its last digits.
  const high = sumHigh / count;
  return (high * LIMB + sumLow / count) / 1e6;
}

/** What was counted, ascending. Buckets end at the smallest and the largest sample. */
export function levelsOf(distribution: Distribution): Level[] {
  const { times, timeCounts, fine, fineFirst, zeros, min, max } = distribution;
  if (times !== undefined) {
    const levels: Level[] = [];
    for (let index = 0; index < times.length; index++) {
      const ms = times[index] as number;
      if (ms !== -1) levels.push({ low: ms, high: ms, samples: (timeCounts as Float64Array)[index] as number });
    }
    return levels.sort((a, b) => a.low - b.low);
  }
  const levels: Level[] = zeros > 0 ? [{ low: 0, high: 0, samples: zeros }] : [];
  fine?.forEach((samples, at) => {
    if (samples === 0) return;
    const low = Math.max(fineBound(fineFirst + at), min);
    levels.push({ low, high: Math.max(low, Math.min(fineBound(fineFirst + at + 1), max)), samples });
  });
  return levels;
}
