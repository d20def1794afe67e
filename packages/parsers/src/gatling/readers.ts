import type { Reader } from '../reader.js';

/** What gatling writes. */
export const gatlingReaders: readonly Reader[] = [];
