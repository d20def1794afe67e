import type { ErrorCount } from '@loadline/schema';
import { counterAt, countersUnder, type Metrics } from './metrics.js';

/** Requests over HTTP, by what became of them. */
export interface HttpCounts {
  /** Requests, failed ones included. */
  requests: number;
  /** Requests that failed. */
  failures: number;
  /** Requests that were sent and of which nothing more is known. */
  open: number;
  /** Failures by kind. */
  kinds: ErrorCount[];
  /** Errors that are no requests without an answer: failed captures and expectations, mistakes in scripts. */
  otherErrors: [message: string, count: number][];
}

/** Errors of a connection are codes of the system or of Node: `ECONNRESET`, `ETIMEDOUT`, `ERR_…`, `CERT_HAS_EXPIRED`. */
const CODE = /^[A-Z][A-Z0-9]{0,20}(?:_[A-Z0-9]{1,30}){0,6}$/;
/** Errors that are raised after an answer, or without a request. */
const NO_CONNECTION = /^(?:Failed (?:capture|match|expectation)|Undefined function|cookie_parse_error)/;

/**
 * Requests and failures. A request failed when its answer had a status of 400 or more, or when there was none and an error
 * says why. Other errors are raised after an answer, which has been counted by its status; they fail no request, or
 * a status of 500 that an expectation remarks on would count twice. Undefined when no request was made.
 */
export function httpCounts(metrics: Metrics): HttpCounts | undefined {
  const codes = countersUnder(metrics, 'http.codes.');
  const errors = countersUnder(metrics, 'errors.').filter(([, count]) => count > 0);
  const responses = counterAt(metrics, 'http.responses') ?? sum(codes);
  const sent = counterAt(metrics, 'http.requests');
  if (responses === 0 && (sent ?? 0) === 0) return undefined;
  const { broken, others } = shareOut(errors, sent === undefined ? undefined : Math.max(0, sent - responses));
  const requests = responses + sum(broken);
  const refused = codes.filter(([code, count]) => count > 0 && /^[4-9]\d\d$/.test(code));
  return {
    requests,
    failures: Math.min(requests, sum(refused) + sum(broken)),
    open: sent === undefined ? 0 : Math.max(0, sent - requests),
    kinds: [
      ...refused.map(([code, count]) => ({ message: code, status: code, count })),
      ...broken.map(([message, count]) => ({ message, count })),
    ],
    otherErrors: others,
  };
}

type Counter = [name: string, count: number];

/** The errors of requests without an answer, codes first, as many as there are such requests; and the other errors. */
function shareOut(errors: readonly Counter[], unanswered: number | undefined): { broken: Counter[]; others: Counter[] } {
  const isCode = ([kind]: Counter) => CODE.test(kind);
  const candidates = [
    ...errors.filter(isCode),
    ...(unanswered === undefined ? [] : errors.filter((error) => !isCode(error) && !NO_CONNECTION.test(error[0]))),
  ];
  const broken = new Map<string, number>();
  let left = unanswered ?? Infinity;
  for (const [kind, count] of candidates) {
    const taken = Math.min(count, left);
    left -= taken;
    if (taken > 0) broken.set(kind, taken);
  }
  const others = errors.map(([kind, count]): Counter => [kind, count - (broken.get(kind) ?? 0)]).filter(([, count]) => count > 0);
  return { broken: [...broken], others };
}

/** Sum of counters. */
export function sum(counters: readonly (readonly [string, number])[]): number {
  return counters.reduce((total, [, count]) => total + count, 0);
}
