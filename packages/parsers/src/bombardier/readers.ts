import type { Reader } from '../reader.js';

/** What bombardier writes. */
export const bombardierReaders: readonly Reader[] = [];
