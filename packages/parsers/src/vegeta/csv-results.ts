import { bufferOf } from '../scan/bytes.js';
import { parseDecimal } from '../scan/parse-bytes.js';
import type { ScanFormat } from '../scan/scanner.js';
import { type Cells, createCells, splitCells } from './csv-cells.js';
import { createResultRecorder, type ResultSetup } from './result-recorder.js';
import { clearResultRow, createResultRow, type ResultRow } from './result-row.js';
import { parseEpochNs } from './timestamp.js';

/** Columns: timestamp, code, latency, bytes out, bytes in, error, body, attack, sequence, method, URL, headers. */
const [ERROR, ATTACK, METHOD, URL_COLUMN] = [5, 7, 9, 10] as const;

/** What a file of CSV has in all its parts. Plain data. */
export interface CsvSetup extends ResultSetup {
  /** Columns of its rows. */
  columns: number;
}

/** Results of vegeta as CSV without a header: what `vegeta encode -to csv` writes, and `vegeta dump -dumper csv` before version 12. */
export const vegetaCsvResults: ScanFormat<CsvSetup> = {
  name: 'vegeta-csv',
  create(setup, recorder) {
    const results = createResultRecorder(recorder, setup, decodeCsv);
    const cells = createCells();
    const row = createResultRow();
    let lines = 0;
    const take = () => {
      if (cells.isBlank) return;
      if (cells.count === setup.columns) results.add(fillRow(row, cells), lines + 1);
      else recorder.reject({ line: lines + 1 }, `it has ${cells.count} columns; the first row has ${setup.columns}`);
    };
    return {
      scan(chunk, from, to) {
        const buffer = bufferOf(chunk);
        let at = from;
        while (splitCells(cells, buffer, at, to) && cells.isEnded) {
          take();
          lines += cells.breaks;
          at = cells.next;
        }
        return at;
      },
      end(chunk, from, to) {
        if (to <= from) return;
        splitCells(cells, bufferOf(chunk), from, to);
        // The last cell may be cut; the columns before it hold what counts.
        if (cells.isOpen || (cells.count < setup.columns && !cells.isBlank)) recorder.cut({ line: lines + 1 });
        else take();
      },
      lines: () => lines,
      state: () => results.state(),
    };
  },
};

function fillRow(row: ResultRow, { buffer, from, to, count }: Cells): ResultRow {
  const number = (column: number) => parseDecimal(buffer, from[column] as number, to[column] as number);
  clearResultRow(row).bytes = buffer;
  row.startMs = parseEpochNs(buffer, from[0] as number, to[0] as number);
  row.code = number(1);
  row.latencyNs = number(2);
  row.bytesOut = number(3);
  row.bytesIn = number(4);
  row.errorFrom = from[ERROR] as number;
  row.errorTo = to[ERROR] as number;
  if (count > ATTACK) [row.attackFrom, row.attackTo] = [from[ATTACK] as number, to[ATTACK] as number];
  if (count <= URL_COLUMN) return row;
  [row.methodFrom, row.methodTo] = [from[METHOD] as number, to[METHOD] as number];
  [row.urlFrom, row.urlTo] = [from[URL_COLUMN] as number, to[URL_COLUMN] as number];
  return row;
}

/** The text of a cell without the quotes around it. */
function decodeCsv(bytes: Uint8Array, from: number, to: number): string {
  return bufferOf(bytes).toString('utf8', from, to).replaceAll('""', '"');
}
