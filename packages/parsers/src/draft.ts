import type { Diagnostic, Endpoint, EndpointId, ErrorCount, Metric, Run, RunTotal, Slo, Timeline } from '@loadline/schema';
import { echo, UserError } from '@loadline/schema';
import { createHash } from 'node:crypto';
import { parseJson } from './parse-json.js';
import type { LoadedSource } from './source.js';

/** What one file says of a run. Files of the same run are joined in `read-run.ts`. */
export interface Draft {
  /** Format as detected. */
  format: string;
  /** Load generator. */
  tool: string;
  /** Its version or generation. */
  toolVersion?: string;
  /** How late in the run this state was written: of two that list endpoints, the later one is taken. 0: it lists none. */
  state: number;
  endpoints: Endpoint[];
  total?: RunTotal;
  errors?: ErrorCount[];
  timeline?: Timeline;
  startedAt?: string;
  durationSeconds?: number;
  users?: number;
  partial?: boolean;
  slos?: Slo[];
  /** Percentiles of endpoints that another file lists, by `METHOD name`. */
  percentiles?: { label: string; metrics: Metric[] }[];
  /** A document of ours that was read whole. */
  run?: Run;
  diagnostics: Diagnostic[];
}

/** A file that may be one of ours to read, before it is. */
export interface Candidate {
  source: LoadedSource;
  /** The first 64 KiB of the text, without leading white space. */
  head: string;
  /** The text as JSON, parsed once, where it begins like JSON; undefined where it is not JSON. */
  json(): unknown;
}

/** Reads the files of one format. */
export interface Reader {
  /** Name of the format, such as `locust-stats-csv`. */
  format: string;
  /** Load generator. */
  tool: string;
  /** What it is, for people. */
  title: string;
  /** Whether the content is of this format. Looks at content alone. */
  detect(candidate: Candidate): boolean;
  /** Reads it. Throws a UserError when it cannot be read as a whole. */
  read(candidate: Candidate): Draft;
}

const HEAD_LENGTH = 65_536;

/** A loaded file as a candidate for detection. */
export function candidateOf(source: LoadedSource): Candidate {
  const text = source.text.trimStart();
  let parsed: { value: unknown } | undefined;
  return {
    source,
    head: text.slice(0, HEAD_LENGTH),
    json() {
      if (parsed === undefined) parsed = { value: /^[[{]/.test(text) ? parseJson(text) : undefined };
      return parsed.value;
    },
  };
}

/** Longest name that is kept, in characters. */
const NAME_LIMIT = 2048;

/** A name that is too long is cut, and marked with a hash of the whole, so that two of them stay two. */
export function boundName(name: string, diagnostics: Diagnostic[], place: Diagnostic['place']): string {
  if (name.length <= NAME_LIMIT) return name;
  const short = `${name.slice(0, NAME_LIMIT - 9)}…${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
  diagnostics.push({ code: 'name-cut', severity: 'warning', message: `a name of ${name.length} characters was cut to ${NAME_LIMIT}: ${echo(name, 60)}`, place: place ?? {} });
  return short;
}

/** The metrics that follow from counts. The error rate of no requests is missing. */
export function errorRate(requests: number | null, failures: number | null): Metric[] {
  if (requests === null || failures === null || requests === 0) return [];
  return [{ name: 'error_rate_pct', value: Math.min(100, (failures / requests) * 100), provenance: 'exact' }];
}

/** Identity of a request endpoint, with its method where there is one. */
export function requestId(method: string | undefined, name: string): EndpointId {
  return { kind: 'request', ...(method === undefined || method === '' || method === 'None' ? {} : { method }), name };
}

/** One clear error for a file that holds no data. */
export function noData(source: { name: string }, found: string, hint?: string): UserError {
  return new UserError({ code: 'no-data', found, expected: 'at least one request', place: { file: source.name }, ...(hint === undefined ? {} : { hint }) });
}
