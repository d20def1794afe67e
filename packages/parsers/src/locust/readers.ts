import type { Reader } from '../reader.js';
import { locustDistributionCsv } from './distribution-csv.js';
import { locustExceptionsCsv } from './exceptions-csv.js';
import { locustFailuresCsv } from './failures-csv.js';
import { locustHistoryCsv } from './history-csv.js';
import { locustHtml } from './html-report.js';
import { locustJson } from './stats-json.js';
import { locustStatsCsv } from './stats-csv.js';
import { locustWebJson } from './web-json.js';

/** What Locust writes, most telling first. */
export const locustReaders: readonly Reader[] = [
  locustStatsCsv,
  locustHistoryCsv,
  locustFailuresCsv,
  locustExceptionsCsv,
  locustDistributionCsv,
  locustJson,
  locustWebJson,
  locustHtml,
];
