import type { Reader } from '../reader.js';

/** What vegeta writes. */
export const vegetaReaders: readonly Reader[] = [];
