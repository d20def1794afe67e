import { eachLine } from '../scan/each-line.js';
import type { ScanFormat } from '../scan/scanner.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { addCall } from './ghz-calls.js';

/** `2.60,OK,`: ms to two digits, the gRPC status, and the error as it is, commas included. */
const ROW = /^(\d{1,12}\.\d{1,9}),([A-Za-z]{1,40}),(.{0,100000})$/;

const HEADER = 'duration (ms),status,error';

/** Rows of what ghz writes with `-O csv`. */
export const ghzCsvScan: ScanFormat<undefined> = {
  name: 'ghz-csv',
  stepMs: 0.01,
  create(_setup, recorder) {
    const slot = recorder.endpoint({ kind: 'request', name: ALL_REQUESTS });
    let lines = 0;
    const row = (bytes: Uint8Array, from: number, to: number, ended: boolean) => {
      if (to <= from) return;
      const line = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
      const [, elapsed, status = '', error = ''] = ROW.exec(line) ?? [];
      if (elapsed !== undefined) addCall(recorder, slot, { endMs: NaN, elapsedMs: Number(elapsed), status, error });
      else if (line.trim() === HEADER) return;
      else if (ended) recorder.reject({ line: lines + 1 }, 'expected a time in ms, a status and an error');
      else recorder.cut({ line: lines + 1 });
    };
    return {
      scan(chunk, from, to) {
        return eachLine(chunk, from, to, (start, end) => {
          row(chunk, start, end, true);
          lines++;
        });
      },
      end(chunk, from, to) {
        row(chunk, from, to, false);
      },
      lines: () => lines,
    };
  },
};
