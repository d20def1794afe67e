import type { Reader } from '../reader.js';
import { gooseText } from './goose-text.js';
import { reportJson } from './report-json.js';
import { requestLogCsv } from './request-log-csv.js';
import { requestLogJson } from './request-log-json.js';
import { requestLogRaw } from './request-log-raw.js';

/** What goose writes. */
export const gooseReaders: readonly Reader[] = [requestLogJson, requestLogCsv, requestLogRaw, reportJson, gooseText];
