import { echo } from '@loadline/schema';
import { findDelimiter, forEachRecord, splitCells } from '../input/csv.js';
import { secondHeader } from '../input/second-header.js';
import type { Reader } from '../reader.js';
import { createFinalRows, type FinalRows } from './final-part.js';

/**
 * The final statistics of Taurus as CSV (`dump-csv` of `final-stats`). A request failed when the tool that Taurus ran says
 * so (`fail`). The row without a label is the whole run.
 */
export const taurusFinalCsv: Reader = {
  format: 'taurus-final-csv',
  tool: 'taurus',
  title: 'Taurus final statistics, CSV',
  isReport: true,
  detect: ({ text }) => {
    const line = text.slice(0, 20_000).split('\n', 1)[0] ?? '';
    const cells = headerOf(line, findDelimiter(line));
    return cells[0] === 'label' && NEEDED.every((name) => cells.includes(name));
  },
  async read(input) {
    const rows = createFinalRows(input);
    let header: string[] | undefined;
    let delimiter = ',';
    let isCut = false;
    await forEachRecord(input, 'csv', ({ line, text, ended, open }) => {
      if (header === undefined) {
        delimiter = findDelimiter(text);
        header = headerOf(text, delimiter);
        return;
      }
      const cells = splitCells(text, delimiter).map((cell) => cell.text);
      isCut = open || (!ended && cells.length < header.length);
      if (isCut) return;
      if (cells.every((cell, index) => cell === header?.[index])) throw secondHeader(input.name, line);
      if (cells.length === header.length) takeRow(rows, header, cells, line);
      else rows.reject(line, `\`${echo(text, 80)}\` has ${cells.length} fields instead of ${header.length}`);
    });
    return rows.part({ rank: 1, isCut });
  },
};

const NEEDED = ['avg_rt', 'succ', 'fail', 'throughput', 'concurrency'];

function headerOf(line: string, delimiter: string): string[] {
  return splitCells(line.replace(/\r$/, ''), delimiter).map((cell) => cell.text.trim());
}

function takeRow(rows: FinalRows, header: readonly string[], cells: readonly string[], line: number): void {
  const fields = new Map<string, string>();
  const percentiles = new Map<string, string>();
  const codes = new Map<string, string>();
  header.forEach((name, index) => {
    const cell = cells[index] ?? '';
    if (name.startsWith('perc_')) percentiles.set(name.slice(5), cell);
    else if (name.startsWith('rc_')) codes.set(name.slice(3), cell);
    else fields.set(name, cell);
  });
  rows.add({ label: fields.get('label') ?? '', fields, percentiles, codes }, line);
}
