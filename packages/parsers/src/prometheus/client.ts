import { echo, UserError } from '@loadline/schema';
import type { ReadLimits } from '../input/read-limits.js';
import { type ApiAnswer, parseAnswer } from './api-answer.js';
import { checkStatus } from './check-status.js';
import type { Credentials } from './credentials.js';

/** How a store is asked. */
export interface ClientOptions {
  /** Where the API is. */
  base: URL;
  /** Name for messages. */
  name: string;
  credentials: Credentials;
  fetch: typeof fetch;
  limits: ReadLimits;
  /** Ends everything. */
  signal?: AbortSignal;
  /** Longest time for one query in ms. */
  timeoutMs: number;
  /** Is told of each answer with its bytes. */
  onAnswer(query: string, answer: ApiAnswer, bytes: number): void;
}

/** Asks a time-series store. */
export interface Client {
  /** The value of an expression at a moment, in ms since the epoch. */
  query(expression: string, atMs: number): Promise<ApiAnswer>;
  /** Its values from moment to moment, a step apart, all in ms. */
  queryRange(expression: string, startMs: number, endMs: number, stepMs: number): Promise<ApiAnswer>;
}

const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_GET = 4000;

/**
 * A client of the API that Prometheus, Thanos, Mimir and VictoriaMetrics share. It follows no redirection, so that
 * credentials go nowhere but where the address says.
 */
export function createClient(options: ClientOptions): Client {
  const ask = async (path: string, parameters: Record<string, string>) => {
    const body = new URLSearchParams({ ...parameters, timeout: `${Math.ceil(options.timeoutMs / 1000)}s` }).toString();
    const text = await send(`${options.base.href.replace(/\/$/, '')}/api/v1/${path}`, body, options);
    const answer = parseAnswer(text, options);
    options.onAnswer(parameters['query'] ?? '', answer, text.length);
    return answer;
  };
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  return {
    query: (query, atMs) => ask('query', { query, time: seconds(atMs) }),
    queryRange: (query, startMs, endMs, stepMs) =>
      ask('query_range', { query, start: seconds(startMs), end: seconds(endMs), step: seconds(stepMs) }),
  };
}

async function send(url: string, body: string, options: ClientOptions): Promise<string> {
  const { credentials, name, timeoutMs, signal } = options;
  const isLong = url.length + body.length > LONGEST_GET;
  const headers = { accept: 'application/json', ...credentials.headers };
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await options.fetch(isLong ? url : `${url}?${body}`, {
      method: isLong ? 'POST' : 'GET',
      headers: isLong ? { ...headers, 'content-type': 'application/x-www-form-urlencoded' } : headers,
      ...(isLong ? { body } : {}),
      redirect: 'manual',
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    });
    const text = await readBody(response, options);
    checkStatus(response, text, options);
    return text;
  } catch (error) {
    if (error instanceof UserError) throw error;
    signal?.throwIfAborted();
    throw timeout.aborted ? tookTooLong(name, timeoutMs) : unreachable(error, options);
  }
}

async function readBody(response: Response, { name, limits }: ClientOptions): Promise<string> {
  const most = Math.min(MOST_BYTES, limits.documentLength);
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let bytes = 0;
  // Node's streams can be walked through; the types of other platforms do not say so.
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (bytes > most)
      throw new UserError({
        code: 'prometheus-too-large',
        found: `an answer of more than ${most.toLocaleString('en-US')} bytes`,
        expected: 'the series of one load test',
        place: { file: name },
        hint: 'Narrow it down by job=, testid= or selector=, or name the endpoints by another label (endpoint=).',
      });
    pieces.push(decoder.decode(piece, { stream: true }));
  }
  return pieces.join('') + decoder.decode();
}

function tookTooLong(name: string, timeoutMs: number): UserError {
  return new UserError({
    code: 'prometheus-timeout',
    found: `no answer within ${timeoutMs / 1000} s`,
    expected: 'an answer',
    place: { file: name },
    hint: 'Read a shorter window, or narrow it down by job= or selector=.',
  });
}

function unreachable(error: unknown, { name, credentials }: ClientOptions): UserError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const message = cause instanceof Error ? cause.message : 'the connection failed';
  return new UserError({
    code: 'prometheus-unreachable',
    found: `the store could not be reached (${echo(credentials.redact(code ?? message), 120)})`,
    expected: 'a store at this address',
    place: { file: name },
  });
}
