import type { Reader } from '../reader.js';

/** What wrk writes. */
export const wrkReaders: readonly Reader[] = [];
