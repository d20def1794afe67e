/** Why one request was not answered as hoped. */
export type RequestFailure = AnswerFailure | TransportFailure;

/** GitHub, or something before it, answered with an error. */
export interface AnswerFailure {
  kind: 'answer';
  status: number;
  /** Header fields by lower-case name. */
  headers: ReadonlyMap<string, string>;
  /** What the answer says; from outside, may hold anything. */
  message: string;
  /** What is wrong with which field, for 422; from outside. */
  fields: readonly string[];
}

/** There was no answer, or none that can be used. */
export interface TransportFailure {
  /** `malformed`: an answer without an error, but not of the shape that was asked for. `foreign`: it led to another host. */
  kind: 'timeout' | 'network' | 'malformed' | 'foreign';
  /** What happened; from outside, may hold anything. */
  message: string;
}

/** A request that failed, inside this package; people are shown a `DeliveryError`. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly failure: RequestFailure;

  constructor(failure: RequestFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Reads what a request threw. Nothing of the original error is kept, as its parts may repeat the token. */
export function toRequestFailed(error: unknown): RequestFailed {
  if (error instanceof RequestFailed) return error;
  if (!(error instanceof Error)) return new RequestFailed({ kind: 'malformed', message: 'it could not be read' });
  if (error.cause instanceof RequestFailed) return error.cause;
  const response = 'response' in error ? error.response : undefined;
  if (isResponse(response)) return new RequestFailed(readAnswer(response));
  return new RequestFailed({ kind: 'malformed', message: `it could not be read (${error.name})` });
}

/** Whether the request may have been carried out although it failed, so that repeating it could do it twice. */
export function isAmbiguous(failure: RequestFailure): boolean {
  return failure.kind !== 'answer' || failure.status >= 500 || failure.status === 408;
}

/** Whether GitHub refused because of too many requests: the primary limit, or a secondary one. */
export function isRateLimit(failure: RequestFailure): boolean {
  if (failure.kind !== 'answer') return false;
  if (failure.status === 429) return true;
  if (failure.status !== 403) return false;
  return (
    failure.headers.has('retry-after') ||
    failure.headers.get('x-ratelimit-remaining') === '0' ||
    /secondary rate limit|rate limit exceeded|abuse detection/i.test(failure.message)
  );
}

interface ResponseLike {
  status: number;
  headers: Record<string, unknown>;
  data: unknown;
}

function isResponse(response: unknown): response is ResponseLike {
  return (
    typeof response === 'object' &&
    response !== null &&
    'status' in response &&
    typeof response.status === 'number' &&
    'headers' in response &&
    'data' in response
  );
}

function readAnswer(response: ResponseLike): AnswerFailure {
  const headers = new Map(Object.entries(response.headers).map(([name, text]) => [name.toLowerCase(), String(text)]));
  const { data } = response;
  if (typeof data !== 'object' || data === null) return { kind: 'answer', status: response.status, headers, message: '', fields: [] };
  const message = 'message' in data && typeof data.message === 'string' ? data.message : '';
  const errors = 'errors' in data && Array.isArray(data.errors) ? data.errors : [];
  return { kind: 'answer', status: response.status, headers, message, fields: errors.slice(0, 10).map(describeField) };
}

function describeField(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return 'something';
  const field = 'field' in error && typeof error.field === 'string' ? error.field : 'a field';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return [field, [code, message].filter((part) => part !== '').join(', ')].filter((part) => part !== '').join(': ');
}

/** The innermost word for what went wrong on the way: `fetch failed` itself says nothing. */
export function describeCause(error: unknown): string {
  let innermost = error;
  for (let depth = 0; depth < 5 && innermost instanceof Error && innermost.cause !== undefined; depth++) innermost = innermost.cause;
  if (!(innermost instanceof Error)) return 'unknown error';
  const code = 'code' in innermost && typeof innermost.code === 'string' ? innermost.code : '';
  return [code, innermost.message].filter((part) => part !== '').join(': ');
}
