import type { Reader } from '../reader.js';

/** What hdrhistogram writes. */
export const hdrhistogramReaders: readonly Reader[] = [];
