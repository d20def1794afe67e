import { numberRows } from '../scan/number-rows.js';

/** How the rows of oha's CSV are scanned. */
export const ohaCsvRows = numberRows('oha-csv');
