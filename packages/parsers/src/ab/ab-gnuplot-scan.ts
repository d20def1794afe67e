import type { ScanFormat } from '../scan/scanner.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';

/** The first line of a file of `ab -g`. */
export const HEADER = /^starttime\tseconds\tctime\tdtime\tttime\twait\r?(?:\n|$)/;

const NEWLINE = 10;
const TAB = 9;
const CELLS = 6;

/** Rows of `ab -g`: a date for people, seconds since the epoch, and times in ms, of which `ttime` is the whole request. */
export const abGnuplotScan: ScanFormat<undefined> = {
  name: 'ab-gnuplot-tsv',
  stepMs: 1,
  create(_setup, recorder) {
    const slot = recorder.endpoint({ kind: 'request', name: ALL_REQUESTS });
    const tabs = new Int32Array(CELLS);
    let lines = 0;
    const row = (bytes: Uint8Array, from: number, to: number, ended: boolean) => {
      // Only the header begins with a small letter.
      if (to <= from || bytes[from] === 115) return;
      const found = findTabs(bytes, from, to, tabs);
      if (found < CELLS - 1 && !ended) return recorder.cut({ line: lines + 1 });
      const seconds = wholeNumber(bytes, (tabs[0] ?? 0) + 1, tabs[1] ?? 0);
      const elapsed = wholeNumber(bytes, (tabs[3] ?? 0) + 1, tabs[4] ?? 0);
      if (found !== CELLS - 1 || Number.isNaN(seconds) || Number.isNaN(elapsed))
        return recorder.reject({ line: lines + 1 }, `expected ${CELLS} cells with whole seconds and milliseconds`);
      recorder.sample(slot, seconds * 1000, elapsed, false);
    };
    return {
      scan(chunk, from, to) {
        let start = from;
        for (let end = chunk.indexOf(NEWLINE, start); end >= 0 && end < to; end = chunk.indexOf(NEWLINE, start)) {
          row(chunk, start, chunk[end - 1] === 13 ? end - 1 : end, true);
          lines++;
          start = end + 1;
        }
        return start;
      },
      end(chunk, from, to) {
        row(chunk, from, to, false);
      },
      lines: () => lines,
    };
  },
};

/** Writes the places of the first tabs into `tabs`; gives how many there are, at most as many as fit. */
function findTabs(bytes: Uint8Array, from: number, to: number, tabs: Int32Array): number {
  let found = 0;
  for (let at = from; at < to && found < tabs.length; at++) if (bytes[at] === TAB) tabs[found++] = at;
  return found;
}

/** The digits of a cell as a number; NaN for anything else. */
function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
  if (to <= from || to - from > 15) return NaN;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
