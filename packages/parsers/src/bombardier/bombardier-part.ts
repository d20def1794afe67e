import { failureKinds } from '../values/failure-kinds.js';
import type { Claim, RunPart } from '../reader.js';
import { buildEndpoint, type LatencyValues } from '../values/build-endpoint.js';
import { ALL_REQUESTS, nameOfUrl } from '../values/name-of-url.js';

/** What one of bombardier's reports says. */
export interface BombardierSummary {
  method: string | undefined;
  url: string | undefined;
  connections: number | undefined;
  /** Counts of 1xx, 2xx, 3xx, 4xx, 5xx and others; undefined where they are missing. */
  counts: readonly [number, number, number, number, number, number] | undefined;
  errors: readonly { message: string; count: number }[];
  latency: LatencyValues | undefined;
  durationSeconds: number | undefined;
  /** The mean of its measurements of the rate. */
  meanRate: number | undefined;
  /** The load keeps to a rate. */
  isPaced: boolean;
  partial: boolean;
}

/**
 * A report of bombardier as the part of a run. A request failed when its status is 4xx or 5xx, or when it got no answer
 * (`others`).
 */
export function bombardierPart(summary: BombardierSummary): RunPart {
  const { counts, durationSeconds, meanRate, latency, connections, isPaced } = summary;
  const requests = counts === undefined ? null : counts.reduce((sum, count) => sum + count, 0);
  const failures = counts === undefined ? null : counts[3] + counts[4] + counts[5];
  const endpoint = buildEndpoint(
    {
      kind: 'request',
      ...(summary.method === undefined ? {} : { method: summary.method }),
      name: summary.url === undefined ? ALL_REQUESTS : nameOfUrl(summary.url),
    },
    {
      requests,
      failures,
      ...(latency === undefined ? {} : { latency }),
      ...(durationSeconds === undefined || requests === null ? { rps: meanRate } : {}),
      durationSeconds,
    },
  );
  const ownRate = endpoint.metrics.find(({ name }) => name === 'rps')?.value;
  const claim: Claim = {
    subject: endpoint.name,
    metric: 'rps',
    theirs: meanRate,
    ours: ownRate,
    unit: '/s',
    why: 'its rate is the mean of many short measurements, not requests / length',
  };
  const differs = meanRate !== undefined && ownRate !== undefined && Math.abs(meanRate - ownRate) > ownRate * 0.001;
  return {
    state: { endpoints: [endpoint], rank: 1 },
    errors: failureKinds([
      { message: 'HTTP 4xx', status: '4xx', count: counts?.[3] ?? 0 },
      { message: 'HTTP 5xx', status: '5xx', count: counts?.[4] ?? 0 },
      ...summary.errors,
    ]),
    claims: differs ? [claim] : [],
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    load: { model: isPaced ? 'unknown' : 'closed', ...(connections === undefined ? {} : { users: connections }) },
    partial: summary.partial,
  };
}
