import { createByteTable } from '../scan/byte-table.js';
import { textOf } from './byte-values.js';
import type { JtlLabel } from './jtl-label.js';
import type { JtlRows } from './jtl-rows.js';
import type { JtlColumns } from './jtl-setup.js';
import type { RowFields } from './split-row.js';

/** The number of the kind of failure that a row tells of, whose fields stand in a chunk. */
export type FailureFinder = (chunk: Uint8Array, label: JtlLabel, number: number, isTransaction: boolean) => number;

const LONGEST_KEY = 4096;
const SEPARATOR = 0;

/** Finds kinds of failures by the bytes that tell them, so that a text is made once for each kind. */
export function createFailureFinder(rows: JtlRows, fields: RowFields, columns: JtlColumns): FailureFinder {
  const known = createByteTable<number>(8192);
  const key = new Uint8Array(LONGEST_KEY);
  const told = [columns.responseCode, columns.responseMessage, columns.failureMessage];
  const text = (chunk: Uint8Array, column: number) => (column < 0 ? '' : textOfField(rows, fields, chunk, column));
  const fillKey = (chunk: Uint8Array, number: number, isTransaction: boolean): number => {
    if (number < 0) return -1;
    key[0] = number & 255;
    key[1] = (number >> 8) & 255;
    key[2] = (number >> 16) & 255;
    key[3] = Number(isTransaction);
    let length = 4;
    for (const column of told) {
      if (column < 0) continue;
      const [from, to] = [fields.starts[column] as number, fields.ends[column] as number];
      if (length + to - from + 1 > LONGEST_KEY) return -1;
      for (let at = from; at < to; at++) key[length++] = chunk[at] as number;
      key[length++] = SEPARATOR;
    }
    return length;
  };
  return (chunk, label, number, isTransaction) => {
    const length = fillKey(chunk, number, isTransaction);
    const found = length < 0 ? undefined : known.find(key, 0, length);
    if (found !== undefined) return found;
    const [code = '', message = '', failureMessage = ''] = told.map((column) => text(chunk, column));
    const failure = rows.failure(label, isTransaction, { code, message, failureMessage });
    return length < 0 ? failure : known.add(key, 0, length, failure);
  };
}

/** The text of a field. */
export function textOfField({ counts }: JtlRows, { starts, ends, escaped }: RowFields, chunk: Uint8Array, column: number): string {
  const text = textOf(chunk, starts[column] as number, ends[column] as number, () => counts.windows1252++);
  return escaped[column] === 1 ? text.replaceAll('""', '"') : text;
}
