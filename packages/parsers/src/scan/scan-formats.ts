import { abGnuplotScan } from '../ab/ab-gnuplot-scan.js';
import { k6CsvScan, k6JsonScan } from '../k6/point-scans.js';
import { vegetaCsvResults } from '../vegeta/csv-results.js';
import { vegetaJsonResults } from '../vegeta/json-results.js';
import { jtlScan } from '../jmeter/csv-scanner.js';
import { gatlingLogScan } from '../gatling/log-scanner.js';
import { heyCsvRows } from '../hey/hey-csv-rows.js';
import { ohaCsvRows } from '../oha/oha-csv-rows.js';
import { ghzCsvScan } from '../ghz/ghz-csv-scan.js';
import { ghzInfluxScan } from '../ghz/ghz-influx-scan.js';
import { h2loadLogScan } from '../h2load/h2load-log-scan.js';
import type { ScanFormat } from './scanner.js';

const all: readonly ScanFormat<never>[] = [
  abGnuplotScan,
  ghzCsvScan,
  ghzInfluxScan,
  h2loadLogScan,
  gatlingLogScan,
  jtlScan,
  k6JsonScan,
  k6CsvScan,
  vegetaJsonResults,
  vegetaCsvResults,
  heyCsvRows,
  ohaCsvRows,
];

/** The raw formats that are read from bytes, by name. */
export const scanFormats: ReadonlyMap<string, ScanFormat<unknown>> = new Map(
  all.map((format) => [format.name, format as ScanFormat<unknown>]),
);
