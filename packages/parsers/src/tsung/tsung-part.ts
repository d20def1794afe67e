import { type Endpoint, type ErrorCount, UserError } from '@loadline/schema';
import type { ReaderInput, RunPart, TimelineSlice } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { customMetric } from '../values/custom-metric.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { type Dump, type Sample, sinceStart } from './dumps.js';

/** tsung writes every ten seconds, unless told otherwise. */
const INTERVAL_SECONDS = 10;

/** With fewer intervals than this, the first and the last make the duration wrong by a tenth or more. */
const FEWEST_INTERVALS = 10;

/**
 * The run that tsung's dumps tell of. A request failed when its status was 4xx or 5xx, or when it had none while others
 * had; without any HTTP status it is not known. Connections that failed are no requests: tsung tries again.
 *
 * @param start when the load began, in seconds since the epoch, where the file says.
 * @throws UserError when no request was counted.
 */
export function tsungPart(dumps: readonly Dump[], input: ReaderInput, { start, isCut }: { start?: number; isCut: boolean }): RunPart {
  const last = lastOf(dumps);
  const request = last.samples.get('request');
  const requests = request === undefined ? 0 : sinceStart(request).count;
  const errors = errorsOf(last);
  if (requests === 0) throw nothingCounted(errors, input.name);
  sayLost(errors, input);
  const busy = dumps.filter(({ samples }) => (samples.get('request')?.count ?? 0) > 0);
  const from = start ?? (dumps[0]?.at ?? 0) - intervalOf(dumps);
  const durationSeconds = Math.max((busy.at(-1)?.at ?? last.at) - from, 1);
  const transactions = [...last.samples].filter(([name]) => name.startsWith('tr_') || name === 'page');
  sayCoarse(busy.length, input);
  const users = Math.max(...dumps.map((dump) => dump.users?.most ?? 0));
  return {
    state: {
      endpoints: [
        toEndpoint('request', ALL_REQUESTS, request, failuresOf(last, 'total', requests), durationSeconds),
        ...transactions.map(([name, sample]) => toEndpoint('transaction', name.replace(/^tr_/, ''), sample, null, durationSeconds)),
      ],
      rank: 1,
    },
    errors,
    slices: slicesOf(dumps, from),
    customMetrics: customsOf(last),
    startedAtMs: from * 1000,
    durationSeconds,
    users,
    load: { model: 'open' },
    partial: isCut,
  };
}

/** The latest value of everything: what is no longer counted is missing from later dumps of some versions. */
function lastOf(dumps: readonly Dump[]): Dump {
  const samples = new Map(dumps.flatMap((dump) => [...dump.samples]));
  const counters = new Map(dumps.flatMap((dump) => [...dump.counters]));
  return { at: dumps.at(-1)?.at ?? 0, samples, counters };
}

/** Seconds between two dumps; the last one may come sooner. */
function intervalOf(dumps: readonly Dump[]): number {
  const [first, second, third] = dumps;
  const seconds = first === undefined || second === undefined || third === undefined ? 0 : second.at - first.at;
  return seconds > 0 ? seconds : INTERVAL_SECONDS;
}

const isStatus = (name: string) => /^[1-5]\d\d$/.test(name);

function failuresOf({ counters }: Dump, key: 'interval' | 'total', requests: number): number | null {
  const statuses = [...counters].filter(([name]) => isStatus(name));
  if (statuses.length === 0) return null;
  const count = (fits: (name: string) => boolean) => statuses.reduce((sum, [name, each]) => sum + (fits(name) ? each[key] : 0), 0);
  const refused = count((name) => Number(name) >= 400);
  const unanswered = requests - count(() => true);
  return Math.min(requests, refused + Math.max(unanswered, 0));
}

function toEndpoint(
  kind: Endpoint['kind'],
  name: string,
  sample: Sample | undefined,
  failures: number | null,
  durationSeconds: number,
): Endpoint {
  const { count, mean } = sample === undefined ? { count: 0, mean: undefined } : sinceStart(sample);
  return buildEndpoint(
    { kind, name },
    {
      requests: count,
      failures,
      rps: count / durationSeconds,
      latency: { unit: 'ms', provenance: 'reported', avg: mean, min: sample?.min, max: sample?.max },
    },
  );
}

function errorsOf({ counters }: Dump): ErrorCount[] {
  return [...counters].flatMap(([name, { total }]): ErrorCount[] => {
    if (total <= 0) return [];
    if (isStatus(name) && Number(name) >= 400) return [{ message: `status ${name}`, status: name, count: total }];
    return name.startsWith('error') ? [{ message: name, count: total }] : [];
  });
}

function customsOf({ samples, counters }: Dump) {
  const times = ['connect', 'session'].flatMap((name) => {
    const sample = samples.get(name);
    if (sample === undefined || sinceStart(sample).count === 0) return [];
    const { count, mean } = sinceStart(sample);
    return customMetric({
      name,
      type: 'trend',
      contains: 'time',
      provenance: 'reported',
      avg: mean,
      min: sample.min,
      max: sample.max,
      count,
    });
  });
  const matches = ['match', 'nomatch'].flatMap((name) =>
    customMetric({ name, type: 'counter', provenance: 'exact', count: counters.get(name)?.total }),
  );
  return [...times, ...matches];
}

function slicesOf(dumps: readonly Dump[], start: number): TimelineSlice[] {
  let from = start;
  return dumps.flatMap((dump): TimelineSlice[] => {
    const requests = dump.samples.get('request')?.count ?? 0;
    const slice = { from, to: dump.at, requests, failures: failuresOf(dump, 'interval', requests), users: dump.users?.now };
    if (dump.at <= from) return [];
    from = dump.at;
    return [
      {
        from: slice.from,
        to: slice.to,
        requests,
        ...(slice.failures === null ? {} : { failures: slice.failures }),
        ...(slice.users === undefined ? {} : { users: slice.users }),
      },
    ];
  });
}

function sayLost(errors: readonly ErrorCount[], { diagnostics, name }: ReaderInput): void {
  const lost = errors.filter(({ message }) => message.startsWith('error_connect'));
  const count = lost.reduce((sum, error) => sum + error.count, 0);
  if (count > 0)
    diagnostics.add(
      'warning',
      'connections-lost',
      `${count} connections failed (${lost.map(({ message }) => message).join(', ')}); tsung does not count them as requests`,
      {
        file: name,
      },
    );
}

function sayCoarse(intervals: number, { diagnostics, name }: ReaderInput): void {
  if (intervals < FEWEST_INTERVALS)
    diagnostics.add(
      'warning',
      'duration-coarse',
      'tsung writes its counters every ten seconds: in so short a run the duration and the rate are too coarse to be compared',
      { file: name },
    );
}

function nothingCounted(errors: readonly ErrorCount[], file: string): UserError {
  const kinds = errors.slice(0, 3).map(({ message, count }) => `${message}: ${count}`);
  return new UserError({
    code: 'no-requests',
    found: `a log of tsung without a request${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}`,
    expected: 'at least one request',
    place: { file },
  });
}
