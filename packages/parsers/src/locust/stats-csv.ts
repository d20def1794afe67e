import { type Endpoint, UserError } from '@loadline/schema';
import { collectEndpoints } from '../collect-endpoints.js';
import { type CsvRecord, forEachRecord, splitCells } from '../input/csv.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { endpointMetrics } from './endpoint-values.js';
import { failureCounting } from './failure-counting.js';
import { repeatsHeader } from './header.js';
import { noRequests, severalResults } from './locust-errors.js';
import { readStatsHeader, type StatsHeader } from './stats-header.js';
import { readStatsRow, type StatsRow } from './stats-rows.js';
import { checkedTotal, looksLikeTotal, type RowSums } from './total.js';

/** `X_stats.csv`, and `X_requests.csv` up to 0.13.2: one row per endpoint, the total last. */
export const locustStatsCsv: Reader = {
  format: 'locust-stats-csv',
  tool: 'locust',
  title: 'Locust stats CSV (X_stats.csv, X_requests.csv)',
  detect: (head) => readStatsHeader(head.text) !== undefined,
  read: readStats,
};

/** What has been read so far. The last row is held back: it may be the total. */
interface StatsReading {
  last?: StatsRow;
  cut: boolean;
}

async function readStats(input: ReaderInput): Promise<RunPart> {
  const header = readStatsHeader(input.head.text);
  if (header === undefined)
    throw new UserError({ code: 'locust-header', found: 'a header that is not Locust’s', place: { file: input.name } });
  const reading: StatsReading = { cut: false };
  const counting = failureCounting(header);
  const endpoints = collectEndpoints(input.diagnostics, input.limits, input.name);
  const sums: RowSums = { requests: 0, failures: 0 };
  const count = (row: StatsRow) => {
    const endpoint = toEndpoint(row, header, counting.excluded());
    sums.requests += endpoint.requests ?? 0;
    sums.failures += endpoint.failures ?? 0;
    endpoints.add(endpoint, { file: input.name, line: row.line, column: row.column });
  };

  let isHeader = true;
  await forEachRecord(input, header.handWritten ? 'none' : 'csv', (record) => {
    if (!isHeader) {
      const before = reading.last;
      if (takeRecord(input, header, record, reading) && before !== undefined) counting.release(before).forEach(count);
    }
    isHeader = false;
  });

  const last = withoutCutValue(input, header, reading);
  const total = last !== undefined && looksLikeTotal(last) ? last : undefined;
  if (last !== undefined && total === undefined) counting.release(last).forEach(count);
  counting.finish().forEach(count);
  counting.warn(input, total);
  const list = endpoints.list();
  const totalRow = total === undefined ? undefined : toEndpoint(total, header, counting.excluded());
  if (list.length === 0 && (totalRow?.requests ?? 0) === 0)
    throw noRequests(input, totalRow === undefined ? 'a header and no row that could be counted' : 'a run without a request');
  if (totalRow === undefined && header.hasTotal) missTotal(input, reading);
  const seconds = totalRow === undefined ? undefined : windowSeconds(totalRow, header);
  const generation = generationWithTotal(header, total);
  return {
    state: { endpoints: list, rank: 2, ...(totalRow === undefined ? {} : { total: checkedTotal(input, totalRow, sums) }) },
    ...(generation === undefined ? {} : { toolVersion: generation }),
    ...(seconds === undefined ? {} : { durationSeconds: seconds }),
    partial: reading.cut,
  };
}

/** Reads a record as the new last row; false when it was rejected. */
function takeRecord(input: ReaderInput, header: StatsHeader, record: CsvRecord, reading: StatsReading): boolean {
  const mayRepeat = record.text.includes(header.names[header.requests] ?? '');
  if (mayRepeat && repeatsHeader(header, splitCells(record.text, header.delimiter))) throw severalResults(input, record.line);
  const row = readStatsRow(input, header, record, () => (reading.cut = true));
  if (row === undefined) return false;
  reading.last = row;
  return true;
}

/**
 * The last row; where no line break follows it, the end of its last field may be missing, and that value is left out.
 * A total whose last percentile is not below the one before it is whole: old Locusts end their files like that.
 */
function withoutCutValue(input: ReaderInput, header: StatsHeader, reading: StatsReading): StatsRow | undefined {
  const row = reading.last;
  if (row === undefined || row.ended || !header.hasTotal) return row;
  const lastColumn = header.names.length - 1;
  if (header.rps === lastColumn) return looksLikeTotal(row) ? row : { ...row, rps: undefined };
  if (header.percentiles.at(-1)?.index !== lastColumn) return row;
  const [before, end] = row.percentiles.slice(-2).map(([, valueMs]) => valueMs);
  if (looksLikeTotal(row) && (end ?? 0) >= (before ?? 0)) return row;
  reading.cut = true;
  input.diagnostics.add('warning', 'file-cut', 'the file ends within a row, whose last value was left out', {
    file: input.name,
    line: row.line,
  });
  return { ...row, percentiles: row.percentiles.slice(0, -1) };
}

function missTotal(input: ReaderInput, reading: StatsReading): void {
  reading.cut = true;
  input.diagnostics.add(
    'warning',
    'total-missing',
    'the file does not end with the total row that Locust always writes: it may have been cut',
    { file: input.name },
  );
}

function toEndpoint(row: StatsRow, header: StatsHeader, excludesFailures: boolean): Endpoint {
  const requests = excludesFailures ? row.requests + row.failures : row.requests;
  const metrics = endpointMetrics({ ...row, requests, timed: row.requests }, header.style);
  return {
    kind: 'request',
    ...(row.method === undefined ? {} : { method: row.method }),
    name: row.name,
    requests,
    failures: row.failures,
    metrics,
  };
}

/** Locust's rate is all requests / (last request − start): printed in full, as since 1.1, it gives the window back. */
function windowSeconds(total: Endpoint, header: StatsHeader): number | undefined {
  const rps = total.metrics.find((metric) => metric.name === 'rps')?.value;
  if (header.style.avg !== 'exact' || rps === undefined || total.requests === null) return undefined;
  const seconds = total.requests / rps;
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** The total's name narrows the oldest generation down: `Aggregated` since 0.12.2. */
function generationWithTotal(header: StatsHeader, total: StatsRow | undefined): string | undefined {
  if (header.generation !== '<=0.13.2' || total === undefined) return header.generation;
  return total.name === 'Total' ? '<=0.12.1' : '0.12.2-0.13.2';
}
