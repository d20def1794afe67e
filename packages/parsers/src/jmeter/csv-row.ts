import { bufferOf } from '../scan/bytes.js';
import { parseDecimal } from '../scan/parse-bytes.js';
import { createByteNumbers, hashBytes, numberOfBytes } from './byte-numbers.js';
import { createEpochReader, digitsOf, flagOf, shortDigits } from './byte-values.js';
import type { CellTaker } from './csv-cells.js';
import { createFailureFinder, textOfField } from './csv-failures.js';
import { noteRow } from './gaps.js';
import { COUNTS, IS_SUB_RESULT, UNKNOWN } from './jtl-judge.js';
import { createLabel, type JtlLabel } from './jtl-label.js';
import { hashText, TRANSACTION } from './jtl-row.js';
import type { JtlSetup } from './jtl-setup.js';
import type { RowFields } from './split-row.js';

/** The row was taken. */
export const TAKEN = 0;
/** Nothing was done: it has to be read as text. */
export const NOT_PLAIN = 1;
/** All was done but to keep it: it may be a sub-result of what lies before the part. */
export const TO_HOLD = 2;

/** Labels that are told by their bytes, for each endpoint that is kept: the same may be that of a transaction, or of a sub-result. */
const LABELS_PER_ENDPOINT = 4;
const LONGEST_MS = 99_999_999_999;
const ONE = 49;
const transaction = new TextEncoder().encode(TRANSACTION);

/** Columns of which the place is needed. */
export function neededColumns({ columns, customs }: JtlSetup): number {
  return 1 + Math.max(...Object.values(columns), ...customs.map(({ column }) => column));
}

/** Whether a row whose fields stand in a chunk was taken, and what is left to do where not. */
export type RowTaker = (chunk: Uint8Array, view: DataView, isQuoted: boolean) => number;

/** Takes rows from their bytes: texts are made only of what comes for the first time. */
export function createRowTaker({ setup, rows, clock }: CellTaker, fields: RowFields): RowTaker {
  const { columns, customs, width } = setup;
  const { starts, ends, hashes, escaped } = fields;
  const { timeStamp, elapsed, label: labelColumn, responseMessage, threadName, success, allThreads, SampleCount } = columns;
  const isReadable = success >= 0 && elapsed >= 0 && columns.method < 0;
  const isEpoch = setup.clock === 'epoch';
  const noThread = hashText('');
  const noLabel = createLabel('');
  const valuesOfTransactions = setup.settings.jmeterRows === 'transactions';
  const numbers = createByteNumbers();
  const labels: JtlLabel[] = [];
  const most = LABELS_PER_ENDPOINT * setup.limits.endpoints;
  const failureOf = createFailureFinder(rows, fields, columns);
  let ofChunk: Uint8Array = new Uint8Array(0);
  let chunkText = bufferOf(ofChunk);

  const readEpoch = createEpochReader();
  const span = new Float64Array(2);
  // Begin and end of the second of which the users were said last.
  const second = new Float64Array(2);
  let lastUsers = -1;
  const dateOf = (chunk: Uint8Array): number => {
    if (ofChunk !== chunk) [chunkText, ofChunk] = [bufferOf(chunk), chunk];
    return clock(chunkText.toString('latin1', starts[timeStamp], ends[timeStamp]));
  };
  const takeValues = (chunk: Uint8Array, startMs: number) => {
    for (let index = 0; index < customs.length; index++) {
      const column = customs[index]?.column ?? 0;
      const value = parseDecimal(chunk, starts[column] as number, ends[column] as number);
      if (!Number.isNaN(value)) rows.value(index, startMs, value);
    }
  };
  return (chunk, view, isQuoted) => {
    if (!isReadable || fields.count !== width) return NOT_PLAIN;
    const elapsedMs = digitsOf(chunk, starts[elapsed] as number, ends[elapsed] as number);
    const flag = flagOf(chunk, starts[success] as number, ends[success] as number);
    if (elapsedMs < 0 || elapsedMs > LONGEST_MS || flag < 0) return NOT_PLAIN;
    if (timeStamp < 0) span[0] = NaN;
    else if (isEpoch) readEpoch(chunk, view, starts[timeStamp] as number, ends[timeStamp] as number, span);
    else span[0] = dateOf(chunk);
    const startMs = span[0] as number;
    if (timeStamp >= 0 && !(startMs >= 0)) return NOT_PLAIN;
    if (SampleCount >= 0 && (chunk[starts[SampleCount] as number] !== ONE || ends[SampleCount] !== (starts[SampleCount] as number) + 1))
      return NOT_PLAIN;
    if (isQuoted && ((threadName >= 0 && escaped[threadName] !== 0) || (labelColumn >= 0 && escaped[labelColumn] === 2))) return NOT_PLAIN;

    let number = -1;
    let label = noLabel;
    if (labelColumn >= 0) {
      const from = starts[labelColumn] as number;
      const to = ends[labelColumn] as number;
      const known = numbers.size;
      number = numberOfBytes(numbers, isQuoted ? hashBytes(view, from, to) : (hashes[labelColumn] as number), view, from, to, most);
      if (number < 0) label = createLabel(textOfField(rows, fields, chunk, labelColumn));
      else {
        if (number === known) labels.push(createLabel(textOfField(rows, fields, chunk, labelColumn)));
        label = labels[number] as JtlLabel;
      }
    }
    const endMs = startMs + elapsedMs;
    if (allThreads >= 0) {
      const users = shortDigits(chunk, starts[allThreads] as number, ends[allThreads] as number);
      if (users >= 0 && (users !== lastUsers || !(endMs >= (second[0] as number) && endMs < (second[1] as number)))) {
        lastUsers = users;
        second[0] = Math.floor(endMs / 1000) * 1000;
        second[1] = second[0] + 1000;
        rows.users(endMs, users);
      }
    }
    const isTransaction =
      responseMessage >= 0 && startsTransaction(chunk, starts[responseMessage] as number, ends[responseMessage] as number);
    if (!isTransaction) {
      noteRow(rows.gaps, startMs, endMs);
      const thread =
        threadName < 0
          ? noThread
          : isQuoted
            ? hashBytes(view, starts[threadName] as number, ends[threadName] as number)
            : (hashes[threadName] as number);
      span[1] = endMs;
      const verdict = rows.judge.judge(label, thread, span);
      if (verdict !== COUNTS) {
        if (verdict === IS_SUB_RESULT) rows.counts.subResults++;
        return verdict === UNKNOWN ? TO_HOLD : TAKEN;
      }
    }
    if (customs.length > 0 && isTransaction === valuesOfTransactions) takeValues(chunk, startMs);
    rows.count(label, isTransaction, startMs, elapsedMs, flag === 0, flag === 0 ? failureOf(chunk, label, number, isTransaction) : -1);
    return TAKEN;
  };
}

function startsTransaction(chunk: Uint8Array, from: number, to: number): boolean {
  if (chunk[from] !== 0x4e || to - from < transaction.length) return false;
  for (let at = 1; at < transaction.length; at++) if (chunk[from + at] !== transaction[at]) return false;
  return true;
}
