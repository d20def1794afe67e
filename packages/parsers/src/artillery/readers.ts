import type { Reader } from '../reader.js';

/** What artillery writes. */
export const artilleryReaders: readonly Reader[] = [];
