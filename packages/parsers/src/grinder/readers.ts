import type { Reader } from '../reader.js';

/** What grinder writes. */
export const grinderReaders: readonly Reader[] = [];
