import type { Reader } from '../reader.js';
import { scanFile } from '../scan/scan-file.js';
import { ghzCsvScan } from './ghz-csv-scan.js';

const HEADER = /^\s{0,20}duration \(ms\),status,error\r?(?:\n|$)/;

/** Every call of a run (`-O csv`): its time in ms to two digits, status and error. Neither the method nor when it was. */
export const ghzCsv: Reader = {
  format: 'ghz-csv',
  tool: 'ghz',
  title: 'ghz CSV',
  isRaw: true,
  detect: ({ text }) => HEADER.test(text),
  async read(input) {
    const { recorder } = await scanFile(input, { format: ghzCsvScan, setup: undefined, skip: 0, skipLines: 0 });
    return recorder.part({ load: { model: 'closed' } });
  },
};
