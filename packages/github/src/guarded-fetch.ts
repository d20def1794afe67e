import { describeCause, RequestFailed } from './request-failure.js';

/** What {@link guardedFetch} keeps to. */
export interface GuardOptions {
  /** The only origin (scheme, host, port) that is asked: the token goes nowhere else. */
  origin: string;
  /** Time for a request with all its answer, in milliseconds. */
  timeoutMs: number;
  /** A signal that aborts after so many milliseconds; a parameter so that tests need no clock. */
  timeoutSignal: (ms: number) => AbortSignal;
  fetch: typeof fetch;
}

const REDIRECTS = new Set([301, 302, 307, 308]);
const MAX_REDIRECTS = 5;
/** Statuses that a `Response` may not be given a body with. */
const BODILESS = new Set([204, 205, 304]);

/**
 * A `fetch` for a request that carries a token. It asks one origin only, in links and redirects too; repeats the method and
 * body at a redirect (a plain `fetch` turns a redirected POST into a GET, and a list would look like a created issue);
 * reads the whole answer within the time-out, so that half an answer is an error and not an empty list.
 *
 * The result throws RequestFailed (`timeout`, `network`, `foreign`).
 */
export function guardedFetch(options: GuardOptions): typeof fetch {
  return async (input, init) => {
    const signal = options.timeoutSignal(options.timeoutMs);
    let target = new URL(typeof input === 'object' && 'url' in input ? input.url : input);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      if (target.origin !== options.origin) {
        throw new RequestFailed({ kind: 'foreign', message: `${target.origin}${target.pathname}` });
      }
      const response = await fetchWhole(target, { ...init, redirect: 'manual', signal }, options);
      const location = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
      if (location === null) return response;
      if (!URL.canParse(location, target.href)) throw new RequestFailed({ kind: 'network', message: 'a redirect to nowhere' });
      target = new URL(location, target);
    }
    throw new RequestFailed({ kind: 'network', message: 'too many redirects' });
  };
}

async function fetchWhole(target: URL, init: RequestInit & { signal: AbortSignal }, options: GuardOptions): Promise<Response> {
  try {
    const response = await options.fetch(target.href, init);
    const bytes = await response.arrayBuffer();
    const { status, statusText, headers } = response;
    return new Response(BODILESS.has(status) ? null : bytes, { status, statusText, headers });
  } catch (error) {
    if (init.signal.aborted) throw new RequestFailed({ kind: 'timeout', message: `no answer within ${options.timeoutMs / 1_000} s` });
    throw new RequestFailed({ kind: 'network', message: describeCause(error) });
  }
}
