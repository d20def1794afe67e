import type { Diagnostic, Endpoint, TimelinePoint } from '@loadline/schema';
import { endpointKey, UserError } from '@loadline/schema';
import { boundName, type Candidate, type Draft, errorRate, noData, type Reader, requestId } from '../draft.js';
import { asObject, numberField, objectsField, textField } from '../parse-json.js';
import { parseJson } from '../parse-json.js';
import { parseCount, parseDurationMs, parseNumber } from '../parse-duration.js';
import { readStatistics, sharePercentile, unescapeHtml } from './json.js';
import { thin } from './other-csv.js';
import { bucketedPercentile, percentileColumn } from './percentiles.js';
import { checkTotal } from './stats-csv.js';

const MARK = 'window.templateArgs = {"';

/** The HTML report of Locust 2.18 and later: its data stand in it as JSON. */
export const modernHtml: Reader = {
  format: 'locust-html',
  tool: 'locust',
  title: 'Locust, HTML report (--html)',
  detect: ({ head, source }) => head.startsWith('<') && source.text.includes(MARK),
  read: readModern,
};

function readModern({ source }: Candidate): Draft {
  const start = source.text.indexOf(MARK) + MARK.length - 2;
  const end = source.text.indexOf('</script>', start);
  const text = source.text.slice(start, end < 0 ? undefined : end).trim().replace(/;$/, '');
  const data = asObject(parseJson(firstObject(text)));
  if (data === undefined) throw new UserError({ code: 'html-data', found: 'a Locust report whose data cannot be read', expected: 'JSON after `window.templateArgs`', place: { file: source.name } });
  const errors = objectsField(data, 'failures_statistics');
  const statistics = objectsField(data, 'requests_statistics');
  // In 2.18 to 2.3x names were escaped for HTML; a bare quotation mark or `<` in any of them says that they are not.
  const escaped = statistics.some((entry) => /&(?:#x?[0-9a-f]+|amp|lt|gt|quot);/i.test(textField(entry, 'name') ?? '')) && !statistics.some((entry) => /[<>"']/.test(textField(entry, 'name') ?? ''));
  const draft = readStatistics(statistics, errors, source.name, 'locust-html', escaped);
  addPercentiles(draft, objectsField(data, 'response_time_statistics'), escaped);
  const startedAt = isoText(textField(data, 'start_time'));
  const endedAt = isoText(textField(data, 'end_time'));
  const duration = startedAt === undefined || endedAt === undefined ? NaN : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return { ...draft, ...(startedAt === undefined ? {} : { startedAt }), ...(duration > 0 ? { durationSeconds: duration } : {}), ...historyOf(data, startedAt) };
}

/** The text up to the bracket that closes its first one. */
function firstObject(text: string): string {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index];
    if (inString) {
      if (letter === '\\') index++;
      else if (letter === '"') inString = false;
    } else if (letter === '"') inString = true;
    else if (letter === '{') depth++;
    else if (letter === '}' && --depth === 0) return text.slice(0, index + 1);
  }
  return text;
}

