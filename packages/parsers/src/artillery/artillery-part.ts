import { echo, type Endpoint, type ErrorCount, type Metric, type RunTotal, UserError } from '@loadline/schema';
import { collectEndpoints, errorRate } from '../collect-endpoints.js';
import type { ReaderInput, RunPart } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { customMetric } from '../values/custom-metric.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { type CountedEndpoint, endpointsOf } from './by-endpoint.js';
import { claimsOf, sayCounts, sayUnreadable } from './explain-counts.js';
import { type HttpCounts, httpCounts } from './http-counts.js';
import { latencyMetrics, type TimesOf } from './latency-metrics.js';
import type { Metrics } from './metrics.js';
import { messageEndpoints } from './message-endpoints.js';
import { expectedSlos, ownMetrics } from './own-metrics.js';

/** A run as Artillery summed it up. */
export interface ArtilleryRun {
  /** What was counted. */
  metrics: Metrics;
  /** How its response times came to be. */
  times: TimesOf;
  /** Response times of the whole run from single requests, where the file holds them. */
  exact?: Pick<Endpoint, 'metrics' | 'histogram'> | undefined;
  /** Length in seconds. */
  seconds?: number | undefined;
  /** Rank of the file among others of the run. */
  rank: number;
}

/**
 * The part of a run: the endpoints of the plugin metrics-by-endpoint with the total beside them, or without the plugin one
 * endpoint for all requests; without requests over HTTP, the messages of other engines.
 *
 * @throws UserError `no-requests` when none of them was sent.
 */
export function artilleryPart(
  input: ReaderInput,
  run: ArtilleryRun,
): Pick<RunPart, 'state' | 'errors' | 'slos' | 'customMetrics' | 'claims' | 'load'> {
  const { metrics } = run;
  sayUnreadable(input, metrics);
  const { endpoints: counted, prefixes } = endpointsOf(metrics);
  const http = httpCounts(metrics);
  const collected = collectEndpoints(input.diagnostics, input.limits, input.name);
  const errors: ErrorCount[] = [];
  for (const one of counted) collected.add(countedEndpoint(run, one, errors));
  if (http !== undefined && counted.length === 0) collected.add(allRequests(run, http, errors));
  if (http === undefined) for (const endpoint of messageEndpoints(metrics, run.seconds, run.times)) collected.add(endpoint);
  const endpoints = collected.list();
  if (!endpoints.some(({ requests }) => requests !== 0)) throw noRequests(input, metrics);
  const total = http === undefined ? undefined : totalOf(run, http);
  if (http !== undefined) sayCounts(input, http, endpoints);
  return {
    state: { endpoints, ...(total === undefined ? {} : { total }), rank: run.rank },
    errors,
    slos: expectedSlos(metrics),
    customMetrics: ownMetrics(metrics, prefixes, run.times),
    claims: http === undefined ? [] : claimsOf(metrics, http, run.seconds),
    load: { model: 'open' },
  };
}

function countedEndpoint(run: ArtilleryRun, one: CountedEndpoint, errors: ErrorCount[]): Endpoint {
  const { requests = null, failures, kinds, times, serverTimes } = one;
  const server =
    serverTimes === undefined
      ? []
      : customMetric({
          name: 'server_timing',
          type: 'trend',
          contains: 'time',
          provenance: 'reported',
          ...serverTimes,
          avg: serverTimes.mean,
        });
  const endpoint = buildEndpoint(
    { kind: 'request', name: one.name },
    {
      requests,
      failures: requests === null ? null : failures,
      durationSeconds: run.seconds,
      more: [...latencyMetrics(times, run.times, requests !== null && requests === failures), ...server],
    },
  );
  const { kind, name } = endpoint;
  errors.push(...kinds.map((error) => ({ ...error, endpoint: { kind, name } })));
  return endpoint;
}

function allRequests(run: ArtilleryRun, http: HttpCounts, errors: ErrorCount[]): Endpoint {
  const { requests, failures } = http;
  const histogram = run.exact?.histogram;
  const endpoint = buildEndpoint(
    { kind: 'request', name: ALL_REQUESTS },
    { requests, failures, durationSeconds: run.seconds, more: timesOfAll(run, http), ...(histogram === undefined ? {} : { histogram }) },
  );
  errors.push(...http.kinds.map((error) => ({ ...error, endpoint: { kind: 'request' as const, name: ALL_REQUESTS } })));
  return endpoint;
}

function timesOfAll(run: ArtilleryRun, { requests, failures }: HttpCounts): Metric[] {
  return run.exact?.metrics ?? latencyMetrics(run.metrics.summaries.get('http.response_time'), run.times, requests === failures);
}

function totalOf(run: ArtilleryRun, http: HttpCounts): RunTotal {
  const { requests, failures } = http;
  const rate = errorRate(requests, failures);
  const rps: Metric[] =
    run.seconds === undefined || run.seconds <= 0 ? [] : [{ name: 'rps', value: requests / run.seconds, provenance: 'exact' }];
  return { requests, failures, metrics: [...timesOfAll(run, http), ...(rate === undefined ? [] : [rate]), ...rps] };
}

function noRequests(input: ReaderInput, { counters }: Metrics): UserError {
  const users = counters.get('vusers.created') ?? 0;
  const [error] = [...counters.keys()].filter((name) => name.startsWith('errors.'));
  return new UserError({
    code: 'no-requests',
    found:
      users === 0
        ? 'a result without requests'
        : `a result of ${users} users that made no request${error === undefined ? '' : ` (${echo(error, 100)})`}`,
    expected: 'at least one request',
    place: { file: input.name },
  });
}
