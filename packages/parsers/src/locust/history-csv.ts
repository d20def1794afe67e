import { splitCells, forEachRecord, type CsvRecord } from '../input/csv.js';
import type { Reader, ReaderInput, RunPart, TimelineSlice } from '../reader.js';
import { type CsvHeader, findColumn, hasColumns, readHeader } from './header.js';
import { cellCount, cellText, cutRow, rejectRow } from './row-values.js';
import { methodOf } from './stats-rows.js';
import { looksLikeTotal } from './total.js';

/** `X_stats_history.csv`: about one row a second of what has been counted so far. */
export const locustHistoryCsv: Reader = {
  format: 'locust-history-csv',
  tool: 'locust',
  title: 'Locust history CSV (X_stats_history.csv)',
  addsOnly: true,
  detect: (head) => isHistory(readHeader(head.text)),
  read: readHistory,
};

function isHistory(header: CsvHeader): boolean {
  return (
    hasColumns(header, 'timestamp', 'name') &&
    (findColumn(header, 'total request count') >= 0 || hasColumns(header, '# requests', 'requests/s'))
  );
}

interface HistoryRow {
  at: number;
  users?: number;
  requests: number;
  failures: number;
}

/** Slices that are kept before neighbours are joined, so that a run of weeks costs no more memory than one of hours. */
const MOST_SLICES = 20_000;

/** Seconds since the epoch beyond which a time stamp is none (the year 2100). */
const LATEST_SECONDS = 4_102_444_800;

async function readHistory(input: ReaderInput): Promise<RunPart> {
  const header = readHeader(input.head.text);
  const history = createHistory(input);
  let partial = false;
  let isHeader = true;
  await forEachRecord(input, header.handWritten ? 'none' : 'csv', (record) => {
    if (!isHeader && !takeRecord(input, header, record, history.add)) partial = true;
    isHeader = false;
  });
  return {
    ...history.finish(),
    toolVersion: findColumn(header, 'user count') >= 0 ? '>=1.0' : '0.13.3-0.14.6',
    partial,
    needs: 'X_stats.csv',
  };
}

/** Reads one record; false when the file ends within it. Rows of single endpoints (`--csv-full-history`) are passed over. */
function takeRecord(input: ReaderInput, header: CsvHeader, record: CsvRecord, add: (row: HistoryRow) => void): boolean {
  const cells = splitCells(record.text, header.delimiter);
  const row = { record, cells };
  const isCut = record.open || (!record.ended && cells.length < header.names.length);
  if (isCut) {
    cutRow(input, record);
    return false;
  }
  // Rows that were written by hand may look as if they had more fields; those of the total never do.
  if (cells.length !== header.names.length && !header.handWritten) {
    rejectRow(input, record, `it has ${cells.length} fields, the header ${header.names.length}`);
    return true;
  }
  const method = methodOf(cellText(row, findColumn(header, 'type', 'method')));
  if (!looksLikeTotal({ method, name: cellText(row, findColumn(header, 'name')) })) return true;
  const at = cellCount(row, findColumn(header, 'timestamp'));
  const requests = cellCount(row, findColumn(header, 'total request count', '# requests'));
  const failures = cellCount(row, findColumn(header, 'total failure count', '# failures'));
  if (cells.length !== header.names.length || at === undefined || at > LATEST_SECONDS || requests === undefined || failures === undefined) {
    rejectRow(input, record, 'its time stamp or counts cannot be read');
    return true;
  }
  const users = cellCount(row, findColumn(header, 'user count'));
  add({ at, requests, failures, ...(users === undefined ? {} : { users }) });
  return true;
}

function createHistory(input: ReaderInput): { add(row: HistoryRow): void; finish(): Omit<RunPart, 'partial'> } {
  let slices: TimelineSlice[] = [];
  let last: HistoryRow | undefined;
  let users: number | undefined;
  let startedAt: number | undefined;
  let endedAt: number | undefined;

  const add = (row: HistoryRow) => {
    const before = last;
    last = row;
    if (row.users !== undefined) users = Math.max(users ?? 0, row.users);
    const grew = before === undefined ? row.requests > 0 : row.requests !== before.requests;
    if (grew) {
      startedAt ??= before?.at ?? row.at;
      endedAt = row.at;
    }
    if (before === undefined || row.at <= before.at) return;
    slices.push(toSlice(input, before, row));
    if (slices.length >= MOST_SLICES) slices = joinPairs(slices);
  };

  return {
    add,
    finish: () => ({
      slices,
      // A single row was written while the users were still starting.
      ...(users === undefined || users === 0 || slices.length === 0 ? {} : { users }),
      ...(startedAt === undefined ? {} : { startedAtMs: startedAt * 1000 }),
      ...(startedAt === undefined || endedAt === undefined || endedAt <= startedAt ? {} : { durationSeconds: endedAt - startedAt }),
    }),
  };
}

function toSlice(input: ReaderInput, before: HistoryRow, row: HistoryRow): TimelineSlice {
  const wasReset = row.requests < before.requests;
  if (wasReset)
    input.diagnostics.add('info', 'stats-reset', 'the counts fall back: the statistics were reset while the test ran', {
      file: input.name,
    });
  return {
    from: before.at,
    to: row.at,
    requests: wasReset ? row.requests : row.requests - before.requests,
    failures: wasReset ? row.failures : Math.max(0, row.failures - before.failures),
    ...(row.users === undefined ? {} : { users: row.users }),
  };
}

function joinPairs(slices: readonly TimelineSlice[]): TimelineSlice[] {
  const joined: TimelineSlice[] = [];
  for (let index = 0; index < slices.length; index += 2) {
    const a = slices[index];
    const b = slices[index + 1];
    if (a === undefined) continue;
    if (b === undefined) joined.push(a);
    else
      joined.push({
        ...a,
        to: b.to,
        requests: (a.requests ?? 0) + (b.requests ?? 0),
        failures: (a.failures ?? 0) + (b.failures ?? 0),
        users: Math.max(a.users ?? 0, b.users ?? 0),
      });
  }
  return joined;
}
