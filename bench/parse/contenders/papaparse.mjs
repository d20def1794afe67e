// papaparse as a stream, rows as arrays: its fast way.
import { createReadStream } from 'node:fs';
import Papa from 'papaparse';
import { createTally } from './tally.mjs';

const tally = createTally();
let header;
Papa.parse(createReadStream(process.argv[2]), {
  step({ data }) {
    if (header === undefined) {
      header = { elapsed: data.indexOf('elapsed'), label: data.indexOf('label'), success: data.indexOf('success') };
      return;
    }
    if (data.length > 1) tally.add(data[header.label], Number(data[header.elapsed]), data[header.success] === 'false');
  },
  complete: () => tally.print(),
});
