import type { Reader } from '../reader.js';
import { gatlingBinaryLog } from './binary-log.js';
import { gatlingLog } from './text-log.js';

/** What Gatling writes. */
export const gatlingReaders: readonly Reader[] = [gatlingLog, gatlingBinaryLog];
