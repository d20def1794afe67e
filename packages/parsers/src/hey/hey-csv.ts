import type { Reader } from '../reader.js';
import { heyCsvRows } from './hey-csv-rows.js';
import { readNumberRows } from '../scan/read-number-rows.js';

/** hey keeps so many answers; what comes after is counted in its text alone. */
export const HEY_KEEPS = 1_000_000;

/** hey's CSV (`-o csv`): a row for each answered request. It failed when its status is 400 or above. */
export const heyCsv: Reader = {
  format: 'hey-csv',
  tool: 'hey',
  title: 'hey CSV',
  isRaw: true,
  detect: ({ text }) => /^response-time,DNS\+dialup,DNS,Request-write,/.test(text),
  async read(input) {
    const part = await readNumberRows(input, {
      tool: 'hey',
      format: heyCsvRows,
      elapsed: 'response-time',
      start: 'offset',
      status: 'status-code',
      lastDigits: 4,
    });
    if (part.state?.endpoints.some(({ requests }) => requests === HEY_KEEPS) === true)
      input.diagnostics.add('warning', 'answers-left-out', 'hey writes its first 1,000,000 answers; later ones are not in the file', {
        file: input.name,
      });
    return part;
  },
};
