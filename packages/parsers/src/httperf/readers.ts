import type { Reader } from '../reader.js';
import { httperfText } from './httperf-text.js';

/** What httperf writes. */
export const httperfReaders: readonly Reader[] = [httperfText];
