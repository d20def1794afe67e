import { type EndpointId, type ErrorCount, UserError } from '@loadline/schema';
import type { Claim, RunPart } from '../reader.js';
import { buildEndpoint, type LatencyValues } from '../values/build-endpoint.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';

/** What h2load sums up of a run. Counts that are missing are undefined. */
export interface H2loadSummary {
  /** Requests that ended, with an answer or without. */
  done: number | undefined;
  /** Requests with an answer below 400. */
  succeeded: number | undefined;
  /** All others; those that were never sent among them. */
  failed: number | undefined;
  /** Failed requests without an answer. */
  errored: number | undefined;
  /** Answers by the first digit of their status. */
  statuses: { '2xx': number; '3xx': number; '4xx': number; '5xx': number };
  /** Length of the run with its warm-up, in seconds. */
  finishedSeconds: number | undefined;
  /** Answers per second, without the warm-up. */
  rps: number | undefined;
  /** Response times of all answers. */
  latency: LatencyValues;
}

/** The endpoint of a run: h2load does not say what it asked for. */
export const identity: EndpointId = { kind: 'request', name: ALL_REQUESTS };

/**
 * The part of a run from what h2load sums up. A request failed when h2load says so: an answer of 400 or more, or none.
 * Requests that were never sent, since no connection came about, are among them.
 *
 * @throws UserError `no-results` when the counts are missing.
 */
export function h2loadPart(summary: H2loadSummary, file: string): RunPart {
  const { succeeded, failed, errored = 0, done = 0, statuses, rps, latency } = summary;
  if (succeeded === undefined || failed === undefined)
    throw new UserError({
      code: 'no-results',
      found: 'an output of h2load without its counts of requests',
      expected: 'the line that begins with `requests:`',
      place: { file },
    });
  const durationSeconds = durationOf(summary);
  const answered = statuses['2xx'] + statuses['3xx'] + statuses['4xx'] + statuses['5xx'];
  const isPlain = errored === 0 && rps !== undefined;
  const rate = isPlain || durationSeconds === undefined || done === 0 ? undefined : done / durationSeconds;
  const endpoint = buildEndpoint(identity, {
    requests: succeeded + failed,
    failures: failed,
    ...(answered === 0 ? {} : { latency }),
    ...(isPlain && answered > 0 ? { rps } : {}),
    more: rate === undefined ? [] : [{ name: 'rps', value: rate, provenance: 'reported' }],
  });
  return {
    state: { endpoints: [endpoint], rank: 1 },
    errors: errorsOf(statuses, errored),
    claims: rateClaim(rps, rate),
    load: { model: 'closed' },
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    partial: false,
  };
}

/** `finished in` counts the warm-up, the rate does not: where they contradict one another, the rate tells the length. */
function durationOf({ finishedSeconds, rps, statuses }: H2loadSummary): number | undefined {
  if (finishedSeconds === undefined || !(finishedSeconds > 0)) return undefined;
  const answered = statuses['2xx'] + statuses['3xx'] + statuses['4xx'] + statuses['5xx'];
  const measured = rps === undefined || !(rps > 0) ? 0 : Number((answered / rps).toPrecision(4));
  return measured > 0 && measured < 0.98 * finishedSeconds ? measured : finishedSeconds;
}

function errorsOf(statuses: H2loadSummary['statuses'], errored: number): ErrorCount[] {
  const kinds: [string, number][] = [
    ['4xx answers', statuses['4xx']],
    ['5xx answers', statuses['5xx']],
    ['no answer', errored],
  ];
  return kinds.filter(([, count]) => count > 0).map(([message, count]) => ({ message, count, endpoint: identity }));
}

function rateClaim(theirs: number | undefined, ours: number | undefined): Claim[] {
  if (theirs === undefined || ours === undefined || Math.abs(theirs - ours) <= 1e-3 * ours) return [];
  const why = 'h2load counts answers only, here requests without an answer count, too';
  return [{ subject: 'the run', metric: 'rps', theirs, ours, unit: 'requests/s', why }];
}
