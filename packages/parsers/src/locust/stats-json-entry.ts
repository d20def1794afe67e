import { echo, type ValuesHistogram } from '@loadline/schema';
import { locustRound } from '@loadline/stats';
import { field, fieldsOf } from '../input/json-text.js';
import type { ReaderInput } from '../reader.js';
import { methodOf } from './stats-rows.js';

/** One entry of Locust's JSON. */
export interface JsonEntry {
  /** Position in the list. */
  index: number;
  method?: string;
  name: string;
  requests: number;
  failures: number;
  /** Requests whose time was taken. */
  timed: number;
  /** Sum of the times in ms. */
  totalMs?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
  histogram?: ValuesHistogram | undefined;
  /** First and last moment, in seconds since the epoch. */
  startSeconds?: number | undefined;
  lastSeconds?: number | undefined;
  requestsPerSecond: ReadonlyMap<number, number>;
  failuresPerSecond: ReadonlyMap<number, number>;
}

const LATEST_SECONDS = 4_102_444_800;

/** Reads one entry; undefined when its counts cannot be read, which is said. */
export function readJsonEntry(input: ReaderInput, value: unknown, index: number): JsonEntry | undefined {
  const name = field(value, 'name');
  const requests = countOf(field(value, 'num_requests'));
  const failures = countOf(field(value, 'num_failures'));
  const none = countOf(field(value, 'num_none_requests') ?? 0);
  const reason =
    typeof name !== 'string'
      ? 'it has no name'
      : requests === undefined || failures === undefined || none === undefined || none > requests
        ? 'its counts cannot be read'
        : failures > requests
          ? `${failures} failures of ${requests} requests`
          : undefined;
  if (reason !== undefined || typeof name !== 'string' || requests === undefined || failures === undefined || none === undefined) {
    input.diagnostics.add('warning', 'row-rejected', `an entry was not counted: ${reason ?? 'it cannot be read'}`, {
      file: input.name,
      path: `/${index}`,
    });
    return undefined;
  }
  const method = methodOf(textOf(field(value, 'method')));
  return {
    index,
    ...(method === undefined ? {} : { method }),
    name,
    requests,
    failures,
    timed: requests - none,
    totalMs: timeOf(field(value, 'total_response_time')),
    min: timeOf(field(value, 'min_response_time')),
    max: timeOf(field(value, 'max_response_time')),
    histogram: readHistogram(input, field(value, 'response_times'), requests - none, index),
    startSeconds: momentOf(field(value, 'start_time')),
    lastSeconds: momentOf(field(value, 'last_request_timestamp')),
    requestsPerSecond: readCounts(field(value, 'num_reqs_per_sec')),
    failuresPerSecond: readCounts(field(value, 'num_fail_per_sec')),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value < 1e15 ? value : undefined;
}

function momentOf(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= LATEST_SECONDS ? value : undefined;
}

function readCounts(value: unknown): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [second, found] of fieldsOf(value)) {
    const count = countOf(found);
    if (/^\d{1,10}$/.test(second) && count !== undefined) counts.set(Number(second), count);
  }
  return counts;
}

/** The histogram of an entry; undefined when a time or count in it cannot be read. A count of samples that is off is said. */
function readHistogram(input: ReaderInput, value: unknown, timed: number, index: number): ValuesHistogram | undefined {
  const place = { file: input.name, path: `/${index}/response_times` };
  const byTime = new Map<number, number>();
  for (const [key, found] of fieldsOf(value)) {
    const time = /^\d{1,12}(?:\.\d{1,20})?$/.test(key) ? Number(key) : undefined;
    const count = countOf(found);
    if (time === undefined || count === undefined) {
      input.diagnostics.add(
        'warning',
        'histogram-unreadable',
        `the bucket \`${echo(key, 40)}\` cannot be read; the endpoint has no percentiles`,
        place,
      );
      return undefined;
    }
    // Locust writes `110` and `110.0` side by side.
    if (count > 0) byTime.set(time, (byTime.get(time) ?? 0) + count);
  }
  if (byTime.size === 0) return undefined;
  const buckets = [...byTime].sort(([a], [b]) => a - b);
  const samples = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (samples !== timed)
    input.diagnostics.add('warning', 'histogram-differs', `the histogram holds ${samples} times, the entry counts ${timed}`, place);
  const rounded = buckets.every(([time]) => locustRound(time) === time);
  return {
    kind: 'values',
    values: buckets.map(([time]) => time),
    counts: buckets.map(([, count]) => count),
    rounding: rounded ? 'locust' : 'none',
  };
}
