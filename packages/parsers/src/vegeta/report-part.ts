import { type ErrorCount, type Histogram, type Metric } from '@loadline/schema';
import { cleanName } from '../clean-name.js';
import type { Claim, ReaderInput, RunPart } from '../reader.js';
import { buildEndpoint, type LatencyValues } from '../values/build-endpoint.js';
import { customMetric } from '../values/custom-metric.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { errorText, isSuccess } from './error-text.js';

/** What a report of vegeta says, in whatever form. */
export interface ReportValues {
  /** Requests, failed ones included; null where the report does not say. */
  requests: number | null;
  /** How often each status code came; 0 is no answer. Undefined where the report does not say. */
  statusCodes?: readonly { code: number; count: number }[] | undefined;
  /** The distinct errors, without how often each came. */
  errors?: readonly string[];
  latency: LatencyValues;
  histogram?: Histogram | undefined;
  /** Seconds from the first request to the last, and from there to the last answer. */
  attackSeconds?: number | undefined;
  waitSeconds?: number | undefined;
  /** Requests per second of the attack, and successes per second, as printed. */
  rate?: number | undefined;
  throughput?: number | undefined;
  bytesIn?: unknown;
  bytesOut?: unknown;
  /** Metrics beside those of the latency. */
  more?: readonly Metric[];
  startedAtMs?: number | undefined;
  /** The report ends early. */
  partial?: boolean;
}

/**
 * The part of a run that a report of vegeta gives: one endpoint, since it does not tell them apart. A request failed unless
 * its status code is 200 to 399, which is vegeta's rule, too.
 */
export function reportPart(values: ReportValues, input: Pick<ReaderInput, 'name' | 'diagnostics'>): RunPart {
  const { requests, statusCodes, histogram, attackSeconds, waitSeconds, bytesIn, bytesOut, more, startedAtMs } = values;
  const durationSeconds = attackSeconds === undefined ? undefined : attackSeconds + (waitSeconds ?? 0);
  const counted = statusCodes?.reduce((sum, { count }) => sum + count, 0);
  if (counted !== undefined && requests !== null && counted !== requests)
    input.diagnostics.add('warning', 'total-differs', `the report counts ${requests} requests and ${counted} status codes`, {
      file: input.name,
    });
  const failed = statusCodes?.filter(({ code }) => !isSuccess(code));
  const failures = failed?.reduce((sum, { count }) => sum + count, 0) ?? null;
  const hasLength = durationSeconds !== undefined && durationSeconds > 0;
  const endpoint = buildEndpoint(
    { kind: 'request', name: ALL_REQUESTS },
    {
      requests,
      failures: failures !== null && requests !== null ? Math.min(failures, requests) : failures,
      // A damaged report may say one twice.
      latency: { ...values.latency, percentiles: [...new Map(values.latency.percentiles ?? [])] },
      durationSeconds,
      ...(histogram === undefined ? {} : { histogram }),
      ...(more === undefined ? {} : { more }),
    },
  );
  const sent = { type: 'counter', contains: 'data', provenance: 'reported' } as const;
  return {
    state: { endpoints: [endpoint], rank: 1 },
    ...(failed === undefined ? {} : { errors: errorsOf(failed, values.errors ?? []) }),
    ...(startedAtMs === undefined ? {} : { startedAtMs }),
    ...(hasLength ? { durationSeconds } : {}),
    load: { model: 'open' },
    claims: hasLength && requests !== null ? claimsOf(values, requests / durationSeconds) : [],
    customMetrics:
      requests === 0
        ? []
        : [
            ...customMetric({ name: 'bytes_in', ...sent, count: bytesIn }),
            ...customMetric({ name: 'bytes_out', ...sent, count: bytesOut }),
          ],
    partial: values.partial === true,
  };
}

function claimsOf({ rate, throughput }: ReportValues, ours: number): Claim[] {
  const claim = (metric: string, theirs: number | undefined, why: string): Claim[] =>
    theirs === undefined || Math.abs(theirs - ours) <= 0.005 * ours ? [] : [{ subject: 'the run', metric, theirs, ours, unit: '/s', why }];
  return [
    ...claim('rate', rate, 'vegeta divides by the time in which requests were sent, Loadline by the time until the last answer'),
    ...claim('throughput', throughput, 'vegeta counts the requests that succeeded, Loadline all of them'),
  ];
}

const SHOWN = 5;

/** Failures by status code; the message is the error that begins with the code, or for no answer those that begin with none. */
function errorsOf(failed: readonly { code: number; count: number }[], errors: readonly string[]): ErrorCount[] {
  const isStatus = (error: string) => /^[1-9]\d\d(?: |$)/.test(error);
  return failed
    .filter(({ count }) => count > 0)
    .map(({ code, count }) => {
      if (code > 0) {
        const text = errors.find((error) => isStatus(error) && error.startsWith(String(code))) ?? '';
        return { message: errorText(text, code), status: String(code), count };
      }
      const kinds = [...new Set(errors.filter((error) => !isStatus(error)).map((error) => errorText(error, 0)))];
      const more = kinds.length > SHOWN ? `; ${kinds.length - SHOWN} more` : '';
      return { message: cleanName(kinds.length === 0 ? errorText('', 0) : `${kinds.slice(0, SHOWN).join('; ')}${more}`), count };
    });
}
