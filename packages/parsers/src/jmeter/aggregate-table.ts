import { type Endpoint, UserError } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { countOf } from '../values/number-of.js';
import { decimalOf, TOTALS } from './aggregate-layout.js';
import { failuresOf, printedShare } from './aggregate-share.js';
import { readTable, type Table, tableAt, type TableRow } from './aggregate-rows.js';

/**
 * The table of JMeter's Aggregate Report, as saved from its window, in any language. Failures are JMeter's own; the table
 * holds their share, from which the count follows as long as no other count has the same share.
 */
export const jmeterAggregateCsv: Reader = {
  format: 'jmeter-aggregate-csv',
  tool: 'jmeter',
  title: 'JMeter Aggregate Report',
  isReport: true,
  detect: ({ text }) => tableAt(text)?.table === 'aggregate',
  read: async (input) => partOf(input, await readTable(input)),
};

/** The table of JMeter's Summary Report: the same without percentiles. */
export const jmeterSummaryCsv: Reader = {
  format: 'jmeter-summary-csv',
  tool: 'jmeter',
  title: 'JMeter Summary Report',
  isReport: true,
  detect: ({ text }) => tableAt(text)?.table === 'summary',
  read: async (input) => partOf(input, await readTable(input)),
};

function partOf(input: ReaderInput, table: Table): RunPart {
  const { diagnostics, limits, name } = input;
  const { rows } = table;
  const total = takeTotal(input, table);
  const endpoints = collectEndpoints(diagnostics, limits, name);
  let rounded = 0;
  for (const row of rows) {
    const endpoint = endpointOf(table, row);
    if (endpoint.requests === 0) continue;
    if (endpoint.failures === null) rounded++;
    endpoints.add(endpoint, { file: name, line: row.line });
  }
  const list = endpoints.list();
  if (list.length === 0)
    throw new UserError({
      code: 'no-requests',
      found: 'no request at all',
      expected: 'at least one row with samples',
      place: { file: name },
    });
  if (rounded > 0)
    diagnostics.add(
      'info',
      'failures-rounded',
      `the share of failures of ${rounded} rows is rounded so that it fits several counts; their count is left open`,
      {
        file: name,
      },
    );
  if (table.isCut) diagnostics.add('warning', 'file-cut', 'the file ends in the middle of a row, which was left out', { file: name });
  const seconds = total === undefined ? undefined : lengthOf(table, total);
  const whole = total === undefined ? undefined : endpointOf(table, total);
  return {
    state: {
      endpoints: list,
      ...(whole === undefined ? {} : { total: { requests: whole.requests, failures: whole.failures, metrics: whole.metrics } }),
      rank: 1,
    },
    ...(seconds === undefined ? {} : { durationSeconds: seconds }),
    partial: table.isCut || total === undefined,
  };
}

/** Takes the row of the whole run off the rows: the last one, by its name or because it counts what the others do. */
function takeTotal({ diagnostics, name }: ReaderInput, { rows }: Table): TableRow | undefined {
  const last = rows.at(-1);
  const own = countOf(last?.cells[1]);
  const sum = rows.slice(0, -1).reduce((before, row) => before + (countOf(row.cells[1]) ?? 0), 0);
  const isTotal = last !== undefined && (TOTALS.has(last.cells[0] ?? '') || (rows.length > 2 && own === sum));
  if (!isTotal) {
    diagnostics.add('warning', 'total-missing', 'the file has no row of the whole run, which JMeter writes last', { file: name });
    return undefined;
  }
  if (own !== sum)
    diagnostics.add(
      'warning',
      'total-differs',
      `the total row counts ${String(own)} samples, its rows together ${sum}; the rows were used`,
      {
        file: name,
        line: last.line,
      },
    );
  return rows.pop();
}

function endpointOf({ layout, header }: Table, { cells }: TableRow): Endpoint {
  const requests = countOf(cells[1]) ?? null;
  const share = cells[layout.errorColumn] ?? '';
  const failures = requests === null ? null : failuresOf(requests, share);
  const percentiles = Array.from({ length: layout.percentiles }, (_, at): [number, string | undefined] => [
    percentileOf(header?.[4 + at]) ?? [90, 95, 99][at] ?? NaN,
    cells[4 + at],
  ]);
  return buildEndpoint(
    { kind: 'request', name: cells[0] ?? '' },
    {
      requests,
      failures,
      latency: {
        unit: 'ms',
        provenance: 'reported',
        resolution: 1,
        avg: cells[2],
        min: cells[layout.minColumn],
        max: cells[layout.maxColumn],
        percentiles: [...(layout.table === 'aggregate' ? [[50, cells[3]] as [number, string | undefined]] : []), ...percentiles],
      },
      rps: rateOf(cells[layout.errorColumn + 1] ?? ''),
      more: failures === null ? printedShare(share) : [],
    },
  );
}

/** `90% Line`, `90% centile`, `90% 百分位`: the number is the percentile. */
function percentileOf(title = ''): number | undefined {
  const number = /^(\d{1,3}(?:[.,]\d{1,6})?)\s?%/.exec(title)?.[1];
  return number === undefined ? undefined : decimalOf(number);
}

function rateOf(text: string): number | undefined {
  const [number = '', unit] = text.split('/');
  const value = decimalOf(number);
  return value === undefined ? undefined : value / (unit === 'min' ? 60 : unit === 'hour' ? 3600 : 1);
}

/** The rate of the whole run is its samples by its length. */
function lengthOf({ layout }: Table, { cells }: TableRow): number | undefined {
  const perSecond = rateOf(cells[layout.errorColumn + 1] ?? '');
  const requests = countOf(cells[1]);
  return perSecond === undefined || requests === undefined || !(perSecond > 0) || requests === 0 ? undefined : requests / perSecond;
}
