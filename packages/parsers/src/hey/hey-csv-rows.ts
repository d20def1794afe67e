import { numberRows } from '../scan/number-rows.js';

/** How the rows of hey's CSV are scanned; its times are whole tenths of a millisecond. */
export const heyCsvRows = numberRows('hey-csv', 0.1);
