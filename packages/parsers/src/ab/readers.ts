import type { Reader } from '../reader.js';

/** What ab writes. */
export const abReaders: readonly Reader[] = [];
