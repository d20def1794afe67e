import type { Endpoint, EndpointId, Histogram, Metric, Provenance } from '@loadline/schema';
import { cleanName } from '../clean-name.js';
import { errorRate } from '../collect-endpoints.js';
import { numberOf } from './number-of.js';

/** Response times as a tool printed them. What is no number, negative or infinite counts as not printed. */
export interface LatencyValues {
  /** Unit of the values. */
  unit: 'ns' | 'us' | 'ms' | 's';
  /** How they came to be. */
  provenance: Provenance;
  /** Width in ms of what a printed value may stand for; of each value, where it differs. */
  resolution?: number | ((ms: number) => number | undefined);
  /** Mean. */
  avg?: unknown;
  /** Smallest. */
  min?: unknown;
  /** Largest. */
  max?: unknown;
  /** Percentiles, 0 to 100, with their values; of several of one, as damaged files have them, the first counts. */
  percentiles?: readonly (readonly [percentile: number, value: unknown])[];
}

/** What a file says of one endpoint. */
export interface EndpointValues {
  /** Requests, failed ones included; null where the file does not say. */
  requests: number | null;
  /** Failed requests; null where the file does not say. */
  failures: number | null;
  /** Response times. */
  latency?: LatencyValues;
  /** Requests per second, as printed. */
  rps?: unknown;
  /** Length of the run, from which the throughput follows where none is printed. */
  durationSeconds?: number | undefined;
  /** Distribution in ms. */
  histogram?: Histogram;
  /** Further metrics of the endpoint. */
  more?: readonly Metric[];
}

const PER_MS = { ns: 1e6, us: 1e3, ms: 1, s: 1e-3 } as const;

/**
 * An endpoint from what a tool printed of it. Missing values are left out; without a request there are no response times,
 * and where every request failed a response time of 0 is one that nobody took. The error rate follows from the counts.
 */
export function buildEndpoint(identity: EndpointId, values: EndpointValues): Endpoint {
  const { requests, failures, histogram } = values;
  const metrics = [...latencyMetrics(values), errorRate(requests, failures), throughput(values), ...(values.more ?? [])].filter(
    (metric) => metric !== undefined,
  );
  return {
    ...cleanIdentity(identity),
    requests,
    failures,
    metrics,
    ...(histogram === undefined || requests === 0 ? {} : { histogram }),
  };
}

/** An identity fit to be stored: names cleaned, empty parts left out. */
export function cleanIdentity(identity: EndpointId): EndpointId {
  const { kind, method, name, group, scenario, tags } = identity;
  const text = (key: 'method' | 'group' | 'scenario', value: string | undefined) =>
    value === undefined || value === '' ? {} : { [key]: cleanName(value) };
  return {
    kind,
    ...text('method', method),
    name: cleanName(name),
    ...text('group', group),
    ...text('scenario', scenario),
    ...(tags === undefined || tags.length === 0
      ? {}
      : { tags: tags.map((tag) => ({ name: cleanName(tag.name), value: cleanName(tag.value) })) }),
  };
}

function latencyMetrics({ requests, failures, latency }: EndpointValues): Metric[] {
  if (latency === undefined || requests === 0) return [];
  const zeroIsMissing = requests !== null && requests === failures;
  const perMs = PER_MS[latency.unit];
  const metric = (name: string, value: unknown): Metric[] => {
    const number = numberOf(value);
    if (number === undefined || number < 0 || (number === 0 && zeroIsMissing)) return [];
    const ms = Number((number / perMs).toPrecision(15));
    if (!Number.isFinite(ms)) return [];
    const resolution = typeof latency.resolution === 'function' ? latency.resolution(ms) : latency.resolution;
    const isBucketed = resolution !== undefined && resolution > 0;
    return [{ name, value: ms, provenance: latency.provenance, ...(isBucketed ? { resolution } : {}) }];
  };
  const all = latency.percentiles ?? [];
  const percentiles = all.filter(([own], index) => all.findIndex(([each]) => each === own) === index).sort(([a], [b]) => a - b);
  return [
    ...metric('avg_latency_ms', latency.avg),
    ...metric('min_latency_ms', latency.min),
    ...metric('max_latency_ms', latency.max),
    ...percentiles.flatMap(([percentile, value]) => metric(`p${percentile}_latency_ms`, value)),
  ];
}

function throughput({ requests, rps, durationSeconds }: EndpointValues): Metric | undefined {
  const printed = numberOf(rps);
  if (printed !== undefined && printed >= 0) return { name: 'rps', value: printed, provenance: 'reported' };
  if (requests === null || durationSeconds === undefined || !(durationSeconds > 0)) return undefined;
  return { name: 'rps', value: requests / durationSeconds, provenance: 'exact' };
}
