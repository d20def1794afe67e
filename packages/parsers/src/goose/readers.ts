import type { Reader } from '../reader.js';

/** What goose writes. */
export const gooseReaders: readonly Reader[] = [];
