import { eachLine } from '../scan/each-line.js';
import type { ScanFormat } from '../scan/scanner.js';
import { addCall } from './ghz-calls.js';
import { callIdentity } from './ghz-summary.js';

/** What stands behind the tags: when the call ended, its time in ns, error and status. */
const FIELDS = /,hasError=(?:true|false) latency=(\d{1,18}),error="(.{0,100000})",status="([A-Za-z]{0,40})" (\d{1,19})$/;

/** The tag that names the method. */
const CALL = /,call="([^"]{1,2048})"/;

/** Lines of what ghz writes with `-O influx-details`. */
export const ghzInfluxScan: ScanFormat<undefined> = {
  name: 'ghz-influx-details',
  create(_setup, recorder) {
    let lines = 0;
    const row = (bytes: Uint8Array, from: number, to: number, ended: boolean) => {
      if (to <= from) return;
      const line = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
      const tail = line.indexOf(',hasError=');
      const [, elapsed, error = '', status = '', end = ''] =
        (tail < 0 ? null : FIELDS.exec(line.slice(line.lastIndexOf(',hasError=')))) ?? [];
      if (elapsed === undefined || !line.startsWith('ghz_detail,') || (!ended && end.length < 19)) {
        if (ended) recorder.reject({ line: lines + 1 }, 'expected a line of ghz_detail with its latency, error, status and time');
        else recorder.cut({ line: lines + 1 });
        return;
      }
      const slot = recorder.endpoint(callIdentity(CALL.exec(line.slice(0, tail))?.[1]));
      // Nanoseconds since the epoch are more than a number holds: milliseconds and the rest are read by themselves.
      const endMs = Number(end.slice(0, -6)) + Number(end.slice(-6)) / 1e6;
      addCall(recorder, slot, { endMs, elapsedMs: Number(elapsed) / 1e6, status, error: error.replace(/\\([ ,=])/g, '$1') });
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
