import type { Reader } from '../reader.js';
import { fortioJson } from './fortio-json.js';

/** What fortio writes. */
export const fortioReaders: readonly Reader[] = [fortioJson];
