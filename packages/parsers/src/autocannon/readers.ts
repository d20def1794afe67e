import type { Reader } from '../reader.js';

/** What autocannon writes. */
export const autocannonReaders: readonly Reader[] = [];
