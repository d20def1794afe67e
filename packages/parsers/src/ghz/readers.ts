import type { Reader } from '../reader.js';

/** What ghz writes. */
export const ghzReaders: readonly Reader[] = [];
