import {
  exponentialBound,
  exponentialIndex,
  type ExponentialHistogram,
  type Histogram,
  locustResolution,
  locustRound,
  maxExponentialBuckets,
} from '@loadline/stats';

/** The times of a run as far as a histogram needs them. */
export interface Times {
  requests: number;
  minMs: number;
  maxMs: number;
  avgMs: number;
  /** How many requests took no longer; not a whole number between two known places. */
  countUpTo(ms: number): number;
}

/** Finest scale that is tried: buckets 2^(1/256) wide. */
const FINEST_SCALE = 8;

/** The histogram of a run: rounded times as Locust counts them, or at most 160 exponential buckets. */
export function histogramOf(times: Times, rounding: 'none' | 'locust'): Histogram {
  return rounding === 'locust' ? locustHistogram(times) : exponentialHistogram(times);
}

function locustHistogram(times: Times): Histogram {
  const values: number[] = [];
  const counts: number[] = [];
  const last = locustRound(times.maxMs);
  let before = 0;
  for (let value = locustRound(times.minMs); value <= last; value += locustResolution(value)) {
    const upTo = value === last ? times.requests : Math.round(times.countUpTo(value + locustResolution(value) / 2));
    if (upTo > before) {
      values.push(value);
      counts.push(upTo - before);
      before = upTo;
    }
  }
  return { kind: 'values', values, counts, rounding: 'locust' };
}

function exponentialHistogram(times: Times): ExponentialHistogram {
  const { minMs: min, maxMs: max, requests } = times;
  let scale = FINEST_SCALE;
  while (exponentialIndex(scale, max) - exponentialIndex(scale, min) >= maxExponentialBuckets) scale--;
  const offset = exponentialIndex(scale, min);
  const last = exponentialIndex(scale, max);
  const counts: number[] = [];
  let before = 0;
  for (let index = offset; index <= last; index++) {
    const upTo = index === last ? requests : Math.max(before, Math.round(times.countUpTo(exponentialBound(scale, index + 1))));
    counts.push(upTo - before);
    before = upTo;
  }
  return { kind: 'exponential', scale, zeroCount: 0, offset, counts, min, max, sum: times.avgMs * requests };
}
