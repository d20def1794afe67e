import type { Reader } from '../reader.js';
import { jmeterReportReaders } from './report-readers.js';

/** What JMeter writes. */
export const jmeterReaders: readonly Reader[] = [...jmeterReportReaders];
