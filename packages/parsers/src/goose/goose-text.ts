import { type Endpoint, type EndpointId, type ErrorCount, formatEndpoint, type Metric, UserError } from '@loadline/schema';
import { collectEndpoints, errorRate } from '../collect-endpoints.js';
import { forEachLine } from '../input/read-lines.js';
import type { Reader } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { createTables, type PrintedRow, type PrintedTables } from './printed-tables.js';

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]{0,20}m`, 'g');
const BEGIN = /^ ?=== PER REQUEST METRICS ===$/;

/**
 * What goose prints: the tables of the requests, of which the last ones count. A request failed when goose or the test said
 * so (`# fails`). Names are cut to 24 characters.
 */
export const gooseText: Reader = {
  format: 'goose-text',
  tool: 'goose',
  title: 'goose output',
  isReport: true,
  detect: ({ text }) => {
    const plain = text.replace(COLOURS, '');
    return (
      /^ ?=== PER (?:SCENARIO|TRANSACTION|REQUEST) METRICS ===\r?$/m.test(plain) &&
      /^ ?Name {10,30}\| +# (?:users|times run|reqs) \|/m.test(plain)
    );
  },
  async read(input) {
    let tables: ReturnType<typeof createTables> | undefined;
    let version: string | undefined;
    let users = 0;
    let isWhole = false;
    await forEachLine(input, ({ text, ended }) => {
      const line = text.replace(COLOURS, '').trimEnd();
      if (BEGIN.test(line)) {
        tables = createTables();
        isWhole = false;
      } else if (ended) tables?.add(line);
      version = /^ ?goose v(\d[\w.-]{0,30})$/.exec(line)?.[1] ?? version;
      const most = /\(\d\d:\d\d:\d\d, (?:\d{1,9} (?:->|<-) )?(\d{1,9})\)$/.exec(line.slice(-60))?.[1];
      if (most !== undefined) users = Math.max(users, Number(most));
      if (/^ ?=== OVERVIEW ===$/.test(line)) isWhole = true;
    });
    const found: PrintedTables = tables ?? { rows: new Map(), errors: [] };
    const isFine = version === undefined ? hasFineTimes(found) : !/^0\.1[0-7]\./.test(version);
    const collected = collectEndpoints(input.diagnostics, input.limits, input.name);
    for (const [name, row] of found.rows) if (name !== 'Aggregated') collected.add(toEndpoint(name, row, isFine), { file: input.name });
    const endpoints = collected.list();
    if (endpoints.length === 0) throw noTables(input.name);
    const total = found.rows.get('Aggregated');
    const durationSeconds = durationOf([...found.rows.values()]);
    return {
      state: { endpoints, rank: 1, ...totalOf(total) },
      errors: errorsOf(found.errors, endpoints),
      load: { model: 'closed' },
      ...(users === 0 ? {} : { users }),
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
      ...(version === undefined ? {} : { toolVersion: version }),
      partial: !isWhole,
    };
  },
};

function hasFineTimes({ rows }: PrintedTables): boolean {
  return [...rows.values()].some(({ min }) => min !== undefined && !Number.isInteger(min));
}

function identityOf(name: string): EndpointId {
  const method = /^([A-Z]{2,20}) /.exec(name)?.[1];
  return {
    kind: 'request',
    ...(method === undefined ? {} : { method }),
    name: method === undefined ? name : name.slice(method.length + 1),
  };
}

function toEndpoint(name: string, { requests, failures, rps, avg, min, max, percentiles }: PrintedRow, isFine: boolean): Endpoint {
  const isKnown = requests !== undefined && failures !== undefined && failures <= requests;
  const allFailed = isKnown && requests === failures;
  const printed = (key: string, value: number | undefined): Metric[] =>
    value === undefined || value < 0 || (value === 0 && allFailed) ? [] : [{ name: `${key}_latency_ms`, value, provenance: 'reported' }];
  return buildEndpoint(identityOf(name), {
    requests: requests ?? null,
    failures: isKnown ? failures : null,
    rps,
    latency: { unit: 'ms', provenance: 'histogram', resolution: isFine ? fineWidth : coarseWidth, percentiles },
    more: [...printed('avg', avg), ...printed('min', min), ...printed('max', max)],
  });
}

/** Before 0.19 times are whole milliseconds, rounded to 10 from 100 on, to 100 from 500 on, to 1,000 from 1,000 on. */
function coarseWidth(ms: number): number {
  if (ms < 100) return 1;
  if (ms < 500) return 10;
  return ms < 1000 ? 100 : 1000;
}

/** Since 0.19 buckets are at most 1/64 of their time wide; from 10 ms on whole milliseconds are printed, below two decimals. */
function fineWidth(ms: number): number {
  return Math.max(ms / 64, ms >= 10 ? 1 : 0.01);
}

/** The rate is requests by the length of the test, in two decimals: the largest one says it best. */
function durationOf(rows: readonly PrintedRow[]): number | undefined {
  const best = rows.reduce<PrintedRow | undefined>((most, row) => ((row.rps ?? 0) > (most?.rps ?? 0) ? row : most), undefined);
  return best?.requests === undefined || best.rps === undefined ? undefined : Number((best.requests / best.rps).toPrecision(4));
}

function totalOf(row: PrintedRow | undefined) {
  if (row?.requests === undefined || row.failures === undefined || row.failures > row.requests) return {};
  const rate = errorRate(row.requests, row.failures);
  return { total: { requests: row.requests, failures: row.failures, metrics: rate === undefined ? [] : [rate] } };
}

function errorsOf(errors: PrintedTables['errors'], endpoints: readonly Endpoint[]): ErrorCount[] {
  return errors.flatMap(({ text, count }): ErrorCount[] => {
    // Names are cut in the tables alone.
    const fits = (endpoint: Endpoint) =>
      text.startsWith(endpoint.name.endsWith('..') ? formatEndpoint(endpoint).slice(0, -2) : `${formatEndpoint(endpoint)}: `);
    const endpoint = endpoints.find(fits);
    if (endpoint === undefined || count > (endpoint.failures ?? 0)) return [];
    const message = text.slice(text.indexOf(': ', formatEndpoint(endpoint).length - 2) + 2);
    const status = /^([1-5]\d\d) /.exec(message)?.[1];
    const { kind, method, name } = endpoint;
    return [
      {
        message,
        count,
        ...(status === undefined ? {} : { status }),
        endpoint: { kind, name, ...(method === undefined ? {} : { method }) },
      },
    ];
  });
}

function noTables(file: string): UserError {
  return new UserError({
    code: 'no-requests',
    found: 'output of goose without a table of requests',
    expected: 'the tables that goose prints at the end of a test',
    place: { file },
  });
}
