import type { Reader } from '../reader.js';

/** What tsung writes. */
export const tsungReaders: readonly Reader[] = [];
