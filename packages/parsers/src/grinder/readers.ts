import type { Reader } from '../reader.js';
import { dataLog } from './data-log.js';
import { processLog } from './process-log.js';

/** What The Grinder writes. */
export const grinderReaders: readonly Reader[] = [dataLog, processLog];
