import { isRateLimit, type AnswerFailure, type RequestFailure } from './request-failure.js';

/** How long and how often a request is repeated. */
export interface RetryLimits {
  /** Repetitions after the first attempt. */
  retries: number;
  /** Longest wait before a repetition, in seconds. */
  maxWaitSeconds: number;
}

/** What GitHub asks to wait after a secondary limit when it names no time, in seconds. */
const UNNAMED_WAIT_SECONDS = 60;

/**
 * Seconds to wait before a failed request is tried again, or undefined when trying again is of no use: the failure is
 * lasting, the attempts are used up, or GitHub asks for a wait beyond the longest.
 *
 * A rate limit waits as `retry-after` says, else until `x-ratelimit-reset` by GitHub's own clock (its `date`), else a
 * minute. No answer and 5xx wait 1, 2, 4, … seconds, or as `retry-after` says.
 *
 * @param attempt Attempts made before this one: 0 for the first.
 */
export function retryWaitSeconds(failure: RequestFailure, attempt: number, limits: RetryLimits): number | undefined {
  if (attempt >= limits.retries || !isPassing(failure)) return undefined;
  if (failure.kind !== 'answer') return backoffSeconds(attempt, limits.maxWaitSeconds);
  const asked = askedWaitSeconds(failure);
  if (asked === undefined && !isRateLimit(failure)) return backoffSeconds(attempt, limits.maxWaitSeconds);
  const wait = asked ?? UNNAMED_WAIT_SECONDS;
  return wait <= limits.maxWaitSeconds ? wait : undefined;
}

/** Whether time alone may heal it. */
function isPassing(failure: RequestFailure): boolean {
  if (failure.kind === 'answer') return failure.status >= 500 || failure.status === 408 || isRateLimit(failure);
  return failure.kind === 'timeout' || failure.kind === 'network';
}

/** 1, 2, 4, … seconds, at most `maxWaitSeconds`. */
export function backoffSeconds(attempt: number, maxWaitSeconds: number): number {
  return Math.min(2 ** attempt, maxWaitSeconds);
}

/** Seconds that an answer asks to wait: from `retry-after` (seconds or a date), else from a used-up `x-ratelimit-*`. */
export function askedWaitSeconds(answer: AnswerFailure): number | undefined {
  const sentAt = Date.parse(answer.headers.get('date') ?? '');
  const retryAfter = answer.headers.get('retry-after')?.trim();
  if (retryAfter !== undefined) {
    if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
    return secondsUntil(Date.parse(retryAfter), sentAt);
  }
  const reset = answer.headers.get('x-ratelimit-reset')?.trim() ?? '';
  if (!isRateLimit(answer) || answer.headers.get('x-ratelimit-remaining') !== '0' || !/^\d+$/.test(reset)) return undefined;
  return secondsUntil(Number(reset) * 1_000, sentAt);
}

function secondsUntil(thenMs: number, nowMs: number): number | undefined {
  if (Number.isNaN(thenMs) || Number.isNaN(nowMs)) return undefined;
  // Header dates are whole seconds, so one more keeps the request from coming a moment too early.
  return Math.max(0, Math.ceil((thenMs - nowMs) / 1_000)) + 1;
}
