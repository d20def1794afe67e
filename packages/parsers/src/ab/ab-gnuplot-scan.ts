import { eachLine } from '../scan/each-line.js';
import { parseWhole } from '../scan/parse-bytes.js';
import type { ScanFormat } from '../scan/scanner.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';

/** The first line of a file of `ab -g`. */
export const HEADER = /^starttime\tseconds\tctime\tdtime\tttime\twait\r?(?:\n|$)/;

const TAB = 9;
const CELLS = 6;
const MOST_DIGITS = 15;

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
      const seconds = parseWhole(bytes, (tabs[0] ?? 0) + 1, tabs[1] ?? 0, MOST_DIGITS);
      const elapsed = parseWhole(bytes, (tabs[3] ?? 0) + 1, tabs[4] ?? 0, MOST_DIGITS);
      if (found !== CELLS - 1 || Number.isNaN(seconds) || Number.isNaN(elapsed))
        return recorder.reject({ line: lines + 1 }, `expected ${CELLS} cells with whole seconds and milliseconds`);
      recorder.sample(slot, seconds * 1000, elapsed, false);
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

/** Writes the places of the first tabs into `tabs`; gives how many there are, at most as many as fit. */
function findTabs(bytes: Uint8Array, from: number, to: number, tabs: Int32Array): number {
  let found = 0;
  for (let at = from; at < to && found < tabs.length; at++) if (bytes[at] === TAB) tabs[found++] = at;
  return found;
}
