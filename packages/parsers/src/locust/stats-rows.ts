import { echo } from '@loadline/schema';
import type { CsvRecord } from '../input/csv.js';
import type { ReaderInput } from '../reader.js';
import type { EndpointValues } from './endpoint-values.js';
import { cellCount, cellDurationMs, cellNumber, cellText, cutRow, placeOfCell, rejectRow, type RowCells } from './row-values.js';
import { splitRow } from './split-row.js';
import type { StatsHeader } from './stats-header.js';

/** One row of a stats CSV. `requests` and `failures` are as printed. */
export interface StatsRow extends EndpointValues {
  method?: string;
  name: string;
  line: number;
  /** Column of the name. */
  column: number;
  /** No line break follows, so that the last field may be cut. */
  ended: boolean;
}

/** Reads one row; undefined when it was rejected, which is said. `cut` is called when the file ends within it. */
export function readStatsRow(input: ReaderInput, header: StatsHeader, record: CsvRecord, cut: () => void): StatsRow | undefined {
  const cells = record.open ? undefined : splitRow(record, header, header.method >= 0 ? 2 : 1);
  if (cells === undefined) {
    rejectShortRow(input, header, record, cut);
    return undefined;
  }
  const row: RowCells = { record, cells };
  const requests = countOrReject(input, header, row, header.requests);
  const failures = requests === undefined ? undefined : countOrReject(input, header, row, header.failures);
  if (requests === undefined || failures === undefined) return undefined;
  if (failures > requests && !header.maybeExcludesFailures) {
    rejectRow(input, record, `${failures} failures of ${requests} requests`, cells[header.failures]?.column);
    return undefined;
  }
  const method = methodOf(cellText(row, header.method));
  const name = cellText(row, header.name);
  return {
    ...(method === undefined ? {} : { method }),
    name,
    line: record.line,
    column: cells[header.name]?.column ?? 1,
    ended: record.ended,
    requests,
    failures,
    ...readTimes(input, header, row),
  };
}

function readTimes(
  input: ReaderInput,
  header: StatsHeader,
  row: RowCells,
): Pick<StatsRow, 'median' | 'avg' | 'min' | 'max' | 'rps' | 'percentiles'> {
  const time = (index: number) => cellDurationMs(input, header, row, index);
  return {
    median: time(header.median),
    avg: time(header.avg),
    min: time(header.min),
    max: time(header.max),
    rps: cellNumber(input, header, row, header.rps),
    percentiles: header.percentiles.map((column) => [column.percentile, time(column.index)] as const),
  };
}

function rejectShortRow(input: ReaderInput, header: StatsHeader, record: CsvRecord, cut: () => void): void {
  if (record.open || !record.ended) {
    cutRow(input, record);
    cut();
    return;
  }
  rejectRow(input, record, `it has fewer fields than the ${header.names.length} of the header`);
}

function countOrReject(input: ReaderInput, header: StatsHeader, row: RowCells, index: number): number | undefined {
  const count = cellCount(row, index);
  if (count !== undefined) return count;
  const place = placeOfCell(input, row, index);
  rejectRow(
    input,
    row.record,
    `\`${echo(cellText(row, index), 60)}\` in the column \`${echo(header.names[index] ?? '', 60)}\` is no count`,
    place.column,
  );
  return undefined;
}

/** The method as written; `None` and nothing are none. */
export function methodOf(text: string): string | undefined {
  return text === '' || text === 'None' ? undefined : text;
}
