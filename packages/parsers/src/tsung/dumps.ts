/** What tsung writes of something it times: the numbers of an interval, and those since the start. Times in ms. */
export interface Sample {
  /** In the interval. */
  count: number;
  mean: number;
  /** Since the start. */
  max: number;
  min: number;
  /** Before the interval. */
  meanBefore: number;
  countBefore: number;
}

/** What tsung writes at one moment. */
export interface Dump {
  /** Seconds since the epoch. */
  at: number;
  /** What is timed, by name: `request`, `page`, `tr_login`. */
  samples: Map<string, Sample>;
  /** What is counted, by name (`200`, `error_timeout`): in the interval, and since the start. */
  counters: Map<string, { interval: number; total: number }>;
  /** Users now, and most of them since the start. */
  users?: { now: number; most: number };
}

/** An empty dump. */
export function createDump(at: number): Dump {
  return { at, samples: new Map(), counters: new Map() };
}

/** Whether numbers can be those of a sample: whole counts, times that are no less than 0. */
export function isSound({ count, mean, max, min, meanBefore, countBefore }: Sample): boolean {
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
  return isCount(count) && isCount(countBefore) && [mean, max, min, meanBefore].every((value) => value >= 0);
}

/** Number and mean since the start, of a sample at a moment; the mean is undefined while nothing was counted. */
export function sinceStart({ count, mean, meanBefore, countBefore }: Sample): { count: number; mean: number | undefined } {
  const all = count + countBefore;
  return { count: all, mean: all > 0 ? (count * mean + countBefore * meanBefore) / all : undefined };
}

/** Names of the gauges of connections, which are no counters. */
export const GAUGES: ReadonlySet<string> = new Set(['users', 'connected']);
