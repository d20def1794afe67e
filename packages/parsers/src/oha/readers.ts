import type { Reader } from '../reader.js';

/** What oha writes. */
export const ohaReaders: readonly Reader[] = [];
