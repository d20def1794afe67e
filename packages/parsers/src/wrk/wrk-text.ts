import { UserError } from '@loadline/schema';
import { readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { type WrkPart, wrkPart } from './report-part.js';
import { parseWrkReports, type WrkReport } from './wrk-report.js';

const isReport = (text: string) =>
  /^Running \S{1,20} test @ /m.test(text) &&
  /^ {2}\d{1,9} threads and \d{1,9} connections\r{0,2}$/m.test(text) &&
  /^ {2}Thread Stats {1,9}Avg {1,9}Stdev /m.test(text);
const isOfWrk2 = (text: string) => /^ {2}Thread calibration: |\(HdrHistogram - |^ {4}Req\/Sec {1,30}-nan {1,30}-nan /m.test(text);

/** The report of wrk. Several in one text are one run with an endpoint for each address. */
export const wrkText: Reader = {
  format: 'wrk-text',
  tool: 'wrk',
  title: 'wrk report',
  detect: ({ text }) => isReport(text) && !isOfWrk2(text),
  read,
};

/** The report of wrk2, with or without its percentile spectrum. Times are those from when a request was due. */
export const wrk2Text: Reader = {
  format: 'wrk2-text',
  tool: 'wrk2',
  title: 'wrk2 report',
  detect: ({ text }) => isReport(text) && isOfWrk2(text),
  read,
};

async function read(input: ReaderInput): Promise<RunPart> {
  const reports = parseWrkReports(await readWhole(input)).filter(({ avg, answered }) => avg !== undefined || answered !== undefined);
  const parts = lastOfEach(reports, input);
  if (parts.size === 0)
    throw new UserError({
      code: 'report-empty',
      found: 'the beginning of a report without a number',
      expected: 'the whole of what wrk printed',
      place: { file: input.name },
    });
  const all = [...parts.values()];
  const isCut = all.some(({ report }) => report.rps === undefined);
  for (const { report, part } of all) say(report, part, input);
  const seconds = all.map(({ part }) => part.durationSeconds).filter((value) => value !== undefined);
  const connections = all.map(({ report }) => report.connections).filter((value) => value !== undefined);
  return {
    state: { endpoints: all.map(({ part }) => part.endpoint), rank: 1 },
    errors: all.flatMap(({ part }) => part.errors.map((error) => (all.length === 1 ? error : { ...error, endpoint: identityOf(part) }))),
    claims: all.flatMap(({ part }) => part.claims),
    customMetrics: all.length === 1 ? all.flatMap(({ part }) => part.customs) : [],
    ...(seconds.length < all.length ? {} : { durationSeconds: seconds.reduce((sum, value) => sum + value, 0) }),
    load: {
      model: all.every(({ report }) => report.isWrk2) ? 'open' : 'closed',
      ...(connections.length === 0 ? {} : { users: Math.max(...connections) }),
    },
    partial: isCut || all.some(({ part }) => part.wasStopped),
  };
}

const identityOf = ({ endpoint: { kind, name } }: WrkPart) => ({ kind, name });

/** The reports by endpoint: of several about the same address the last counts, those before it may have been a warm-up. */
function lastOfEach(reports: readonly WrkReport[], { diagnostics, name }: ReaderInput): Map<string, { report: WrkReport; part: WrkPart }> {
  const parts = new Map<string, { report: WrkReport; part: WrkPart }>();
  for (const report of reports) {
    const part = wrkPart(report);
    const earlier = parts.get(part.endpoint.name);
    if (earlier !== undefined)
      diagnostics.add('warning', 'report-left-out', 'the text holds several reports on the same address; the last one is read', {
        file: name,
        line: earlier.report.line,
      });
    parts.set(part.endpoint.name, { report, part });
  }
  return parts;
}

function say(report: WrkReport, part: WrkPart, { diagnostics, name }: ReaderInput): void {
  const place = { file: name, line: report.line };
  if (report.rps === undefined) diagnostics.add('warning', 'file-cut', 'the report ends early', place);
  if (part.wasStopped)
    diagnostics.add('warning', 'run-interrupted', `the run was to last ${report.planned} and lasted ${report.measured ?? ''}`, place);
  if (part.late > 0)
    diagnostics.add(
      'warning',
      'times-left-out',
      `${part.late.toLocaleString('en-US')} answers came after the timeout: they count as failures, and wrk left their times out of mean and percentiles`,
      place,
    );
  if (part.waiting > 0)
    diagnostics.add(
      'warning',
      'timeouts-not-counted',
      `wrk2 found connections waiting beyond the timeout ${part.waiting.toLocaleString('en-US')} times; these are no requests and were not counted`,
      place,
    );
}
