import type { Reader } from '../reader.js';
import { jmeterXml } from './xml-jtl.js';

/** What JMeter writes beside its results in CSV: XML, reports, tables. */
export const jmeterReportReaders: readonly Reader[] = [jmeterXml];
