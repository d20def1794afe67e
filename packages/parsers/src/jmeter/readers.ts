import type { Reader } from '../reader.js';

/** What jmeter writes. */
export const jmeterReaders: readonly Reader[] = [];
