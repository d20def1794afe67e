import type { Reader } from '../reader.js';
import { jtlCsv } from './jtl-csv.js';
import { jmeterReportReaders } from './report-readers.js';

/** What JMeter writes. */
export const jmeterReaders: readonly Reader[] = [jtlCsv, ...jmeterReportReaders];
