import type { ErrorCount } from '@loadline/schema';
import { countersUnder, type Metrics, type Summary } from './metrics.js';

/** What the plugin metrics-by-endpoint counted of one endpoint. */
export interface CountedEndpoint {
  /** Name: the path and query, with the request's own name in brackets, or that name alone. */
  name: string;
  /** Requests, failed ones included; undefined where they are not there. */
  requests: number | undefined;
  /** Answers of 400 or more, and requests without an answer. */
  failures: number;
  /** Failures by kind. */
  kinds: ErrorCount[];
  /** Response times. */
  times?: Summary | undefined;
  /** What the header Server-Timing said. */
  serverTimes?: Summary | undefined;
}

const USUAL = 'plugins.metrics-by-endpoint';
const TIMES = '.response_time.';

/** The endpoints of the plugin metrics-by-endpoint, under its usual beginning or one of the test's own. */
export function endpointsOf(metrics: Metrics): { endpoints: CountedEndpoint[]; prefixes: string[] } {
  const prefixes = prefixesOf(metrics);
  return { endpoints: prefixes.flatMap((prefix) => endpointsUnder(metrics, prefix)), prefixes };
}

/** Beginnings under which an endpoint's codes stand beside its response times. */
function prefixesOf(metrics: Metrics): string[] {
  const prefixes = new Set([USUAL]);
  const isCounted = new Set([...metrics.counters.keys()].map((name) => name.replace(/\.codes\.\d{3}$/, '')));
  for (const name of metrics.summaries.keys()) {
    const at = name.indexOf(TIMES);
    if (at <= 0 || name.startsWith(`http${TIMES}`)) continue;
    const prefix = name.slice(0, at);
    if (isCounted.has(`${prefix}.${name.slice(at + TIMES.length)}`)) prefixes.add(prefix);
  }
  return [...prefixes];
}

function endpointsUnder(metrics: Metrics, prefix: string): CountedEndpoint[] {
  const byName = new Map<string, CountedEndpoint>();
  const endpoint = (name: string): CountedEndpoint => {
    const known = byName.get(name) ?? { name, requests: undefined, failures: 0, kinds: [] };
    byName.set(name, known);
    return known;
  };
  const named = (kind: string) =>
    [...metrics.summaries]
      .filter(([name]) => name.startsWith(`${prefix}.${kind}.`))
      .map(([name, summary]) => [name.slice(prefix.length + kind.length + 2), summary] as const);
  for (const [name, times] of named('response_time')) endpoint(name).times = times;
  const counters = countersUnder(metrics, `${prefix}.`);
  for (const [rest, count] of counters) {
    const match = /^(.+)\.codes\.(\d{3})$/s.exec(rest);
    if (match?.[1] !== undefined && match[2] !== undefined) addCount(endpoint(match[1]), match[2], match[2], count);
  }
  for (const [rest, count] of counters) {
    if (/\.codes\.\d{3}$/.test(rest)) continue;
    const at = splitAt(rest, byName);
    if (at > 0) addCount(endpoint(rest.slice(0, at)), rest.slice(at + ERRORS.length), undefined, count);
  }
  for (const [name, times] of named('server-timing')) if (byName.has(name)) endpoint(name).serverTimes = times;
  return [...byName.values()];
}

const ERRORS = '.errors.';

const MOST_PLACES = 8;

/** Where the name ends and the error begins: after a name that is known, else at the last place that may be it. */
function splitAt(rest: string, known: ReadonlyMap<string, unknown>): number {
  let at = rest.lastIndexOf(ERRORS);
  for (let places = 0; at > 0 && places < MOST_PLACES; places++) {
    if (known.has(rest.slice(0, at))) return at;
    at = rest.lastIndexOf(ERRORS, at - 1);
  }
  return rest.lastIndexOf(ERRORS);
}

function addCount(endpoint: CountedEndpoint, message: string, status: string | undefined, count: number): void {
  const isFailure = status === undefined || Number(status) >= 400;
  endpoint.requests = (endpoint.requests ?? 0) + count;
  if (!isFailure || count === 0) return;
  endpoint.failures += count;
  endpoint.kinds.push({ message, ...(status === undefined ? {} : { status }), count });
}
