import type { Reader } from '../reader.js';

/** What drill writes. */
export const drillReaders: readonly Reader[] = [];
