import type { Reader } from '../reader.js';
import { bombardierJson } from './bombardier-json.js';
import { bombardierText } from './bombardier-text.js';

/** What bombardier writes. */
export const bombardierReaders: readonly Reader[] = [bombardierJson, bombardierText];
