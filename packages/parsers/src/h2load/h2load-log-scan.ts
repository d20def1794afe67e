import type { ScanFormat } from '../scan/scanner.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';

const TAB = 9;

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
      const start = first < 0 || first >= to ? NaN : wholeNumber(bytes, from, first);
      const isInside = second >= 0 && second < to;
      const status = isInside ? statusOf(bytes, first + 1, second) : NaN;
      const elapsed = isInside ? wholeNumber(bytes, second + 1, to) : NaN;
      if (Number.isNaN(start) || Number.isNaN(status) || Number.isNaN(elapsed))
        return recorder.reject({ line: lines + 1 }, 'expected a start in µs, a status and a time in µs');
      const failed = status < 100 || status >= 400;
      recorder.sample(slot, start / 1000, elapsed / 1000, failed, failed ? kindOf(status) : undefined);
    };
    return {
      scan(chunk, from, to) {
        let start = from;
        for (let end = chunk.indexOf(10, start); end >= 0 && end < to; end = chunk.indexOf(10, start)) {
          row(chunk, start, end > start && chunk[end - 1] === 13 ? end - 1 : end);
          lines++;
          start = end + 1;
        }
        return start;
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
  return to - from > 3 ? NaN : wholeNumber(bytes, from, to);
}

/** Digits as a number; NaN for anything else. */
function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
  if (to <= from || to - from > 16) return NaN;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
