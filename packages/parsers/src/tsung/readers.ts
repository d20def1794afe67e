import type { Reader } from '../reader.js';
import { logJson } from './log-json.js';
import { logText } from './log-text.js';
import { trafficDump } from './traffic-dump.js';

/** What tsung writes. */
export const tsungReaders: readonly Reader[] = [trafficDump, logText, logJson];
