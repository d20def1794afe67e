import type { Diagnostic, Endpoint, Metric, RunTotal } from '@loadline/schema';
import { echo } from '@loadline/schema';
import { type CsvTable, firstRow, parseLocustCsv } from '../csv.js';
import { boundName, type Candidate, type Draft, errorRate, noData, type Reader, requestId } from '../draft.js';
import { parseCount, parseDurationMs, parseNumber } from '../parse-duration.js';
import { bucketedPercentile, percentileColumn, sumCounts } from './percentiles.js';

const REQUEST_COLUMNS = ['request count', '# requests'];
const FAILURE_COLUMNS = ['failure count', '# failures'];
const TIME_COLUMNS: readonly (readonly [column: string, metric: string])[] = [
  ['average response time', 'avg_latency_ms'],
  ['median response time', 'p50_latency_ms'],
  ['min response time', 'min_latency_ms'],
  ['max response time', 'max_latency_ms'],
];

/** Locust's `X_stats.csv` of every generation, and `X_requests.csv` before it. */
export const statsCsv: Reader = {
  format: 'locust-stats-csv',
  tool: 'locust',
  title: 'Locust, statistics (X_stats.csv, X_requests.csv)',
  detect({ head }) {
    const names = firstRow(head).map((name) => name.toLowerCase());
    return names.includes('name') && !names.includes('timestamp') && names.some((name) => REQUEST_COLUMNS.includes(name)) && names.some((name) => FAILURE_COLUMNS.includes(name));
  },
  read: readStatsCsv,
};

/** Where the columns are. */
interface Columns {
  type: number;
  name: number;
  requests: number;
  failures: number;
  times: { index: number; metric: string }[];
  rps: number;
  percentiles: { index: number; percentile: number }[];
}

/** A row that was read. */
interface StatsRow {
  method: string;
  name: string;
  requests: number;
  failures: number;
  metrics: Metric[];
  line: number;
}

function readStatsCsv({ source }: Candidate): Draft {
  const table = parseLocustCsv(source.text, 2);
  const columns = findColumns(table.header);
  const oldFile = columns.type >= 0 && table.header[columns.type]?.toLowerCase() === 'method';
  const whole = table.header.some((name) => percentileColumn(name) !== undefined);
  const diagnostics: Diagnostic[] = [];
  const rows = readRows(table, columns, source.name, diagnostics);
  const partial = cutLastRow(table, source.name, diagnostics);
  const total = takeTotal(rows, columns);
  if (rows.length === 0) throw noData(source, total === undefined ? 'a Locust statistics file without a row' : 'a Locust statistics file without an endpoint', 'The run ended before Locust wrote its first statistics, or nothing was requested.');
  if (oldFile) addExcludedFailures(rows, total, source.name, diagnostics);
  const endpoints = rows.map((row) => toEndpoint(row, source.name, diagnostics));
  const runTotal = total === undefined ? undefined : toTotal(total);
  if (runTotal !== undefined) checkTotal(runTotal, endpoints, source.name, diagnostics);
  const duration = total === undefined ? undefined : windowOf(total);
  const incomplete = partial || (total === undefined && whole && columns.type >= 0 && !table.endsWithBreak && !oldFile);
  return {
    format: 'locust-stats-csv',
    tool: 'locust',
    toolVersion: generation(table.header),
    state: 1,
    endpoints,
    ...(runTotal === undefined ? {} : { total: runTotal }),
    ...(duration === undefined ? {} : { durationSeconds: duration }),
    partial: incomplete,
    diagnostics,
  };
}

function findColumns(header: readonly string[]): Columns {
  const names = header.map((name) => name.toLowerCase());
  const find = (...wanted: string[]) => names.findIndex((name) => wanted.includes(name));
  return {
    type: find('type', 'method'),
    name: find('name'),
    requests: find(...REQUEST_COLUMNS),
    failures: find(...FAILURE_COLUMNS),
    times: TIME_COLUMNS.map(([column, metric]) => ({ index: find(column), metric })).filter(({ index }) => index >= 0),
    rps: find('requests/s'),
    percentiles: header.flatMap((name, index) => {
      const percentile = percentileColumn(name);
      return percentile === undefined ? [] : [{ index, percentile }];
    }),
  };
}

/** Which generation of Locust wrote a header, as far as it tells. */
function generation(header: readonly string[]): string {
  if (header[0] === 'Method') return '<=0.13.2';
  if (header.includes('# requests')) return header[0] === 'Type' ? '0.13.3-0.14' : 'unknown';
  return header.includes('99.999%') ? '1.0-1.1' : '>=1.2';
}

function readRows(table: CsvTable, columns: Columns, file: string, diagnostics: Diagnostic[]): StatsRow[] {
  const reject = (line: number, why: string) => diagnostics.push({ code: 'row-rejected', severity: 'warning', message: `the row was left out: ${why}`, place: { file, line } });
  return table.rows.flatMap(({ cells, line }) => {
    if (cells.length !== table.header.length) {
      reject(line, `it has ${cells.length} cells; expected ${table.header.length}`);
      return [];
    }
    const requests = parseCount(cells[columns.requests] ?? '');
    const failures = parseCount(cells[columns.failures] ?? '');
    if (requests === null || failures === null) {
      reject(line, `its counts are \`${echo(cells[columns.requests] ?? '', 40)}\` and \`${echo(cells[columns.failures] ?? '', 40)}\`; expected whole numbers`);
      return [];
    }
    const name = cells[columns.name] ?? '';
    const method = columns.type < 0 ? '' : (cells[columns.type] ?? '');
    return [{ method, name, requests, failures, line, metrics: readMetrics(cells, columns, requests, { file, line, diagnostics, header: table.header }) }];
  });
}

