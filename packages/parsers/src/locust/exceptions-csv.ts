import { echo } from '@loadline/schema';
import { forEachRecord, splitCells } from '../input/csv.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { findColumn, hasColumns, readHeader } from './header.js';
import { cellCount, cellText, cutRow, rejectRow } from './row-values.js';

/** `X_exceptions.csv`: what was thrown by the locustfile itself. No requests: each becomes a diagnostic. */
export const locustExceptionsCsv: Reader = {
  format: 'locust-exceptions-csv',
  tool: 'locust',
  title: 'Locust exceptions CSV (X_exceptions.csv)',
  addsOnly: true,
  detect: (head) => hasColumns(readHeader(head.text), 'count', 'message', 'traceback'),
  read: readExceptions,
};

async function readExceptions(input: ReaderInput): Promise<RunPart> {
  const header = readHeader(input.head.text);
  let partial = false;
  let isHeader = true;
  await forEachRecord(input, 'csv', (record) => {
    if (isHeader) {
      isHeader = false;
      return;
    }
    const cells = splitCells(record.text, header.delimiter);
    if (record.open || (!record.ended && cells.length < header.names.length)) {
      partial = true;
      return cutRow(input, record);
    }
    const row = { record, cells };
    const count = cellCount(row, findColumn(header, 'count'));
    if (count === undefined) return rejectRow(input, record, 'its count cannot be read');
    sayException(input, count, cellText(row, findColumn(header, 'message')), record.line);
  });
  return { partial, needs: 'X_stats.csv' };
}

/** Says that the locustfile threw something; the first line of it. */
export function sayException(input: ReaderInput, count: number, message: string, line?: number): void {
  const first = message.split('\n', 1)[0] ?? '';
  input.diagnostics.add(
    'warning',
    'locust-exception',
    `the locustfile threw \`${echo(first)}\`, ${count === 1 ? 'once' : `${count} times`}`,
    {
      file: input.name,
      ...(line === undefined ? {} : { line }),
    },
  );
}
