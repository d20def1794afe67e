import { type Endpoint, type ErrorCount, UserError } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import { parseCount, parseDurationMs, parseNumber, type ParsedNumber } from '../input/parse-duration.js';
import type { ReaderInput, RunPart } from '../reader.js';
import { endpointMetrics, type EndpointValues } from './endpoint-values.js';
import { sayException } from './exceptions-csv.js';
import { readTime, toError } from './failures-csv.js';
import type { HtmlTable } from './html-tables.js';
import { noRequests } from './locust-errors.js';
import { methodOf } from './stats-rows.js';
import { checkedTotal, looksLikeTotal } from './total.js';

/**
 * The server-rendered report of Locust up to 2.17, the last resort: its numbers are rounded, its names are HTML.
 *
 * @throws UserError when it holds no table of requests, or nothing was measured.
 */
export function readOldReport(input: ReaderInput, text: string, tables: readonly HtmlTable[]): RunPart {
  const requests = findTable(tables, 'name', '# requests', '# fails');
  if (requests === undefined) {
    throw new UserError({
      code: 'locust-html',
      found: 'a report without its table of requests',
      expected: 'the report that Locust’s `--html` writes',
      place: { file: input.name },
    });
  }
  const times = findTable(tables, 'name', '50%ile (ms)') ?? findTable(tables, 'name', '50%');
  const percentiles = percentilesByRow(times);
  const endpoints = collectEndpoints(input.diagnostics, input.limits, input.name);
  const sums = { requests: 0, failures: 0 };
  let total: Endpoint | undefined;
  requests.rows.forEach((row, index) => {
    const endpoint = readRow(input, requests, row, percentiles);
    if (endpoint === undefined) return;
    if (index === requests.rows.length - 1 && looksLikeTotal(endpoint)) {
      total = endpoint;
      return;
    }
    sums.requests += endpoint.requests ?? 0;
    sums.failures += endpoint.failures ?? 0;
    endpoints.add(endpoint);
  });
  const list = endpoints.list();
  if (sums.requests === 0) throw noRequests(input, 'a report in which no request was counted');
  const isCut = !/<\/html\s{0,10}>\s{0,1000}$/i.test(text.slice(-2000));
  if (isCut) input.diagnostics.add('warning', 'file-cut', 'the report ends early', { file: input.name });
  sayExceptions(input, tables);
  return {
    state: { endpoints: list, rank: 1, ...(total === undefined ? {} : { total: checkedTotal(input, total, sums) }) },
    errors: readFailures(tables),
    ...readDuring(text),
    toolVersion: '<=2.17',
    partial: isCut,
  };
}

/** `During: <start> - <end>`, in UTC. */
function readDuring(text: string): Pick<RunPart, 'startedAtMs' | 'durationSeconds'> {
  const at = text.indexOf('During:');
  const times = at < 0 ? [] : [...text.slice(at, at + 500).matchAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g)].map(([time]) => readTime(time));
  const [start, end] = times.map((time) => (time === undefined ? NaN : Date.parse(time)));
  if (start === undefined || !(start > 0)) return {};
  return { startedAtMs: start, ...(end !== undefined && end > start ? { durationSeconds: (end - start) / 1000 } : {}) };
}

interface NamedTable {
  column(...names: string[]): number;
  heading: string[];
  rows: string[][];
}

/** The first table whose heading has all of these columns. */
function findTable(tables: readonly HtmlTable[], ...columns: string[]): NamedTable | undefined {
  for (const table of tables) {
    const heading = (table.rows[0] ?? []).map((text) => text.toLowerCase());
    if (columns.every((column) => heading.includes(column))) {
      return {
        heading,
        rows: table.rows.slice(1).filter((row) => row.length === heading.length),
        column: (...names) => heading.findIndex((text) => names.includes(text)),
      };
    }
  }
  return undefined;
}

function rowKey(method: string | undefined, name: string): string {
  return JSON.stringify([method ?? '', name]);
}

function percentilesByRow(table: NamedTable | undefined): Map<string, EndpointValues['percentiles']> {
  const byRow = new Map<string, EndpointValues['percentiles']>();
  for (const row of table?.rows ?? []) {
    const values = (table?.heading ?? []).flatMap((heading, index) => {
      const digits = /^(\d{1,3}(?:\.\d{1,6})?)%(?:ile)?(?: \(ms\))?$/.exec(heading)?.[1];
      return digits === undefined ? [] : [[Number(digits), valueOf(parseDurationMs(row[index] ?? ''))] as const];
    });
    byRow.set(rowKey(methodOf(row[table?.column('method', 'type') ?? -1] ?? ''), row[table?.column('name') ?? -1] ?? ''), values);
  }
  return byRow;
}

function valueOf(parsed: ParsedNumber): number | undefined {
  return parsed.kind === 'value' ? parsed.value : undefined;
}

function readRow(
  input: ReaderInput,
  table: NamedTable,
  row: string[],
  percentiles: ReadonlyMap<string, EndpointValues['percentiles']>,
): Endpoint | undefined {
  const cell = (...names: string[]) => row[table.column(...names)] ?? '';
  const name = cell('name');
  const method = methodOf(cell('method', 'type'));
  const requests = parseCount(cell('# requests'));
  const failures = parseCount(cell('# fails'));
  if (requests === undefined || failures === undefined || failures > requests) {
    input.diagnostics.add('warning', 'row-rejected', 'a row of the report was not counted: its counts cannot be read', {
      file: input.name,
      endpoint: name,
    });
    return undefined;
  }
  const time = (...names: string[]) => valueOf(parseDurationMs(cell(...names)));
  const values: EndpointValues = {
    requests,
    failures,
    avg: time('average (ms)'),
    min: time('min (ms)'),
    max: time('max (ms)'),
    rps: valueOf(parseNumber(cell('rps'))),
    percentiles: percentiles.get(rowKey(method, name)) ?? [],
  };
  return {
    kind: 'request',
    ...(method === undefined ? {} : { method }),
    name,
    requests,
    failures,
    metrics: endpointMetrics(values, { avg: 'reported', extremes: 'reported', percentiles: 'histogram' }),
  };
}

function readFailures(tables: readonly HtmlTable[]): ErrorCount[] {
  const table = findTable(tables, 'name', 'error', 'occurrences') ?? findTable(tables, 'name', 'message', '# occurrences');
  return (table?.rows ?? []).slice(0, 1000).flatMap((row) => {
    const cell = (...names: string[]) => row[table?.column(...names) ?? -1] ?? '';
    const count = parseCount(cell('occurrences', '# occurrences'));
    return count === undefined ? [] : [toError(cell('method', 'type'), cell('name'), cell('error', 'message'), count)];
  });
}

function sayExceptions(input: ReaderInput, tables: readonly HtmlTable[]): void {
  const table = findTable(tables, 'count', 'message', 'traceback') ?? findTable(tables, '# occurrences', 'traceback', 'message');
  for (const row of (table?.rows ?? []).slice(0, 1000)) {
    sayException(
      input,
      parseCount(row[table?.column('count', '# occurrences') ?? -1] ?? '') ?? 0,
      row[table?.column('message') ?? -1] ?? '',
    );
  }
}
