import { type EndpointId, type ErrorCount, UserError } from '@loadline/schema';
import type { Claim, ReaderInput, RunPart } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { ALL_REQUESTS, nameOfUrl } from '../values/name-of-url.js';
import { abTextOfHtml, type AbReport, readAbReport } from './ab-report.js';

const BANNER = /^ ?This is ApacheBench, Version /m;

/**
 * The part of a run from the output of ab. A request failed when its answer was not 2xx (ab has no word for 4xx and 5xx
 * alone), or when none came: connect, receive and write errors. An answer of another length than the first one is ab's
 * failure and not ours. Where not a byte was received, no request was answered, though ab reports them as complete.
 *
 * @throws UserError `no-results` when ab gave up before its report.
 */
export function abPart(output: string, isHtml: boolean, input: Pick<ReaderInput, 'name' | 'diagnostics'>): RunPart {
  const runs = output.split(BANNER).slice(1);
  const reports = runs.filter((text) => text.includes('Complete requests:'));
  const text = reports.at(-1);
  if (text === undefined) throw noReport(output, input.name);
  if (runs.length > 1)
    input.diagnostics.add('warning', 'several-runs', `the file holds ${runs.length} runs of ab; the last one with a report was read`, {
      file: input.name,
    });
  const report = readAbReport(`ApacheBench, Version ${isHtml ? abTextOfHtml(text) : text}`);
  return partOf(report, input);
}

function partOf(report: AbReport, { name, diagnostics }: Pick<ReaderInput, 'name' | 'diagnostics'>): RunPart {
  const { complete, concurrency, durationSeconds, times, percentiles, rps } = report;
  const identity: EndpointId = { kind: 'request', name: report.path === '' ? ALL_REQUESTS : nameOfUrl(report.path) };
  const requests = complete === undefined ? null : complete + report.kinds.connect;
  const isUnanswered = report.bytes === 0 && complete !== undefined && complete > 0;
  const errors = errorsOf(report, identity, isUnanswered);
  const failures =
    requests === null
      ? null
      : Math.min(
          requests,
          errors.reduce((sum, { count }) => sum + count, 0),
        );
  const median: [number, string][] = times?.median === undefined || percentiles.length > 0 ? [] : [[50, times.median]];
  const isWhole = times !== undefined && durationSeconds !== undefined;
  if (!isWhole) diagnostics.add('warning', 'file-cut', 'the report of ab ends early', { file: name });
  if (report.kinds.length > 0)
    diagnostics.add(
      'info',
      'lengths-differ',
      `${report.kinds.length} answers were of another length than the first one; ab counts them as failed, here they are not`,
      { file: name },
    );
  const endpoint = buildEndpoint(identity, {
    requests,
    failures,
    ...(times === undefined || isUnanswered
      ? {}
      : {
          latency: {
            unit: 'ms',
            provenance: 'reported',
            resolution: 1,
            avg: times.avg,
            min: times.min,
            max: times.max,
            percentiles: [...median, ...percentiles],
          },
        }),
    rps,
    durationSeconds,
  });
  return {
    // Together with the rows of -g, which say nothing of failures, the report has the counts.
    state: { endpoints: [endpoint], rank: 2 },
    errors,
    claims: claimsOf(report, failures, isUnanswered),
    load: { model: 'closed', ...(concurrency === undefined ? {} : { users: concurrency }) },
    ...(durationSeconds === undefined || durationSeconds === 0 ? {} : { durationSeconds }),
    ...(report.version === undefined ? {} : { toolVersion: report.version }),
    partial: !isWhole,
  };
}

function errorsOf(report: AbReport, endpoint: EndpointId, isUnanswered: boolean): ErrorCount[] {
  const { connect, receive, exceptions } = report.kinds;
  const unanswered = isUnanswered ? (report.complete ?? 0) - Math.min(receive, report.complete ?? 0) : 0;
  // An exception of a connection is followed by the receive error of the same request.
  const further = isUnanswered ? 0 : Math.max(0, exceptions - receive);
  const kinds: [string, number][] = [
    ['Non-2xx responses', report.not2xx],
    ['Connect', connect],
    ['Receive', receive],
    ['Exceptions', further],
    ['Write errors', report.writeErrors],
    ['no answer', isUnanswered ? unanswered : 0],
  ];
  return kinds.filter(([, count]) => count > 0).map(([message, count]) => ({ message, count, endpoint }));
}

function claimsOf(report: AbReport, ours: number | null, isUnanswered: boolean): Claim[] {
  if (ours === null || report.failed === ours) return [];
  const reasons = [
    ...(report.not2xx > 0 ? ['ab does not count answers other than 2xx as failed'] : []),
    ...(report.kinds.length > 0 ? ['ab counts answers whose length differs from that of the first one as failed'] : []),
    ...(report.kinds.exceptions > 0 ? ['ab counts a lost connection once as a receive error and once as an exception'] : []),
    ...(isUnanswered ? ['not a byte was received'] : []),
  ];
  return [{ subject: 'the run', metric: 'failures', theirs: report.failed, ours, unit: 'requests', why: reasons.join('; ') }];
}

function noReport(output: string, file: string): UserError {
  const reason = /(?:apr_\w{1,60}|SSL \w{1,20}|socket|ab)(?:\(\))?: ?[^\n]{1,160}/.exec(output)?.[0].trim();
  return new UserError({
    code: 'no-results',
    found:
      reason === undefined ? 'the beginning of an output of ab, without its report' : `a run that ab gave up without a report: ${reason}`,
    expected: 'the report that ab prints at its end',
    place: { file },
    hint: 'With -r ab goes on after a lost connection.',
  });
}
