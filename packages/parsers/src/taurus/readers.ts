import type { Reader } from '../reader.js';

/** What taurus writes. */
export const taurusReaders: readonly Reader[] = [];
