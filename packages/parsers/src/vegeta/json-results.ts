import { bufferOf, standsAt } from '../scan/bytes.js';
import { parseDecimal } from '../scan/parse-bytes.js';
import type { ScanFormat } from '../scan/scanner.js';
import { walkObject } from './json-object.js';
import { createResultRecorder, type ResultSetup } from './result-recorder.js';
import { clearResultRow, createResultRow, type ResultRow } from './result-row.js';
import { createTimestampParser } from './timestamp.js';

const NEWLINE = 10;
const nameOf = (name: string) => new TextEncoder().encode(name);
const ATTACK = nameOf('attack');
const METHOD = nameOf('method');
const CODE = nameOf('code');
const TIMESTAMP = nameOf('timestamp');
const LATENCY = nameOf('latency');
const BYTES_OUT = nameOf('bytes_out');
const BYTES_IN = nameOf('bytes_in');
const ERROR = nameOf('error');
const URL_NAME = nameOf('url');

/** Results of vegeta as JSON, one to a line: what `vegeta encode` writes, and `vegeta dump` before version 12. */
export const vegetaJsonResults: ScanFormat<ResultSetup> = {
  name: 'vegeta-ndjson',
  create(setup, recorder) {
    const results = createResultRecorder(recorder, setup, decodeJson);
    const readRow = createRowReader();
    let lines = 0;
    const take = (buffer: Buffer, from: number, to: number) => {
      const row = readRow(buffer, from, to);
      if (row !== undefined) results.add(row, lines + 1);
      else if (!isBlank(buffer, from, to)) recorder.reject({ line: lines + 1 }, 'it is no result of vegeta as JSON');
    };
    return {
      scan(chunk, from, to) {
        const buffer = bufferOf(chunk);
        let at = from;
        for (let end = buffer.indexOf(NEWLINE, at); end >= 0 && end < to; end = buffer.indexOf(NEWLINE, at)) {
          take(buffer, at, end);
          lines++;
          at = end + 1;
        }
        return at;
      },
      end(chunk, from, to) {
        const buffer = bufferOf(chunk);
        const row = readRow(buffer, from, to);
        if (row !== undefined) results.add(row, lines + 1);
        else if (!isBlank(buffer, from, to)) recorder.cut({ line: lines + 1 });
      },
      lines: () => lines,
      state: () => results.state(),
    };
  },
};

/** Fields that are looked for. Once all were seen the rest of the line, the headers of the answer, is not looked at. */
const FIELDS = 9;
/** A line with fewer of them is of something else. */
const FEWEST_FIELDS = 3;

/** Reads one line; undefined where it holds no result. The row is filled anew by the next call. */
function createRowReader(): (bytes: Buffer, from: number, to: number) => ResultRow | undefined {
  const row = createResultRow();
  const parseTime = createTimestampParser();
  let buffer: Buffer = Buffer.alloc(0);
  let seen = 0;
  const onText = (nameFrom: number, nameTo: number, from: number, to: number): boolean => {
    const length = nameTo - nameFrom;
    if (length === 3 && standsAt(buffer, nameFrom, URL_NAME)) {
      row.urlFrom = from;
      row.urlTo = to;
    } else if (length === 5 && standsAt(buffer, nameFrom, ERROR)) {
      row.errorFrom = from;
      row.errorTo = to;
    } else if (length === 6 && standsAt(buffer, nameFrom, METHOD)) {
      row.methodFrom = from;
      row.methodTo = to;
    } else if (length === 6 && standsAt(buffer, nameFrom, ATTACK)) {
      row.attackFrom = from;
      row.attackTo = to;
    } else if (length === 9 && standsAt(buffer, nameFrom, TIMESTAMP)) row.startMs = parseTime(buffer, from, to);
    else return true;
    return ++seen < FIELDS;
  };
  const onOther = (nameFrom: number, nameTo: number, from: number, to: number): boolean => {
    const length = nameTo - nameFrom;
    if (length === 4 && standsAt(buffer, nameFrom, CODE)) row.code = parseDecimal(buffer, from, to);
    else if (length === 7 && standsAt(buffer, nameFrom, LATENCY)) row.latencyNs = parseDecimal(buffer, from, to);
    else if (length === 8 && standsAt(buffer, nameFrom, BYTES_IN)) row.bytesIn = parseDecimal(buffer, from, to);
    else if (length === 9 && standsAt(buffer, nameFrom, BYTES_OUT)) row.bytesOut = parseDecimal(buffer, from, to);
    else return true;
    return ++seen < FIELDS;
  };
  return (bytes, from, to) => {
    buffer = bytes;
    seen = 0;
    clearResultRow(row).bytes = bytes;
    return walkObject(bytes, from, to, onText, onOther) && seen >= FEWEST_FIELDS ? row : undefined;
  };
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((bytes[at] as number) > 32) return false;
  return true;
}

/** The text of a JSON string without its quotes; as it stands where it is none. */
function decodeJson(bytes: Uint8Array, from: number, to: number): string {
  const text = bufferOf(bytes).toString('utf8', from, to);
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
