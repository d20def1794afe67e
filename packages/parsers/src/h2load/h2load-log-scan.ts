import { eachLine } from '../scan/each-line.js';
import { parseWhole } from '../scan/parse-bytes.js';
import type { ScanFormat } from '../scan/scanner.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';

const TAB = 9;
const MOST_DIGITS = 16;

/** Rows of h2load's log: start in µs since the epoch, status (-1 where no answer came), time in µs. */
export const h2loadLogScan: ScanFormat<undefined> = {
  name: 'h2load-log',
  stepMs: 0.001,
  create(_setup, recorder) {
    const slot = recorder.endpoint({ kind: 'request', name: ALL_REQUESTS });
    const kinds = new Map<number, number>();
    let lines = 0;
    const kindOf = (status: number) => {
      const known = kinds.get(status);
      if (known !== undefined) return known;
      const kind = recorder.errorKind(
        status < 100 ? { slot, message: 'no answer' } : { slot, status: String(status), message: `HTTP ${status}` },
      );
      kinds.set(status, kind);
      return kind;
    };
    const row = (bytes: Uint8Array, from: number, to: number) => {
      if (to <= from) return;
      const first = bytes.indexOf(TAB, from);
      const second = first < 0 ? -1 : bytes.indexOf(TAB, first + 1);
      const start = first < 0 || first >= to ? NaN : parseWhole(bytes, from, first, MOST_DIGITS);
      const isInside = second >= 0 && second < to;
      const status = isInside ? statusOf(bytes, first + 1, second) : NaN;
      const elapsed = isInside ? parseWhole(bytes, second + 1, to, MOST_DIGITS) : NaN;
      if (Number.isNaN(start) || Number.isNaN(status) || Number.isNaN(elapsed))
        return recorder.reject({ line: lines + 1 }, 'expected a start in µs, a status and a time in µs');
      const failed = status < 100 || status >= 400;
      recorder.sample(slot, start / 1000, elapsed / 1000, failed, failed ? kindOf(status) : undefined);
    };
    return {
      scan(chunk, from, to) {
        return eachLine(chunk, from, to, (start, end) => {
          row(chunk, start, end);
          lines++;
        });
      },
      end(_chunk, from, to) {
        // The time ends a row: cut short, it would be another one.
        if (to > from) recorder.cut({ line: lines + 1 });
      },
      lines: () => lines,
    };
  },
};

/** A status of three digits; 0 for -1 and for an answer that had none. */
function statusOf(bytes: Uint8Array, from: number, to: number): number {
  if (to - from === 2 && bytes[from] === 45 && bytes[from + 1] === 49) return 0;
  return to - from > 3 ? NaN : parseWhole(bytes, from, to, MOST_DIGITS);
}
