import type { ScanFormat } from '../scan/scanner.js';
import type { CsvHeader } from './csv-header.js';
import { createCsvScanner } from './csv-scanner.js';
import { createJsonScanner } from './json-scanner.js';
import { createPointCollector } from './point-collector.js';
import type { PointSetup } from './point-state.js';

/** How the lines of `--out json` are scanned. */
export const k6JsonScan: ScanFormat<PointSetup> = {
  name: 'k6-json',
  create: (setup, recorder, file) => createJsonScanner(createPointCollector(recorder, setup, file)),
};

/** How the rows of `--out csv` are scanned. */
export const k6CsvScan: ScanFormat<PointSetup & { header: CsvHeader }> = {
  name: 'k6-csv',
  create: (setup, recorder, file) => createCsvScanner(createPointCollector(recorder, setup, file), setup.header),
};
