import type { Reader } from '../reader.js';

/** What hey writes. */
export const heyReaders: readonly Reader[] = [];
