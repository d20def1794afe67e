import { type Endpoint, type EndpointId, endpointKey, type RunTotal } from '@loadline/schema';
import { buildEndpoint } from '../values/build-endpoint.js';
import { countOf } from '../values/number-of.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { endpointOfTags, parseMetricName } from './submetric.js';
import type { Summary, SummaryMetric } from './summary.js';

/** What a summary says of single endpoints and of all requests. */
export interface SummaryEndpoints {
  /** Endpoints, one for each submetric that stands for one; all requests as one where no submetric has a name. */
  endpoints: Endpoint[];
  /** All requests, where they are of one protocol. */
  total: RunTotal | undefined;
  /** The endpoint that a metric of this name belongs to. */
  ofMetric: ReadonlyMap<string, EndpointId>;
  /** Submetrics that nothing was counted for. */
  empty: string[];
}

/** The metrics that speak of the requests of one protocol. */
interface Family {
  duration: string;
  count?: string;
  failed?: string;
  method?: string;
}

const FAMILIES: readonly Family[] = [
  { duration: 'http_req_duration', count: 'http_reqs', failed: 'http_req_failed' },
  { duration: 'grpc_req_duration', method: 'gRPC' },
  { duration: 'ws_connecting', count: 'ws_sessions', method: 'WS' },
];

/** The metrics of one endpoint. */
interface Facts {
  id: EndpointId;
  names: string[];
  duration?: SummaryMetric;
  count?: SummaryMetric;
  failed?: SummaryMetric;
}

/**
 * The endpoints of a summary. Failures are those of `http_req_failed`; for gRPC and web sockets a summary has no failures.
 * Without any request each iteration counts as a transaction.
 */
export function summaryEndpoints(summary: Summary): SummaryEndpoints {
  const empty: string[] = [];
  const families = FAMILIES.map((family) => factsOf(family, summary)).filter((facts) => hasData(facts.whole));
  if (families.length === 0) return iterationsOnly(summary);
  const chosen = families.flatMap(({ whole, parts }) => {
    const used = parts.filter((facts) => hasData(facts) || !empty.push(...facts.names));
    return used.some(({ id }) => id.kind === 'request') ? used : [whole, ...used];
  });
  const whole = families.length === 1 ? families[0]?.whole : undefined;
  return {
    endpoints: chosen.map((facts) => endpointOf(facts, summary)),
    total: whole === undefined ? undefined : totalOf(endpointOf(whole, summary)),
    ofMetric: new Map(chosen.flatMap((facts) => facts.names.map((name) => [name, facts.id] as const))),
    empty,
  };
}

function factsOf(family: Family, summary: Summary): { whole: Facts; parts: Facts[] } {
  const whole: Facts = { id: { kind: 'request', ...methodOf(family), name: ALL_REQUESTS }, names: [] };
  const parts = new Map<string, Facts>();
  for (const metric of summary.metrics) {
    const { base, tags } = parseMetricName(metric.name);
    const key = base === family.duration ? 'duration' : base === family.count ? 'count' : base === family.failed ? 'failed' : undefined;
    const id = tags === undefined ? whole.id : endpointOfTags(tags);
    if (key === undefined || id === undefined) continue;
    const identity = { ...methodOf(family), ...id };
    const facts = tags === undefined ? whole : (parts.get(endpointKey(identity)) ?? { id: identity, names: [] });
    if (facts !== whole) parts.set(endpointKey(identity), facts);
    facts[key] = metric;
    facts.names.push(metric.name);
  }
  return { whole, parts: [...parts.values()] };
}

function methodOf({ method }: Family): { method?: string } {
  return method === undefined ? {} : { method };
}

/** Whether anything was counted: k6 prints a submetric without samples as zeros. */
function hasData(facts: Facts): boolean {
  const requests = requestsOf(facts);
  if (requests !== null) return requests > 0;
  const { duration } = facts;
  if (duration === undefined) return false;
  return [duration.avg, duration.min, duration.max, ...(duration.percentiles ?? []).map(([, value]) => value)].some(
    (value) => (value ?? 0) > 0,
  );
}

function requestsOf({ count, failed, duration }: Facts): number | null {
  return countOf(count?.count) ?? countOf(failed?.total) ?? countOf(duration?.count) ?? null;
}

/** So many requests at most are counted from a share of five decimals. */
const MOST_FROM_SHARE = 40_000;

/** Failures by `http_req_failed`, whose hits are the failed requests; from its share where that is as good as a count. */
function failuresOf(facts: Facts): number | null {
  const requests = requestsOf(facts);
  const { failed } = facts;
  const hits = countOf(failed?.hits);
  if (hits !== undefined) return hits;
  if (failed?.share === undefined || requests === null || requests > MOST_FROM_SHARE) return null;
  return Math.min(Math.round(requests * failed.share), requests);
}

function endpointOf(facts: Facts, { resolution, part }: Summary): Endpoint {
  const { duration, count, failed } = facts;
  const failures = failuresOf(facts);
  const share = failures === null ? failed?.share : undefined;
  return buildEndpoint(facts.id, {
    requests: requestsOf(facts),
    failures,
    ...(duration === undefined
      ? {}
      : {
          latency: {
            unit: 'ms',
            provenance: 'reported',
            ...(resolution === undefined ? {} : { resolution }),
            avg: duration.avg,
            min: duration.min,
            max: duration.max,
            percentiles: duration.percentiles ?? [],
          },
        }),
    rps: count?.perSecond,
    durationSeconds: part?.durationSeconds,
    more: share === undefined ? [] : [{ name: 'error_rate_pct', value: share * 100, provenance: 'reported' }],
  });
}

function totalOf({ requests, failures, metrics }: Endpoint): RunTotal {
  return { requests, failures, metrics };
}

/** A test without requests (of a database, a browser, a queue): its iterations are transactions. */
function iterationsOnly(summary: Summary): SummaryEndpoints {
  const find = (name: string) => summary.metrics.find((metric) => metric.name === name);
  const [duration, count] = [find('iteration_duration'), find('iterations')];
  const facts: Facts = {
    id: { kind: 'transaction', name: 'iteration' },
    names: ['iteration_duration', 'iterations'],
    ...(duration === undefined ? {} : { duration }),
    ...(count === undefined ? {} : { count }),
  };
  if (!hasData(facts)) return { endpoints: [], total: undefined, ofMetric: new Map(), empty: [] };
  return {
    endpoints: [endpointOf(facts, summary)],
    total: undefined,
    ofMetric: new Map(facts.names.map((name) => [name, facts.id])),
    empty: [],
  };
}
