import { type EndpointId, UserError } from '@loadline/schema';
import type { Claim, RunPart } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { countOf, numberOf } from '../values/number-of.js';

/** What siege sums up of a run, as it printed it. */
export interface SiegeSummary {
  /** Completed requests, the failed ones not among them. */
  transactions?: unknown;
  /** Requests that failed. */
  failed?: unknown;
  /** Length in seconds, to 0.01. */
  elapsed?: unknown;
  /** Unit of the times that follow. */
  unit: 's' | 'ms';
  /** Mean response time. */
  response?: unknown;
  /** Longest one. */
  longest?: unknown;
  /** Shortest one. */
  shortest?: unknown;
  /** Requests per second, the failed ones not among them. */
  rate?: unknown;
}

/** Siege measures in ticks of the clock, of which a second has a hundred. */
export const TICK_MS = 10;

const IDENTITY: EndpointId = { kind: 'request', name: ALL_REQUESTS };

/**
 * The part of a run from siege's summary. A request failed when siege says so: an answer of 400 or more, or none. The
 * mean that siege prints is the time of all requests that were answered over the number of those that did not fail;
 * where some failed, it is too great by at most their share, and its resolution says so.
 *
 * @throws UserError `no-results` when the summary has no counts.
 */
export function siegePart(summary: SiegeSummary, file: string): RunPart {
  const { failures, requests, durationSeconds } = countsOf(summary);
  if (requests === undefined || failures === undefined)
    throw new UserError({
      code: 'no-results',
      found: 'a summary of siege without its counts',
      expected: 'the numbers of transactions and of failed transactions',
      place: { file },
    });
  const endpoint = buildEndpoint(IDENTITY, {
    requests,
    failures,
    ...(failures === requests
      ? {}
      : {
          latency: {
            unit: summary.unit,
            provenance: 'reported',
            resolution: TICK_MS,
            avg: summary.response,
            min: summary.shortest,
            max: summary.longest,
          },
        }),
    durationSeconds,
  });
  const metrics = endpoint.metrics.map((metric) => {
    if (metric.name === 'rps')
      return { ...metric, provenance: 'reported' as const, resolution: (metric.value * TICK_MS) / 1000 / (durationSeconds ?? 1) };
    if (metric.name !== 'avg_latency_ms' || failures === 0) return metric;
    return { ...metric, resolution: TICK_MS + (metric.value * failures) / requests };
  });
  return {
    state: { endpoints: [{ ...endpoint, metrics }], rank: 1 },
    claims: rateClaim(summary, requests, failures, durationSeconds),
    load: { model: 'closed' },
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    partial: false,
  };
}

/** Requests, failures and length that a summary states. */
export function countsOf({ transactions, failed, elapsed }: SiegeSummary): {
  requests?: number;
  failures?: number;
  durationSeconds?: number;
} {
  const [done, failures, seconds] = [countOf(transactions), countOf(failed), numberOf(elapsed)];
  return {
    ...(done === undefined || failures === undefined ? {} : { requests: done + failures, failures }),
    ...(seconds === undefined || !(seconds > 0) ? {} : { durationSeconds: seconds }),
  };
}

function rateClaim({ rate }: SiegeSummary, requests: number, failures: number, durationSeconds: number | undefined): Claim[] {
  const theirs = numberOf(rate);
  if (failures === 0 || theirs === undefined || durationSeconds === undefined) return [];
  const why = 'siege does not count failed transactions in its rate';
  return [{ subject: 'the run', metric: 'rps', theirs, ours: requests / durationSeconds, unit: 'requests/s', why }];
}
