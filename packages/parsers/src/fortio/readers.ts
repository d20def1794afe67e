import type { Reader } from '../reader.js';

/** What fortio writes. */
export const fortioReaders: readonly Reader[] = [];
