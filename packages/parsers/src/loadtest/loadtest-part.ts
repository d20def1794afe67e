import { type EndpointId, type ErrorCount, UserError } from '@loadline/schema';
import type { ReaderInput, RunPart } from '../reader.js';
import { buildEndpoint, type EndpointValues } from '../values/build-endpoint.js';
import { nameOfUrl } from '../values/name-of-url.js';

/** What loadtest says of a run, in whichever form. */
export interface LoadtestReport {
  /** Address, where it is said. */
  url?: string | undefined;
  /** Requests that ended, failed ones included. */
  requests: number | undefined;
  /** Requests with an error: a status of 400 or more, or no answer. */
  errors: number | undefined;
  /** Length of the run in seconds. */
  seconds?: number | undefined;
  /** Response times, or the metrics that follow from them. */
  times: Pick<EndpointValues, 'latency' | 'histogram' | 'more'>;
  /** Errors by code: a status, or `-1`. */
  codes: readonly (readonly [code: string, count: number])[];
  /** Parallel clients. */
  clients?: number | undefined;
  /** Whether a rate was asked for; undefined where it is not said. */
  hasRate?: boolean | undefined;
  /** The report ends early. */
  partial: boolean;
}

/**
 * The part of a run from a report. A request failed when loadtest counts an error for it: a status of 400 or more, or no
 * answer in time.
 *
 * @throws UserError `no-requests` when the report counts none.
 */
export function loadtestPart(input: ReaderInput, report: LoadtestReport): RunPart {
  const { requests, errors, seconds } = report;
  if (requests === undefined || requests === 0)
    throw new UserError({
      code: 'no-requests',
      found: requests === 0 ? 'a report that counts no request' : 'a report that ends before its counts',
      expected: 'a report with at least one completed request',
      place: { file: input.name },
    });
  if (report.partial) input.diagnostics.add('warning', 'file-cut', 'the report ends early; what it holds was read', { file: input.name });
  const identity: EndpointId = { kind: 'request', name: nameOfUrl(report.url ?? '') };
  const failures = errors === undefined || errors > requests ? null : errors;
  if (errors !== undefined && errors > requests)
    input.diagnostics.add(
      'warning',
      'counts-contradict',
      `loadtest counted ${errors} errors of ${requests} requests; failures were left out`,
      {
        file: input.name,
      },
    );
  const endpoint = buildEndpoint(identity, { requests, failures, ...report.times, durationSeconds: seconds });
  const { kind, name } = endpoint;
  return {
    state: { endpoints: [endpoint], rank: 1 },
    errors: report.codes.map(([code, count]): ErrorCount => {
      return { message: code, ...(/^\d{3}$/.test(code) ? { status: code } : {}), count, endpoint: { kind, name } };
    }),
    ...(seconds !== undefined && seconds > 0 ? { durationSeconds: seconds } : {}),
    load: {
      model: report.hasRate === undefined ? 'unknown' : report.hasRate ? 'open' : 'closed',
      ...(report.clients === undefined ? {} : { users: report.clients }),
    },
    partial: report.partial,
  };
}
