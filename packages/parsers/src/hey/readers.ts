import type { Reader } from '../reader.js';
import { heyCsv } from './hey-csv.js';
import { heyText } from './hey-text.js';

/** What hey writes. */
export const heyReaders: readonly Reader[] = [heyText, heyCsv];
