import type { Reader } from '../reader.js';

/** What prometheus writes. */
export const prometheusReaders: readonly Reader[] = [];
