import type { ErrorCount } from '@loadline/schema';
import { field, fieldsOf } from '../input/json-text.js';
import { countOf } from '../values/number-of.js';

/** What autocannon counted of a run, and what it did not. */
export interface Counts {
  /** Requests, failed ones included. */
  requests: number;
  /** Requests that failed. */
  failures: number;
  /** Responses, as autocannon counts them. */
  responses: number;
  /** Requests that were sent and never answered, of which autocannon says nothing; part of the failures. */
  lost: number;
  /** Requests that were perhaps sent and not answered; a rate makes autocannon count too many. No part of the failures. */
  unclear: number;
  /** Failures by kind. */
  kinds: ErrorCount[];
}

/**
 * Requests and failures of a result. A request failed when its answer was 4xx or 5xx, when its body was not the one that
 * was expected, or when there was no answer: an error, a timeout, a connection that was closed. An answer of 4xx or 5xx
 * has another body, too, and counts once. Undefined when the responses cannot be read.
 */
export function countRequests(result: unknown): Counts | undefined {
  const of = (name: string) => countOf(field(result, name)) ?? 0;
  const responses = countOf(field(field(result, 'requests'), 'total'));
  if (responses === undefined) return undefined;
  const refused = Math.min(responses, of('4xx') + of('5xx'));
  const mismatched = Math.min(responses, of('mismatches'));
  const errors = of('errors');
  const { lost, unclear } = countLost(result, responses, errors);
  return {
    requests: responses + errors + lost,
    failures: Math.max(refused, mismatched) + errors + lost,
    responses,
    lost,
    unclear,
    kinds: kindsOf(result, { refused, mismatched, errors, timeouts: Math.min(errors, of('timeouts')), lost }),
  };
}

/**
 * A connection that the server closes is no error to autocannon: it shows only in that more was sent than answered. Where
 * a rate is set, though, autocannon counts one second's requests per connection as sent before it sends them. What lies
 * in between is lost for certain; what may be that second is not counted.
 */
function countLost(result: unknown, responses: number, errors: number): { lost: number; unclear: number } {
  const requests = field(result, 'requests');
  const timed = countOf(field(field(result, 'latency'), 'totalCount'));
  const inFlight = (countOf(field(result, 'connections')) ?? 1) * Math.max(1, countOf(field(result, 'pipelining')) ?? 1);
  const missing = (countOf(field(requests, 'sent')) ?? 0) - responses - errors - inFlight;
  if (missing <= 0) return { lost: 0, unclear: 0 };
  const most = countOf(field(requests, 'max')) ?? 0;
  const isBelowRate = missing < most - 2 * inFlight;
  const isAboveRate = missing > most + inFlight && (responses === 0 || timed === responses);
  return isBelowRate || isAboveRate ? { lost: missing, unclear: 0 } : { lost: 0, unclear: missing };
}

interface Failed {
  refused: number;
  mismatched: number;
  errors: number;
  timeouts: number;
  lost: number;
}

function kindsOf(result: unknown, { refused, mismatched, errors, timeouts, lost }: Failed): ErrorCount[] {
  const kinds = [
    ...statusKinds(result, refused),
    { message: 'mismatched body', count: Math.max(0, mismatched - refused) },
    { message: 'timeout', count: timeouts },
    { message: 'connection error', count: errors - timeouts },
    { message: 'connection closed without an answer', count: lost },
  ];
  return kinds.filter(({ count }) => count > 0);
}

/** By status where autocannon tells (since 7), else by class. */
function statusKinds(result: unknown, refused: number): ErrorCount[] {
  const byStatus = fieldsOf(field(result, 'statusCodeStats')).flatMap(([status, stats]): ErrorCount[] => {
    const count = countOf(field(stats, 'count'));
    return /^[45]\d\d$/.test(status) && count !== undefined ? [{ message: status, status, count }] : [];
  });
  if (byStatus.reduce((sum, { count }) => sum + count, 0) === refused) return byStatus;
  return ['4xx', '5xx'].map((name) => ({ message: name, count: countOf(field(result, name)) ?? 0 }));
}
