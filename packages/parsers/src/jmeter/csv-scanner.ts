import { splitCells } from '../input/csv.js';
import type { Recorder } from '../samples/recorder.js';
import { bufferOf } from '../scan/bytes.js';
import type { ScanFormat, Scanner } from '../scan/scanner.js';
import { textOf } from './byte-values.js';
import { type CellTaker, takeCells } from './csv-cells.js';
import { createRowTaker, neededColumns, NOT_PLAIN, TO_HOLD } from './csv-row.js';
import { createClock } from './jtl-clock.js';
import { readRow } from './jtl-row.js';
import { createJtlRows } from './jtl-rows.js';
import type { JtlSetup } from './jtl-setup.js';
import { createRowFields, isLow, splitPlain, splitQuoted, splitWords } from './split-row.js';

const LF = 10;
const CR = 13;

/** A JTL in CSV, read from its bytes. */
export const jtlScan: ScanFormat<JtlSetup> = { name: 'jmeter-csv', stepMs: 1, create: createCsvScanner };

function createCsvScanner(setup: JtlSetup, recorder: Recorder): Scanner {
  const taker: CellTaker = { setup, rows: createJtlRows(setup, recorder), recorder, clock: createClock(setup.clock) };
  const fields = createRowFields(setup.delimiter.charCodeAt(0), neededColumns(setup), [setup.columns.label, setup.columns.threadName]);
  const take = createRowTaker(taker, fields);
  let lines = 0;

  const cellsOf = (chunk: Uint8Array, from: number, next: number): string[] => {
    const end = next - (next - 2 >= from && chunk[next - 2] === CR ? 2 : 1);
    return splitCells(
      textOf(chunk, from, end, () => taker.rows.counts.windows1252++),
      setup.delimiter,
    ).map(({ text }) => text);
  };
  const takeRow = (chunk: Uint8Array, view: DataView, from: number, next: number, isQuoted: boolean) => {
    const done = take(chunk, view, isQuoted);
    if (done === NOT_PLAIN) takeCells(taker, cellsOf(chunk, from, next), lines + 1);
    else if (done === TO_HOLD) {
      const row = readRow(setup, cellsOf(chunk, from, next), taker.clock);
      if (!('problem' in row)) taker.rows.hold(row);
    }
  };
  const delimiterIsLow = isLow(setup.delimiter.charCodeAt(0));
  const scan = (given: Uint8Array, from: number, to: number): number => {
    // Always of one class, never a Buffer: code that meets two is slower.
    const chunk = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
    const buffer = bufferOf(chunk);
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const last = buffer.lastIndexOf(LF, to - 1);
    // Rows that begin up to here end three bytes or more before the end of the chunk.
    const lastInWords =
      !delimiterIsLow || last < 1 ? -1 : last + 4 <= chunk.length ? last : chunk.length < 4 ? -1 : buffer.lastIndexOf(LF, chunk.length - 4);
    let at = from;
    while (at <= last) {
      let next = at <= lastInWords ? splitWords(fields, chunk, view, at) : splitPlain(fields, chunk, view, at);
      const isQuoted = next < 0;
      if (isQuoted) {
        next = splitQuoted(fields, chunk, at, to);
        if (next < 0) return at;
      }
      takeRow(chunk, view, at, next, isQuoted);
      lines += isQuoted ? 1 + fields.breaks : 1;
      at = next;
    }
    return at;
  };
  return {
    scan,
    end(chunk, from, to) {
      if (to <= from) return;
      const row = new Uint8Array(to - from + 1);
      row.set(chunk.subarray(from, to));
      row[to - from] = LF;
      const view = new DataView(row.buffer);
      const isPlain = splitPlain(fields, row, view, 0) === row.length;
      const isWhole = isPlain || splitQuoted(fields, row, 0, row.length) === row.length;
      if (isWhole && (fields.count >= setup.width || row.every((byte) => byte <= 32))) takeRow(row, view, 0, row.length, !isPlain);
      else recorder.cut({ line: lines + 1 });
    },
    lines: () => lines,
    state: () => taker.rows.state(lines),
  };
}
