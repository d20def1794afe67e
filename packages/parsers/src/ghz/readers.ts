import type { Reader } from '../reader.js';
import { ghzCsv } from './ghz-csv.js';
import { ghzHtml } from './ghz-html.js';
import { ghzInfluxDetails, ghzInfluxSummary } from './ghz-influx.js';
import { ghzJson } from './ghz-json.js';
import { ghzPrometheus } from './ghz-prometheus.js';
import { ghzText } from './ghz-text.js';

/** What ghz writes, most telling first. */
export const ghzReaders: readonly Reader[] = [ghzJson, ghzCsv, ghzInfluxDetails, ghzHtml, ghzPrometheus, ghzText, ghzInfluxSummary];
