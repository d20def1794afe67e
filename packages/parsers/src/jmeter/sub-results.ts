/** The sample that each thread of the test wrote last. */
export interface LastSamples {
  /** How many threads were met. */
  size: number;
  /** Places by hash: number of a thread + 1, or 0. */
  places: Int32Array;
  /** By thread: hash of its name. */
  hashes: Int32Array;
  /** By thread: label of the sample; undefined before the first. */
  labels: (string | undefined)[];
  /** By thread: its first sub-result came. */
  opened: Uint8Array;
  /** By thread: start and end in ms. */
  starts: Float64Array;
  ends: Float64Array;
}

/** The last sample of a thread, as plain data. */
export interface LastSample {
  /** Hash of the thread's name. */
  thread: number;
  /** Label of the sample. */
  label: string;
  startMs: number;
  endMs: number;
  /** Its first sub-result came. */
  opened: boolean;
}

const MOST_THREADS = 65_536;

/** No sample yet. */
export function createLastSamples(): LastSamples {
  return {
    size: 0,
    places: new Int32Array(256),
    hashes: new Int32Array(128),
    labels: [],
    opened: new Uint8Array(128),
    starts: new Float64Array(128),
    ends: new Float64Array(128),
  };
}

/** The number of a thread, by the hash of its name; -1 past 65,536 threads. */
export function threadOf(last: LastSamples, hash: number): number {
  const { places, hashes } = last;
  const mask = places.length - 1;
  for (let place = hash & mask; ; place = (place + 1) & mask) {
    const thread = (places[place] as number) - 1;
    if (thread < 0) return last.size >= MOST_THREADS ? -1 : addThread(last, hash, place);
    if (hashes[thread] === hash) return thread;
  }
}

/** Notes a sample as the last one of its thread. */
export function noteSample(last: LastSamples, thread: number, label: string, startMs: number, endMs: number): void {
  if (thread < 0) return;
  last.labels[thread] = label;
  last.opened[thread] = 0;
  last.starts[thread] = startMs;
  last.ends[thread] = endMs;
}

/** The last samples of all threads, as plain data. */
export function lastSamplesOf({ size, hashes, labels, opened, starts, ends }: LastSamples): LastSample[] {
  return Array.from({ length: size }, (_, thread) => thread).flatMap((thread) => {
    const label = labels[thread];
    if (label === undefined) return [];
    return [
      {
        thread: hashes[thread] as number,
        label,
        startMs: starts[thread] as number,
        endMs: ends[thread] as number,
        opened: opened[thread] === 1,
      },
    ];
  });
}

/** Number of a sub-result: `page-1`, `page-1-0`. */
const NUMBERS = /^-(\d{1,6})(?:-\d{1,6}){0,20}$/;

/** The labels that a label may be a sub-result of: of `page-1-0` these are `page-1` and `page`. */
export function basesOf(label: string): string[] {
  const bases: string[] = [];
  for (let base = label.replace(LAST_NUMBER, ''); base !== (bases.at(-1) ?? label); base = base.replace(LAST_NUMBER, '')) bases.push(base);
  return bases;
}

const LAST_NUMBER = /-\d{1,6}$/;

/** Whether a label ends in a number, as JMeter gives it to sub-results. */
export function isNumbered(label: string): boolean {
  return /[^-]-\d{1,6}$/.test(label.slice(-9));
}

/**
 * Whether a row is a sub-result of the last sample of its thread: named after it with a number, and within its time. A
 * thread does one thing after the other, so that no other sample lies within the time of one. The first has the number 0.
 *
 * @param toleranceMs how exactly a start is known.
 */
export function isSubResult(
  last: LastSamples,
  thread: number,
  row: { label: string; startMs: number; endMs: number },
  toleranceMs: number,
): boolean {
  const lastLabel = last.labels[thread];
  if (lastLabel === undefined || !row.label.startsWith(lastLabel)) return false;
  const match = NUMBERS.exec(row.label.slice(lastLabel.length));
  if (match === null || (Number(match[1]) > 0 && last.opened[thread] !== 1)) return false;
  // Without times the name has to do.
  if (row.startMs < (last.starts[thread] as number) || row.endMs > (last.ends[thread] as number) + toleranceMs) return false;
  last.opened[thread] = 1;
  return true;
}

function addThread(last: LastSamples, hash: number, place: number): number {
  const thread = last.size++;
  last.hashes[thread] = hash;
  last.labels.push(undefined);
  last.places[place] = thread + 1;
  if (last.size === last.hashes.length) grow(last);
  return thread;
}

function grow(last: LastSamples): void {
  const length = last.hashes.length * 2;
  const copy = <T extends Int32Array | Uint8Array | Float64Array>(old: T, fresh: T): T => {
    fresh.set(old);
    return fresh;
  };
  last.hashes = copy(last.hashes, new Int32Array(length));
  last.opened = copy(last.opened, new Uint8Array(length));
  last.starts = copy(last.starts, new Float64Array(length));
  last.ends = copy(last.ends, new Float64Array(length));
  last.places = new Int32Array(length * 2);
  const mask = last.places.length - 1;
  for (let thread = 0; thread < last.size; thread++) {
    const hash = last.hashes[thread] as number;
    let place = hash & mask;
    while (last.places[place] !== 0) place = (place + 1) & mask;
    last.places[place] = thread + 1;
  }
}
