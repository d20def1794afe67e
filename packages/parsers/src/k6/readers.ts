import type { Reader } from '../reader.js';
import { k6Csv } from './csv-points.js';
import { k6Dashboard } from './dashboard-html.js';
import { k6Json } from './json-points.js';
import { k6MachineReadable } from './machine-readable.js';
import { k6Stdout } from './stdout-summary.js';
import { k6HandleSummary, k6SummaryExport } from './summary-export.js';

/** What k6 writes, most telling first. */
export const k6Readers: readonly Reader[] = [k6Json, k6Csv, k6MachineReadable, k6SummaryExport, k6HandleSummary, k6Dashboard, k6Stdout];
