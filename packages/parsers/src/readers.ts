import type { Reader } from './draft.js';
import { flatJson, simulatorJson } from './flat/flat-json.js';
import { runJson } from './loadline/run-json.js';
import { modernHtml, oldHtml } from './locust/html.js';
import { entriesJson, webJson } from './locust/json.js';
import { distributionCsv, exceptionsCsv, failuresCsv, historyCsv } from './locust/other-csv.js';
import { statsCsv } from './locust/stats-csv.js';

/** Every reader, in the order in which they are asked. A new format is one folder and one line here. */
export const readers: readonly Reader[] = [runJson, entriesJson, webJson, flatJson, simulatorJson, modernHtml, oldHtml, historyCsv, statsCsv, distributionCsv, failuresCsv, exceptionsCsv];

/** What is known of a format. */
export interface FormatInfo {
  format: string;
  tool: string;
  title: string;
}

/** The formats that are read, in the order of detection. */
export const formats: readonly FormatInfo[] = readers.map(({ format, tool, title }) => ({ format, tool, title }));
