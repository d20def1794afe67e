import type { EndpointId, ErrorCount } from '@loadline/schema';
import type { ReaderInput, RunPart } from '../reader.js';
import { buildEndpoint, type LatencyValues } from '../values/build-endpoint.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { numberOf } from '../values/number-of.js';

/** Some 30 years: a longer time is none. */
const LONGEST_SECONDS = 1e9;

/** What ghz sums up of a run, whatever it was printed as. */
export interface GhzSummary {
  /** The method that was called, where it is said. */
  call: string | undefined;
  /** Calls, the failed ones among them. */
  count: number;
  /** Failed calls; null where it is not said. */
  failures: number | null;
  /** Unit and provenance of the times, and how exact they are. */
  latency: LatencyValues;
  /** Calls per second. */
  rps: unknown;
  /** Length of the run. */
  durationSeconds: number | undefined;
  /** Counts up to marks in seconds, from the smallest time on. */
  marks: readonly { mark: number; count: number }[];
  /** Failures by kind. */
  errors: readonly { message: string; count: number; status?: string }[];
}

/** The endpoint of a run: ghz calls one method. */
export function callIdentity(call: string | undefined): EndpointId {
  return { kind: 'request', name: call === undefined || call === '' ? ALL_REQUESTS : call };
}

/** Counts, values and failures of a run that ghz summed up. A percentile of 0 is one that ghz had no call for. */
export function ghzPart(summary: GhzSummary, { name, diagnostics }: Pick<ReaderInput, 'name' | 'diagnostics'>): RunPart {
  const identity = callIdentity(summary.call);
  const { count, latency, rps, durationSeconds, marks } = summary;
  const failures = summary.failures !== null && summary.failures > count ? null : summary.failures;
  if (failures !== summary.failures)
    diagnostics.add('warning', 'counts-contradict', `ghz counted ${summary.failures} failures of ${count} calls; failures were left out`, {
      file: name,
    });
  const measured = (value: unknown) => (numberOf(value) === 0 ? undefined : value);
  const timed = marks.reduce((sum, mark) => sum + mark.count, 0);
  const isWhole = timed > 0 && marks.every(({ mark }) => mark < LONGEST_SECONDS) && (timed === count || timed === count - (failures ?? 0));
  const endpoint = buildEndpoint(identity, {
    requests: count,
    failures,
    latency: {
      ...latency,
      avg: measured(latency.avg),
      min: measured(latency.min),
      max: measured(latency.max),
      percentiles: [...new Map((latency.percentiles ?? []).map(([percentile, value]) => [percentile, measured(value)]))],
    },
    rps,
    durationSeconds,
    ...(isWhole ? { histogram: { kind: 'bounds', ...boundsOf(marks) } } : {}),
  });
  const errors = summary.errors.map((error): ErrorCount => ({ ...error, endpoint: identity }));
  return {
    state: { endpoints: [endpoint], rank: 1 },
    errors,
    load: { model: 'closed' },
    ...(durationSeconds === undefined || !(durationSeconds > 0) ? {} : { durationSeconds }),
    partial: false,
  };
}

/** Where all times are the same, so are all marks. */
function boundsOf(marks: GhzSummary['marks']): { bounds: number[]; counts: number[] } {
  const counts = new Map<number, number>();
  for (const { mark, count } of [...marks].sort((a, b) => a.mark - b.mark)) {
    const bound = Number((mark * 1000).toPrecision(12));
    counts.set(bound, (counts.get(bound) ?? 0) + count);
  }
  return { bounds: [...counts.keys()], counts: [...counts.values()] };
}

/** The gRPC status in an error message: `rpc error: code = NotFound desc = …`. */
export function statusOfError(message: string): { status?: string } {
  const status = /^rpc error: code = ([A-Za-z]{1,40})/.exec(message)?.[1];
  return status === undefined ? {} : { status };
}
