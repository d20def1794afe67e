import type { Metric } from '@loadline/schema';
import type { ReaderInput, RunPart } from '../reader.js';
import { buildEndpoint, type LatencyValues } from '../values/build-endpoint.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { ohaClaims, ohaCounts, type OhaListed } from './oha-counts.js';

/** What one of oha's summaries says. */
export interface OhaSummary {
  /** Undefined where the list of statuses is missing: the file ends early. */
  listed: OhaListed | undefined;
  latency: LatencyValues;
  durationSeconds: number | undefined;
  /** As oha has it: 0 to 1, and per second. */
  successRate: number | undefined;
  rps: number | undefined;
  customMetrics?: Metric[];
  toolVersion?: string | undefined;
}

/** A summary of oha as the part of a run: one endpoint, since it names no address. */
export function ohaPart({ listed, latency, durationSeconds, ...theirs }: OhaSummary, { diagnostics, name }: ReaderInput): RunPart {
  const counts = listed === undefined ? undefined : ohaCounts(listed);
  const endpoint = buildEndpoint(
    { kind: 'request', name: ALL_REQUESTS },
    {
      requests: counts?.requests ?? null,
      failures: counts?.failures ?? null,
      latency,
      durationSeconds,
      ...(counts === undefined ? { rps: theirs.rps } : {}),
    },
  );
  if (counts !== undefined && counts.aborted > 0)
    diagnostics.add(
      'info',
      'requests-aborted',
      `${counts.aborted.toLocaleString('en-US')} requests were under way when the time was up; they are not counted`,
      { file: name },
    );
  const printed = (theirs.rps ?? NaN) * (durationSeconds ?? NaN);
  const isShort = counts !== undefined && counts.requests + counts.aborted < printed * 0.98 - 1;
  if (isShort)
    diagnostics.add(
      'warning',
      'total-differs',
      `its throughput and length say ${Math.round(printed).toLocaleString('en-US')} requests, its lists ${(counts.requests + counts.aborted).toLocaleString('en-US')}: the report seems to end early`,
      { file: name },
    );
  if (counts === undefined) diagnostics.add('warning', 'file-cut', 'the report ends before its counts', { file: name });
  return {
    state: { endpoints: [endpoint], rank: 1 },
    errors: counts?.kinds ?? [],
    claims: counts === undefined ? [] : ohaClaims(endpoint, theirs),
    customMetrics: theirs.customMetrics ?? [],
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    ...(theirs.toolVersion === undefined ? {} : { toolVersion: theirs.toolVersion }),
    partial: counts === undefined || isShort,
  };
}