function isoText(text: string | undefined): string | undefined {
  // Locust writes UTC, in some versions without saying so.
  const time = text === undefined ? NaN : Date.parse(/[zZ]|[+-]\d{2}:\d{2}$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function addPercentiles(draft: Draft, rows: readonly Record<string, unknown>[], escaped: boolean): void {
  const byKey = new Map(draft.endpoints.map((endpoint) => [endpointKey(endpoint), endpoint.metrics]));
  rows.forEach((row, index) => {
    const clean = (text: string) => (escaped ? unescapeHtml(text) : text);
    const method = clean(textField(row, 'method') ?? '');
    const name = clean(textField(row, 'name') ?? '');
    const isTotal = index === rows.length - 1 && method === '' && name === 'Aggregated';
    const metrics = isTotal ? draft.total?.metrics : byKey.get(endpointKey(requestId(method, name)));
    if (metrics === undefined) return;
    for (const share of Object.keys(row).filter((key) => /^(?:0?\.\d+|1\.0)$/.test(key))) {
      const value = numberField(row, share);
      const metric = value === undefined ? undefined : sharePercentile(share, value);
      if (metric !== undefined && !metrics.some((known) => known.name === metric.name)) metrics.push(metric);
    }
  });
}

function historyOf(data: Record<string, unknown>, startedAt: string | undefined): Pick<Draft, 'timeline' | 'users'> {
  const value = (found: unknown): number | null => {
    const scalar: unknown = Array.isArray(found) ? found[1] : found;
    return typeof scalar === 'number' && Number.isFinite(scalar) ? scalar : null;
  };
  const start = startedAt === undefined ? NaN : Date.parse(startedAt);
  const points = objectsField(data, 'history').flatMap((entry): TimelinePoint[] => {
    const time = isoText(textField(entry, 'time'));
    const offset = time === undefined ? NaN : (Date.parse(time) - start) / 1000;
    if (Number.isNaN(offset)) return [];
    return [{ offsetSeconds: Math.max(0, offset), users: value(entry['user_count']), rps: value(entry['current_rps']), failuresPerSecond: value(entry['current_fail_per_sec']), p50LatencyMs: value(entry['response_time_percentile_0.5']), p95LatencyMs: value(entry['response_time_percentile_0.95']) }];
  });
  if (points.length === 0) return {};
  const users = points.reduce((most, point) => Math.max(most, point.users ?? 0), 0);
  return { timeline: { intervalSeconds: 5, points: thin(points) }, ...(users > 0 ? { users } : {}) };
}

/** The HTML report of Locust up to 2.17: tables. A last resort; it is rounded. */
export const oldHtml: Reader = {
  format: 'locust-html-old',
  tool: 'locust',
  title: 'Locust, HTML report up to 2.17',
  detect: ({ head }) => head.startsWith('<') && head.includes('<title>Test Report for') && head.includes('class="stats"'),
  read: readOld,
};

function readOld({ source }: Candidate): Draft {
  const tables = readTables(source.text);
  const [head = [], ...rows] = tables.find((table) => table[0]?.includes('# Fails') === true) ?? [];
  const diagnostics: Diagnostic[] = [];
  const column = (name: string) => head.indexOf(name);
  const cell = (row: readonly string[], name: string) => row[column(name)] ?? '';
  const endpoints = rows.flatMap((row): Endpoint[] => {
    const requests = parseCount(cell(row, '# Requests'));
    const failures = parseCount(cell(row, '# Fails'));
    if (requests === null || failures === null) {
      diagnostics.push({ code: 'row-rejected', severity: 'warning', message: 'a row of the report was left out: its counts cannot be read', place: { file: source.name } });
      return [];
    }
    const times = ([['Average (ms)', 'avg_latency_ms'], ['Min (ms)', 'min_latency_ms'], ['Max (ms)', 'max_latency_ms']] as const).flatMap(([name, metric]) => {
      const value = parseDurationMs(cell(row, name));
      return value === undefined || value === null || requests === 0 ? [] : [{ name: metric, value, provenance: 'reported' as const }];
    });
    const rps = parseNumber(cell(row, 'RPS'));
    return [{ ...requestId(cell(row, 'Method'), boundName(cell(row, 'Name'), diagnostics, { file: source.name })), requests, failures, metrics: [...times, ...(typeof rps === 'number' ? [{ name: 'rps', value: rps, provenance: 'reported' as const }] : []), ...errorRate(requests, failures)] }];
  });
  const last = endpoints.at(-1);
  const total = last?.method === undefined && last?.name === 'Aggregated' ? endpoints.pop() : undefined;
  if (endpoints.length === 0) throw noData(source, 'a Locust report without an endpoint');
  if (total !== undefined) checkTotal(total, endpoints, source.name, diagnostics);
  addTablePercentiles(endpoints, tables);
  return { format: 'locust-html-old', tool: 'locust', toolVersion: '<=2.17', state: 2, endpoints, ...(total === undefined ? {} : { total: { requests: total.requests, failures: total.failures, metrics: total.metrics } }), diagnostics };
}

function addTablePercentiles(endpoints: readonly Endpoint[], tables: readonly string[][][]): void {
  const [head = [], ...rows] = tables.find((table) => table[0]?.some((name) => /^50%ile/.test(name)) === true) ?? [];
  const columns = head.map((name) => percentileColumn(name.replace(/ile.*$/, '')));
  for (const row of rows) {
    const id = endpointKey(requestId(row[head.indexOf('Method')], row[head.indexOf('Name')] ?? ''));
    const endpoint = endpoints.find((candidate) => endpointKey(candidate) === id);
    columns.forEach((percentile, index) => {
      const value = percentile === undefined ? undefined : parseDurationMs(row[index] ?? '');
      if (endpoint !== undefined && percentile !== undefined && typeof value === 'number') endpoint.metrics.push(bucketedPercentile(percentile, value));
    });
  }
}

/** The cells of every table, as text. A scan from tag to tag: nothing in it can run long. */
function readTables(html: string): string[][][] {
  const tables: string[][][] = [];
  let at = 0;
  for (;;) {
    const open = html.indexOf('<table', at);
    if (open < 0) return tables;
    const close = html.indexOf('</table>', open);
    const body = html.slice(open, close < 0 ? undefined : close);
    tables.push(body.split(/<tr[^<>]*>/i).slice(1).map((row) => row.split(/<t[dh][^<>]*>/i).slice(1).map(cellText)).filter((row) => row.length > 0));
    at = open + body.length;
  }
}

function cellText(cell: string): string {
  const end = cell.search(/<\/t[dh]>/i);
  return unescapeHtml((end < 0 ? cell : cell.slice(0, end)).replace(/<[^<>]*>/g, '')).trim();
}
