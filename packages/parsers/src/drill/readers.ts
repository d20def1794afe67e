import type { Reader } from '../reader.js';
import { drillReport } from './drill-report.js';
import { drillText } from './drill-text.js';

/** What drill writes. */
export const drillReaders: readonly Reader[] = [drillText, drillReport];
