import type { Reader } from '../reader.js';

/** What loadtest writes. */
export const loadtestReaders: readonly Reader[] = [];