interface RowContext {
  file: string;
  line: number;
  diagnostics: Diagnostic[];
  header: readonly string[];
}

function readMetrics(cells: readonly string[], columns: Columns, requests: number, context: RowContext): Metric[] {
  const read = (index: number, parse: (text: string) => number | undefined | null): number | undefined => {
    const text = cells[index] ?? '';
    const value = parse(text);
    if (value !== null) return value;
    context.diagnostics.push({ code: 'value-unreadable', severity: 'warning', message: `\`${echo(text, 60)}\` in the column \`${echo(context.header[index] ?? '', 60)}\` was left out; expected a number`, place: { file: context.file, line: context.line, column: index + 1 } });
    return undefined;
  };
  // Without a request every number of the row stands for nothing.
  if (requests === 0) return [];
  const metrics: Metric[] = [];
  for (const { index, metric } of columns.times) {
    const value = read(index, parseDurationMs);
    if (value === undefined) continue;
    if (metric === 'p50_latency_ms') metrics.push(bucketedPercentile(50, value));
    else metrics.push({ name: metric, value, provenance: Number.isInteger(value) ? 'reported' : 'exact' });
  }
  for (const { index, percentile } of columns.percentiles) {
    const value = read(index, parseDurationMs);
    if (value === undefined) continue;
    const metric = bucketedPercentile(percentile, value);
    const known = metrics.findIndex((each) => each.name === metric.name);
    if (known < 0) metrics.push(metric);
    else metrics[known] = metric;
  }
  const rps = columns.rps < 0 ? undefined : read(columns.rps, parseNumber);
  if (rps !== undefined) metrics.push({ name: 'rps', value: rps, provenance: 'reported' });
  return withoutZeroTimes(metrics);
}

/** A run that recorded no time prints 0 everywhere: such zeros are missing, one 0 ms among others is a fast answer. */
function withoutZeroTimes(metrics: Metric[]): Metric[] {
  const times = metrics.filter((metric) => metric.name.endsWith('_latency_ms'));
  return times.length > 0 && times.every((metric) => metric.value === 0) ? metrics.filter((metric) => !metric.name.endsWith('_latency_ms')) : metrics;
}

/** The total is the last row, named Aggregated or Total, and without a method; an endpoint may bear the name too. */
function takeTotal(rows: StatsRow[], columns: Columns): StatsRow | undefined {
  const last = rows.at(-1);
  if (last === undefined || !['Aggregated', 'Total'].includes(last.name)) return undefined;
  const untyped = last.method === '' || last.method === 'None';
  if (!untyped || (columns.type < 0 && rows.length === 1)) return undefined;
  return rows.pop();
}

/** Up to 0.11 `# requests` did not count failures. No version is in the file: more failures than requests give it away. */
function addExcludedFailures(rows: StatsRow[], total: StatsRow | undefined, file: string, diagnostics: Diagnostic[]): void {
  const all = total === undefined ? rows : [...rows, total];
  const excluded = all.some((row) => row.failures > row.requests);
  if (excluded) {
    for (const row of all) row.requests += row.failures;
    diagnostics.push({ code: 'failures-excluded', severity: 'info', message: 'requests of this generation of Locust do not count failed ones; failures were added', place: { file } });
  } else if (all.some((row) => row.failures > 0)) {
    diagnostics.push({ code: 'failures-ambiguous', severity: 'warning', message: 'Locust up to 0.11 left failed requests out of `# requests`, later ones count them, and this file does not say which it is; they are taken as counted', place: { file } });
  }
}

function toEndpoint(row: StatsRow, file: string, diagnostics: Diagnostic[]): Endpoint {
  const name = boundName(row.name, diagnostics, { file, line: row.line });
  if (row.failures > row.requests) diagnostics.push({ code: 'failures-exceed-requests', severity: 'warning', message: `${row.failures} failures of ${row.requests} requests`, place: { file, line: row.line } });
  return { ...requestId(row.method, name), requests: row.requests, failures: row.failures, metrics: [...row.metrics, ...errorRate(row.requests, row.failures)] };
}

function toTotal(row: StatsRow): RunTotal {
  return { requests: row.requests, failures: row.failures, metrics: [...row.metrics, ...errorRate(row.requests, row.failures)] };
}

/** Notes when the total row and the sum of the others do not agree. */
export function checkTotal(total: RunTotal, endpoints: readonly Endpoint[], file: string, diagnostics: Diagnostic[]): void {
  const sum = sumCounts(endpoints);
  if (sum.requests === total.requests && sum.failures === total.failures) return;
  diagnostics.push({
    code: 'total-differs',
    severity: 'warning',
    message: `the total row counts ${total.requests} requests and ${total.failures} failures, its endpoints together ${sum.requests} and ${sum.failures}; the endpoints were used`,
    place: { file },
  });
}

/** Locust divides by the time from the start to the last request, so that this time can be had back. In seconds. */
export function windowOf(total: Pick<RunTotal, 'metrics'> & { requests: number | null }): number | undefined {
  const rps = total.metrics.find((metric) => metric.name === 'rps')?.value;
  const seconds = rps === undefined || rps <= 0 || total.requests === null ? NaN : total.requests / rps;
  return Number.isFinite(seconds) ? Number(seconds.toPrecision(12)) : undefined;
}

/** A last row without a line break and with too few cells was cut off while it was written. */
function cutLastRow(table: CsvTable, file: string, diagnostics: Diagnostic[]): boolean {
  const last = table.rows.at(-1);
  if (table.endsWithBreak || last === undefined || last.cells.length >= table.header.length) return false;
  diagnostics.push({ code: 'file-cut', severity: 'warning', message: 'the file ends in the middle of a row; it was read up to there', place: { file, line: last.line } });
  return true;
}

