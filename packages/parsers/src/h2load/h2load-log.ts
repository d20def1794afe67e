import type { Reader } from '../reader.js';
import { scanFile } from '../scan/scan-file.js';
import { h2loadLogScan } from './h2load-log-scan.js';

const ROW = /^\d{16}\t(?:-1|\d{1,3})\t\d{1,13}\r?$/;
const ROWS_LOOKED_AT = 20;

/**
 * The log of h2load (`--log-file`): a row without a header for each request that was sent, to a microsecond. A request failed
 * when its status is 400 or more, or when none came.
 */
export const h2loadLog: Reader = {
  format: 'h2load-log',
  tool: 'h2load',
  title: 'h2load log',
  isRaw: true,
  detect({ text, complete }) {
    const lines = text.split('\n', ROWS_LOOKED_AT + 1);
    // The last line of the head may be cut, or blank.
    const whole = lines.length > 1 || !complete ? lines.slice(0, -1) : lines;
    return whole.length > 0 && whole.every((line) => ROW.test(line));
  },
  async read(input) {
    const { recorder } = await scanFile(input, { format: h2loadLogScan, setup: undefined, skip: 0, skipLines: 0 });
    return recorder.part({ load: { model: 'closed' } });
  },
};
