import { type Endpoint, type EndpointId, endpointKey, type ErrorCount } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import type { Diagnostics } from '../input/diagnostics.js';
import type { ReadLimits } from '../input/read-limits.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { type Latency, latencyMetrics, type Statistic } from './latency-metrics.js';
import type { NativeHistogram } from './native-histogram.js';
import { addBuckets } from './native-histogram.js';
import { endpointOf, type LabelNames } from './series-labels.js';

type Labels = ReadonlyMap<string, string>;

/** What is known of an endpoint while its series are gone through. */
interface Entry extends Latency {
  id: EndpointId;
  requests: number | null;
  failures: number | null;
}

/** Adds up what series say of endpoints. Times are in the metric's unit. */
export interface Tally {
  requests(labels: Labels, count: number): void;
  failures(labels: Labels, count: number): void;
  /** Failures by kind. */
  error(labels: Labels, count: number): void;
  /** Samples up to a bound, those of smaller bounds included. */
  bucket(labels: Labels, bound: number, count: number): void;
  /** Sum and number of the response times. */
  sum(labels: Labels, sum: number): void;
  native(labels: Labels, histogram: NativeHistogram): void;
  /** A value that the load generator worked out for one series: `p95`, `avg`. */
  statistic(labels: Labels, statistic: Statistic, value: number): void;
  /** Failures of endpoints that have requests and no failed ones are 0, not unknown. */
  failuresAreCounted(): void;
  endpoints(options: TallyOptions): Endpoint[];
  errors(): ErrorCount[];
}

/** What a tally is turned into endpoints with. */
export interface TallyOptions {
  diagnostics: Diagnostics;
  limits: ReadLimits;
  /** Name for messages. */
  file: string;
  /** Length of the window in seconds. */
  durationSeconds: number | undefined;
  /** Units of the metric in a millisecond: 0.001 for seconds. */
  perMs: number;
  /** Percentiles of histograms. */
  percentiles: readonly number[];
  /** The counts were extrapolated. */
  isEstimate: boolean;
  /** The load generator rounded its percentiles as Locust does. */
  isLocust: boolean;
}

const MOST_ERRORS = 1000;

/** An empty tally. */
export function createTally(names: LabelNames): Tally {
  const entries = new Map<string, Entry>();
  const errors = new Map<string, ErrorCount>();
  const find = (labels: Labels): Entry => {
    const id = endpointOf(labels, names);
    const key = endpointKey(id);
    const entry = entries.get(key) ?? { id, requests: null, failures: null, bounds: new Map(), buckets: [], parts: new Map() };
    entries.set(key, entry);
    return entry;
  };
  const part = (labels: Labels) => {
    const { parts } = find(labels);
    const key = JSON.stringify([...labels].filter(([name]) => name !== '__name__').sort(([a], [b]) => (a < b ? -1 : 1)));
    const known = parts.get(key) ?? { weight: 0, values: new Map<Statistic, number>() };
    parts.set(key, known);
    return known;
  };
  return {
    requests(labels, count) {
      const entry = find(labels);
      entry.requests = (entry.requests ?? 0) + count;
      part(labels).weight += count;
    },
    failures(labels, count) {
      const entry = find(labels);
      entry.failures = (entry.failures ?? 0) + count;
    },
    error: (labels, count) => {
      addError(errors, labels, names, Math.round(count));
    },
    bucket(labels, bound, count) {
      if (!(bound > 0) || (bound > Number.MAX_SAFE_INTEGER && bound < Infinity)) return;
      const { bounds } = find(labels);
      bounds.set(bound, (bounds.get(bound) ?? 0) + count);
    },
    sum(labels, sum) {
      const entry = find(labels);
      entry.sum = (entry.sum ?? 0) + sum;
    },
    native(labels, histogram) {
      const entry = find(labels);
      entry.buckets = addBuckets(entry.buckets, histogram.buckets, 1);
      entry.sum = (entry.sum ?? 0) + histogram.sum;
    },
    statistic: (labels, statistic, value) => void part(labels).values.set(statistic, value),
    failuresAreCounted() {
      for (const entry of entries.values()) if (entry.requests !== null) entry.failures ??= 0;
    },
    endpoints: (options) => toEndpoints([...entries.values()], options),
    errors: () => [...errors.values()],
  };
}

function addError(errors: Map<string, ErrorCount>, labels: Labels, names: LabelNames, count: number): void {
  if (count <= 0) return;
  const endpoint = endpointOf(labels, names);
  const status = names.status === undefined ? undefined : labels.get(names.status);
  const hasStatus = status !== undefined && /^[1-9]/.test(status);
  const message = labels.get('error') ?? (hasStatus ? `status ${status}` : (labels.get('error_code') ?? 'no answer'));
  const key = JSON.stringify([endpointKey(endpoint), status, message]);
  const known = errors.get(key);
  if (known !== undefined) known.count += count;
  else if (errors.size < MOST_ERRORS) errors.set(key, { message, ...(hasStatus ? { status } : {}), count, endpoint });
}

function toEndpoints(entries: readonly Entry[], options: TallyOptions): Endpoint[] {
  const { diagnostics, limits, file, durationSeconds } = options;
  const collected = collectEndpoints(diagnostics, limits, file);
  for (const entry of entries) {
    const requests = entry.requests === null ? null : Math.round(entry.requests);
    const failures = entry.failures === null ? null : Math.min(Math.round(entry.failures), requests ?? Infinity);
    // A series that stood still in the window belongs to another run.
    if (requests === 0) continue;
    const { metrics, histogram } = latencyMetrics(entry, entry.id, options);
    collected.add(
      buildEndpoint(entry.id, { requests, failures, durationSeconds, more: metrics, ...(histogram === undefined ? {} : { histogram }) }),
      { file },
    );
  }
  return collected.list();
}
