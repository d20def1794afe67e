import { UserError } from '@loadline/schema';
import { field, fieldsOf, listOf, parseJsonAt, readWhole } from '../input/json-text.js';
import type { Reader, ReaderInput, RunPart, TimelineSlice } from '../reader.js';
import { sayException } from './exceptions-csv.js';
import { readTables } from './html-tables.js';
import { noRequests } from './locust-errors.js';
import { readOldReport } from './old-html-report.js';
import { methodOf } from './stats-rows.js';
import { numberOf, readMoment, readWebErrors, readWebStats, shareToPercentile, textOf } from './web-stats.js';

/** The report that `--html` writes, of the server-rendered kind and of the one that carries its data. */
export const locustHtml: Reader = {
  format: 'locust-html',
  tool: 'locust',
  title: 'Locust HTML report (--html)',
  isReport: true,
  detect: (head) => /^<(?:!doctype html|html)/i.test(head.text) && /<title>(?:Locust\b|Test Report for )/.test(head.text),
  read: readHtml,
};

const DATA = 'window.templateArgs = {"';

async function readHtml(input: ReaderInput): Promise<RunPart> {
  const text = await readWhole(input);
  const at = text.indexOf(DATA);
  if (at >= 0) return readTemplateArgs(input, text, at + DATA.length - 2);
  const tables = readTables(text);
  if (tables.length > 0) return readOldReport(input, text, tables);
  const isCut = !text.includes('</html>');
  throw new UserError({
    code: isCut ? 'html-truncated' : 'locust-html',
    found: isCut ? 'a report that ends before its numbers' : 'a page of Locust without the numbers of a run',
    expected: 'the report that `--html` writes, or that the web UI offers for download',
    place: { file: input.name },
  });
}

function readTemplateArgs(input: ReaderInput, text: string, start: number): RunPart {
  const { value } = parseJsonAt(text, start, input);
  const more = new Map(listOf(field(value, 'response_time_statistics')).map((entry) => [keyOf(entry), percentilesOf(entry)]));
  const state = readWebStats(
    input,
    listOf(field(value, 'requests_statistics')),
    1,
    (method, name) => more.get(JSON.stringify([method ?? '', name])) ?? [],
  );
  if (!state.endpoints.some((endpoint) => (endpoint.requests ?? 0) > 0))
    throw noRequests(input, 'a report in which no request was counted');
  for (const entry of listOf(field(value, 'exceptions_statistics')).slice(0, 1000))
    sayException(input, numberOf(field(entry, 'count')) ?? 0, textOf(field(entry, 'msg') ?? field(entry, 'message')));
  return {
    state,
    errors: readWebErrors(input, listOf(field(value, 'failures_statistics'))),
    ...readTimes(value),
    toolVersion: '>=2.18',
    partial: false,
  };
}

function keyOf(entry: unknown): string {
  return JSON.stringify([methodOf(textOf(field(entry, 'method'))) ?? '', textOf(field(entry, 'name'))]);
}

function percentilesOf(entry: unknown): (readonly [number, number | undefined])[] {
  return fieldsOf(entry).flatMap(([key, value]) => {
    const percentile = shareToPercentile(key);
    return percentile === undefined ? [] : [[percentile, numberOf(value)] as const];
  });
}

function readTimes(value: unknown): Pick<RunPart, 'startedAtMs' | 'durationSeconds' | 'slices' | 'users'> {
  const start = readMoment(field(value, 'start_time'));
  const end = readMoment(field(value, 'end_time'));
  const startedAtMs = start === undefined ? undefined : Date.parse(start);
  const seconds = startedAtMs === undefined || end === undefined ? 0 : (Date.parse(end) - startedAtMs) / 1000;
  const history = listOf(field(value, 'history')).slice(0, 100_000);
  const users = history.map((point) => numberOf(lastOf(field(point, 'user_count')))).filter((count) => count !== undefined);
  return {
    slices: toSlices(history),
    ...(startedAtMs === undefined ? {} : { startedAtMs }),
    ...(seconds > 0 ? { durationSeconds: seconds } : {}),
    ...(users.length === 0 ? {} : { users: users.reduce((most, count) => Math.max(most, count), 0) }),
  };
}

/** Charts of newer reports hold `[time, value]`, those of older ones the value. */
function lastOf(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value;
}

/** One slice from each point of the charts to the next; a point without date and zone has no place in time. */
function toSlices(history: readonly unknown[]): TimelineSlice[] {
  const points = history.flatMap((point) => {
    const time = readMoment(field(point, 'time'));
    return time === undefined ? [] : [{ at: Date.parse(time) / 1000, point }];
  });
  return points.flatMap(({ at, point }, index) => {
    const to = points[index + 1]?.at ?? at + (at - (points[index - 1]?.at ?? at - 1));
    const read = (key: string) => numberOf(lastOf(field(point, key)));
    const [users, rps, failures, p50, p95] = [
      'user_count',
      'current_rps',
      'current_fail_per_sec',
      'response_time_percentile_0.5',
      'response_time_percentile_0.95',
    ].map(read);
    return [
      {
        from: at,
        to,
        ...(users === undefined ? {} : { users }),
        ...(rps === undefined ? {} : { requests: rps * (to - at) }),
        ...(failures === undefined ? {} : { failures: failures * (to - at) }),
        ...(p50 === undefined || p50 === 0 ? {} : { p50 }),
        ...(p95 === undefined || p95 === 0 ? {} : { p95 }),
      },
    ];
  });
}
