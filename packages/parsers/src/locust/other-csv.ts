import type { Diagnostic, ErrorCount, Metric, TimelinePoint } from '@loadline/schema';
import { echo } from '@loadline/schema';
import { type CsvRow, firstRow, parseCsv, parseLocustCsv } from '../csv.js';
import { boundName, type Candidate, type Draft, type Reader, requestId } from '../draft.js';
import { parseCount, parseDurationMs, parseNumber } from '../parse-duration.js';
import { bucketedPercentile, percentileColumn } from './percentiles.js';

const MAX_POINTS = 3600;

/** `X_failures.csv`: which requests failed, and how. */
export const failuresCsv: Reader = {
  format: 'locust-failures-csv',
  tool: 'locust',
  title: 'Locust, failures (X_failures.csv)',
  detect: ({ head }) => firstRow(head).slice(0, 4).join() === 'Method,Name,Error,Occurrences',
  read({ source }) {
    const table = parseLocustCsv(source.text, 3);
    const diagnostics: Diagnostic[] = [];
    const errors = table.rows.flatMap((row) => readFailure(row, table.header.length, source.name, diagnostics) ?? []);
    return { format: 'locust-failures-csv', tool: 'locust', state: 0, endpoints: [], errors, diagnostics };
  },
};

function readFailure({ cells, line }: CsvRow, width: number, file: string, diagnostics: Diagnostic[]): ErrorCount | undefined {
  const occurrences = cells.length === width ? parseCount(cells[3] ?? '') : null;
  if (occurrences === null) {
    diagnostics.push({ code: 'row-rejected', severity: 'warning', message: 'the row was left out: expected method, name, error and a count', place: { file, line } });
    return undefined;
  }
  const [method = '', name = '', message = ''] = cells;
  const firstSeen = isoTime(cells[4]);
  const lastSeen = isoTime(cells[5]);
  return { message: boundName(message, diagnostics, { file, line }), count: occurrences, endpoint: requestId(method, boundName(name, diagnostics, { file, line })), ...(firstSeen === undefined ? {} : { firstSeen }), ...(lastSeen === undefined ? {} : { lastSeen }) };
}

function isoTime(text: string | undefined): string | undefined {
  const time = text === undefined || text === '' ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** `X_exceptions.csv`: what went wrong inside of the test itself. No requests, so no errors of endpoints. */
export const exceptionsCsv: Reader = {
  format: 'locust-exceptions-csv',
  tool: 'locust',
  title: 'Locust, exceptions of the test itself (X_exceptions.csv)',
  detect: ({ head }) => firstRow(head).join() === 'Count,Message,Traceback,Nodes',
  read({ source }) {
    const table = parseCsv(source.text);
    const diagnostics = table.rows.map(({ cells, line }): Diagnostic => {
      const count = parseCount(cells[0] ?? '');
      return { code: 'test-exception', severity: 'warning', message: `the test itself raised ${count ?? 'some'} exceptions: ${echo(cells[1] ?? '')}`, place: { file: source.name, line }, ...(count === null ? {} : { count }) };
    });
    return { format: 'locust-exceptions-csv', tool: 'locust', state: 0, endpoints: [], diagnostics };
  },
};

/** `X_distribution.csv` (up to 0.13): percentiles by `METHOD name`. */
export const distributionCsv: Reader = {
  format: 'locust-distribution-csv',
  tool: 'locust',
  title: 'Locust, percentiles (X_distribution.csv, up to 0.13)',
  detect: ({ head }) => firstRow(head).slice(0, 3).join() === 'Name,# requests,50%',
  read({ source }) {
    const table = parseLocustCsv(source.text, 1);
    const columns = table.header.map(percentileColumn);
    const percentiles = table.rows.flatMap(({ cells }) => {
      if (cells.length !== table.header.length) return [];
      const metrics = columns.flatMap((percentile, index): Metric[] => {
        const value = percentile === undefined ? undefined : parseDurationMs(cells[index] ?? '');
        return percentile === undefined || value === undefined || value === null ? [] : [bucketedPercentile(percentile, value)];
      });
      return [{ label: cells[0] ?? '', metrics }];
    });
    return { format: 'locust-distribution-csv', tool: 'locust', state: 0, endpoints: [], percentiles, diagnostics: [] };
  },
};

/** `X_stats_history.csv`: the run over its time. */
export const historyCsv: Reader = {
  format: 'locust-history-csv',
  tool: 'locust',
  title: 'Locust, history (X_stats_history.csv)',
  detect: ({ head }) => {
    const names = firstRow(head);
    return names.includes('Timestamp') && (names.includes('Total Request Count') || names.includes('# requests'));
  },
  read: readHistory,
};

function readHistory({ source }: Candidate): Draft {
  const table = parseLocustCsv(source.text, 0);
  const column = (...names: string[]) => table.header.findIndex((name) => names.includes(name));
  const at = { time: column('Timestamp'), users: column('User Count'), name: column('Name'), rps: column('Requests/s'), failures: column('Failures/s', 'Requests Failed/s'), p50: column('50%'), p95: column('95%') };
  const diagnostics: Diagnostic[] = [];
  const rows = table.rows.flatMap(({ cells, line }) => {
    if (cells.length !== table.header.length) {
      diagnostics.push({ code: table.endsWithBreak ? 'row-rejected' : 'file-cut', severity: 'warning', message: `the row has ${cells.length} cells; expected ${table.header.length}; it was left out`, place: { file: source.name, line } });
      return [];
    }
    const seconds = parseCount(cells[at.time] ?? '');
    const total = ['Aggregated', 'Total'].includes(cells[at.name] ?? '');
    return total && seconds !== null ? [{ seconds, cells }] : [];
  });
  const first = rows[0]?.seconds;
  const last = rows.at(-1)?.seconds;
  if (first === undefined || last === undefined) return { format: 'locust-history-csv', tool: 'locust', state: 0, endpoints: [], diagnostics };
  const value = (text: string | undefined) => (text === undefined ? null : (parseNumber(text) ?? null));
  const points = rows.map(({ seconds, cells }): TimelinePoint => ({
    offsetSeconds: Math.max(0, seconds - first),
    users: value(cells[at.users]),
    rps: value(cells[at.rps]),
    failuresPerSecond: value(cells[at.failures]),
    p50LatencyMs: value(cells[at.p50]),
    p95LatencyMs: value(cells[at.p95]),
  }));
  const users = points.reduce((most, point) => Math.max(most, point.users ?? 0), 0);
  return {
    format: 'locust-history-csv',
    tool: 'locust',
    state: 0,
    endpoints: [],
    timeline: { intervalSeconds: Math.max(1, Math.round((last - first) / Math.max(1, points.length - 1))), points: thin(points) },
    startedAt: new Date(first * 1000).toISOString(),
    ...(users === 0 ? {} : { users }),
    diagnostics,
  };
}

/** Every k-th point, so that no more than 3,600 remain. */
export function thin(points: TimelinePoint[]): TimelinePoint[] {
  const step = Math.ceil(points.length / MAX_POINTS);
  return step <= 1 ? points : points.filter((_, index) => index % step === 0);
}
