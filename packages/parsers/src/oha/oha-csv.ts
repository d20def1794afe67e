import { readNumberRows } from '../scan/read-number-rows.js';
import type { Reader } from '../reader.js';
import { ohaCsvRows } from './oha-csv-rows.js';

/** oha's CSV (`--output-format csv`): a row for each answered request. It failed when its status is 400 or above. */
export const ohaCsv: Reader = {
  format: 'oha-csv',
  tool: 'oha',
  title: 'oha CSV',
  isRaw: true,
  detect: ({ text }) => /^request-start,DNS,DNS\+dialup,(?:[A-Za-z+-]{1,40},){0,10}request-duration,/.test(text),
  read: async (input) =>
    readNumberRows(input, {
      tool: 'oha',
      format: ohaCsvRows,
      elapsed: 'request-duration',
      start: 'request-start',
      status: 'status',
      lastDigits: 0,
    }),
};
