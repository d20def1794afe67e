import type { Reader } from '../reader.js';
import { jmeterAggregateCsv, jmeterSummaryCsv } from './aggregate-table.js';
import { jmeterStatisticsJson } from './dashboard-statistics.js';
import { jmeterSummaryLog } from './summary-log.js';
import { jmeterXml } from './xml-jtl.js';

/** What JMeter writes beside its results in CSV: XML, the dashboard's statistics, tables, its console. */
export const jmeterReportReaders: readonly Reader[] = [
  jmeterXml,
  jmeterStatisticsJson,
  jmeterAggregateCsv,
  jmeterSummaryCsv,
  jmeterSummaryLog,
];
