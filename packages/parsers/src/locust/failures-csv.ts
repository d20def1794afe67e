import type { ErrorCount } from '@loadline/schema';
import { cleanName } from '../clean-name.js';
import { type CsvRecord, forEachRecord, splitCells } from '../input/csv.js';
import { parseCount } from '../input/parse-duration.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { type CsvHeader, findColumn, hasColumns, readHeader } from './header.js';
import { cellCount, cellText, cutRow, rejectRow } from './row-values.js';
import { methodOf } from './stats-rows.js';

/** `X_failures.csv`: failures by endpoint and message. */
export const locustFailuresCsv: Reader = {
  format: 'locust-failures-csv',
  tool: 'locust',
  title: 'Locust failures CSV (X_failures.csv)',
  addsOnly: true,
  detect: (head) => hasColumns(readHeader(head.text), 'name', 'error', 'occurrences'),
  read: readFailures,
};

/** Kinds of failure that are kept of one run. */
const MOST_ERRORS = 1000;

async function readFailures(input: ReaderInput): Promise<RunPart> {
  const header = readHeader(input.head.text);
  const errors: ErrorCount[] = [];
  let partial = false;
  let left = 0;
  let isHeader = true;
  await forEachRecord(input, header.handWritten ? 'none' : 'csv', (record) => {
    if (isHeader) {
      isHeader = false;
      return;
    }
    const error = readFailure(header, record);
    if (error !== undefined && errors.length < MOST_ERRORS) errors.push(error);
    else if (error !== undefined) left++;
    else if (record.ended && !record.open) rejectRow(input, record, 'its number of occurrences cannot be read');
    else {
      partial = true;
      cutRow(input, record);
    }
  });
  if (left > 0) input.diagnostics.add('warning', 'errors-cut', `${left} further kinds of failure were left out`, { file: input.name });
  const isLate = findColumn(header, 'first seen') >= 0;
  return { errors, partial, needs: 'X_stats.csv', ...(isLate ? { toolVersion: '>=2.44' } : {}) };
}

function readFailure(header: CsvHeader, record: CsvRecord): ErrorCount | undefined {
  if (record.open) return undefined;
  if (header.handWritten) return readHandWritten(record.text);
  const cells = splitCells(record.text, header.delimiter);
  // Without a line break behind it, a number may have lost its last digits.
  if (cells.length !== header.names.length || (!record.ended && cells.length <= findColumn(header, 'occurrences') + 1)) return undefined;
  const row = { record, cells };
  const count = cellCount(row, findColumn(header, 'occurrences'));
  if (count === undefined) return undefined;
  const seen = ['first seen', 'last seen'].map((name) => readTime(cellText(row, findColumn(header, name))));
  return toError(
    cellText(row, findColumn(header, 'method', 'type')),
    cellText(row, findColumn(header, 'name')),
    cellText(row, findColumn(header, 'error')),
    count,
    seen[0],
    seen[1],
  );
}

/** `"GET","/path","message",12` with nothing escaped: the count is behind the last quote, the texts between `","`. */
function readHandWritten(text: string): ErrorCount | undefined {
  const end = text.lastIndexOf('",');
  const count = end < 0 ? undefined : parseCount(text.slice(end + 2));
  const afterMethod = text.indexOf('","', 1);
  const afterName = afterMethod < 0 ? -1 : text.indexOf('","', afterMethod + 3);
  if (count === undefined || afterName < 0 || afterName + 3 > end || !text.startsWith('"')) return undefined;
  return toError(text.slice(1, afterMethod), text.slice(afterMethod + 3, afterName), text.slice(afterName + 3, end), count);
}

/** One kind of failure of one endpoint, its texts cleaned. */
export function toError(method: string, name: string, message: string, count: number, firstSeen?: string, lastSeen?: string): ErrorCount {
  const type = methodOf(method);
  const status = /\b([45]\d\d) (?:Client|Server) Error\b/.exec(message.slice(0, 500))?.[1];
  return {
    message: cleanName(message),
    ...(status === undefined ? {} : { status }),
    count,
    endpoint: { kind: 'request', ...(type === undefined ? {} : { method: cleanName(type) }), name: cleanName(name) },
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
  };
}

/** A time stamp with a date as ISO 8601 in UTC; undefined for anything else. Locust's times without a zone are UTC. */
export function readTime(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  const time = match === null ? NaN : Date.parse(`${match[1]}T${match[2]}${match[3] ?? 'Z'}`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
