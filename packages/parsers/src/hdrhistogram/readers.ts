import type { Reader } from '../reader.js';
import { hdrhistogramIntervals } from './interval-table.js';
import { hdrhistogramLog } from './log.js';
import { hdrhistogramHgrm } from './percentile-table.js';

/** What HdrHistogram writes. */
export const hdrhistogramReaders: readonly Reader[] = [hdrhistogramLog, hdrhistogramHgrm, hdrhistogramIntervals];
