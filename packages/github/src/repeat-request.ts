import type { Diagnostic } from '@loadline/schema';
import { isAmbiguous, toRequestFailed, type RequestFailed } from './request-failure.js';
import { backoffSeconds, retryWaitSeconds, type RetryLimits } from './retry-wait.js';

/** What {@link repeatRequest} needs from its surroundings. */
export interface RepeatOptions extends RetryLimits {
  /** Waits; a parameter so that tests need no clock. */
  sleep: (ms: number) => Promise<void>;
  /** Hears of every repetition. */
  log: (diagnostic: Diagnostic) => void;
  /** What the request is called in the log, such as `POST https://…`. */
  request: string;
}

/**
 * Makes a request until it succeeds or there is no use in trying again.
 *
 * With `recheck`, a request that must not be carried out twice: after a failure that leaves open whether it was, what
 * `recheck` finds is the result, and only when it finds nothing is the request repeated.
 *
 * @throws RequestFailed with the last failure.
 */
export async function repeatRequest<T>(make: () => Promise<T>, options: RepeatOptions, recheck?: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    const outcome = await tryOnce(make);
    if ('result' in outcome) return outcome.result;
    const { failed } = outcome;
    const wait = retryWaitSeconds(failed.failure, attempt, options);
    const unclear = recheck !== undefined && isAmbiguous(failed.failure);
    if (wait === undefined && !unclear) throw failed;
    const seconds = wait ?? backoffSeconds(attempt, options.maxWaitSeconds);
    options.log(describeRepetition(failed, options.request, seconds, wait === undefined));
    await options.sleep(seconds * 1_000);
    const found = unclear ? await recheck() : undefined;
    if (found !== undefined) return found;
    if (wait === undefined) throw failed;
  }
}

async function tryOnce<T>(make: () => Promise<T>): Promise<{ result: T } | { failed: RequestFailed }> {
  try {
    return { result: await make() };
  } catch (error) {
    return { failed: toRequestFailed(error) };
  }
}

function describeRepetition({ failure }: RequestFailed, request: string, seconds: number, last: boolean): Diagnostic {
  const what =
    failure.kind === 'answer'
      ? `was answered with ${failure.status}`
      : failure.kind === 'timeout'
        ? 'was not answered in time'
        : 'had no usable answer';
  const then = last ? 'looking whether it was carried out' : 'trying again';
  return { code: 'github-retry', severity: 'info', message: `${request} ${what}; ${then} in ${seconds} s.` };
}
