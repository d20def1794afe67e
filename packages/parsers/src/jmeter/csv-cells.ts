import type { Recorder } from '../samples/recorder.js';
import type { ClockReader } from './jtl-clock.js';
import { readRow } from './jtl-row.js';
import type { JtlRows } from './jtl-rows.js';
import type { JtlSetup } from './jtl-setup.js';

/** What takes the rows of a file as texts. */
export interface CellTaker {
  setup: JtlSetup;
  rows: JtlRows;
  recorder: Recorder;
  clock: ClockReader;
}

/**
 * Takes one row as texts: the slower way, for what is not as plain as most rows are. What cannot be counted is rejected,
 * with the reason; headers and blank rows are passed over.
 */
export function takeCells({ setup, rows, recorder, clock }: CellTaker, cells: readonly string[], line: number): void {
  if (cells.every((cell) => cell.trim() === '')) return;
  if (isHeader(setup, cells)) {
    rows.counts.headers++;
    return;
  }
  if (cells.includes('elapsed') && cells.includes('label') && cells.includes('success')) {
    rows.counts.otherHeader = rows.counts.otherHeader || line;
    return;
  }
  const row = readRow(setup, cells, clock);
  if ('problem' in row) recorder.reject({ line }, row.problem);
  else rows.take(row);
}

function isHeader({ header }: JtlSetup, cells: readonly string[]): boolean {
  return header !== undefined && cells.length === header.length && cells.every((cell, index) => cell.trim() === header[index]);
}
