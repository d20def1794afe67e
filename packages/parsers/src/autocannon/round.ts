import type { EndpointId, ErrorCount, Metric } from '@loadline/schema';
import { buildEndpoint } from '../values/build-endpoint.js';

/** One run of autocannon at one address. With `--forever` it prints several, one after the other. */
export interface Round {
  /** Name of the endpoint. */
  name: string;
  /** Requests, failed ones included; null where autocannon does not say exactly. */
  requests: number | null;
  /** Failed requests; null where autocannon does not say exactly. */
  failures: number | null;
  /** Times that were counted. */
  timed: number | undefined;
  /** Response times in ms. */
  avg?: unknown;
  /** Smallest. */
  min?: unknown;
  /** Largest. */
  max?: unknown;
  /** Percentiles with their times. */
  percentiles: readonly (readonly [percentile: number, ms: unknown])[];
  /** Requests per second as printed; only where they cannot be computed. */
  rps?: unknown;
  /** Length in seconds. */
  seconds?: number | undefined;
  /** Start in ms since the epoch. */
  startMs?: number | undefined;
  /** Failures by kind. */
  kinds: readonly ErrorCount[];
  /** Connections. */
  connections?: number | undefined;
}

/** autocannon keeps whole milliseconds, and of times from 2,048 ms on the first three to four digits. */
export function widthAt(ms: number): number {
  return ms < 2048 ? 1 : 2 ** (Math.floor(Math.log2(ms)) - 10);
}

/** The endpoint of a round. */
export function endpointOf(round: Round) {
  const { requests, failures, avg, min, max, percentiles, rps } = round;
  const identity: EndpointId = { kind: 'request', name: round.name };
  const times =
    round.timed === 0 ? {} : { latency: { unit: 'ms', provenance: 'histogram', resolution: widthAt, avg, min, max, percentiles } as const };
  return buildEndpoint(identity, { requests, failures, ...times, rps, durationSeconds: round.seconds });
}

/**
 * Several rounds at the same address as one: counts and lengths add up, the mean is weighted by what was timed, extremes
 * are the outer ones. Percentiles of several rounds cannot be joined and are left out.
 */
export function joinRounds(rounds: readonly [Round, ...Round[]]): Round {
  const [first, ...others] = rounds;
  return others.reduce((a, b): Round => {
    const requests = a.requests === null || b.requests === null ? null : a.requests + b.requests;
    const failures = a.failures === null || b.failures === null ? null : a.failures + b.failures;
    const timed = a.timed === undefined || b.timed === undefined ? undefined : a.timed + b.timed;
    const both = (x: unknown, y: unknown, join: (x: number, y: number) => number) => {
      if (a.timed === 0) return y;
      if (b.timed === 0) return x;
      return typeof x === 'number' && typeof y === 'number' ? join(x, y) : undefined;
    };
    return {
      name: a.name,
      requests,
      failures,
      timed,
      avg: both(a.avg, b.avg, (x, y) => (x * (a.timed ?? NaN) + y * (b.timed ?? NaN)) / (timed ?? NaN)),
      min: both(a.min, b.min, Math.min),
      max: both(a.max, b.max, Math.max),
      percentiles: [],
      seconds: a.seconds === undefined || b.seconds === undefined ? undefined : a.seconds + b.seconds,
      startMs: a.startMs === undefined ? b.startMs : Math.min(a.startMs, b.startMs ?? Infinity),
      kinds: joinKinds([...a.kinds, ...b.kinds]),
      connections: a.connections === undefined ? b.connections : Math.max(a.connections, b.connections ?? 0),
    };
  }, first);
}

function joinKinds(kinds: readonly ErrorCount[]): ErrorCount[] {
  const byMessage = new Map<string, ErrorCount>();
  for (const kind of kinds) {
    const known = byMessage.get(kind.message);
    byMessage.set(kind.message, known === undefined ? kind : { ...known, count: known.count + kind.count });
  }
  return [...byMessage.values()];
}

/** The median of a round, for the run over its time. */
export function medianOf(metrics: readonly Metric[]): number | undefined {
  return metrics.find(({ name }) => name === 'p50_latency_ms')?.value;
}
