import type { Reader } from '../reader.js';
import { vegetaGob } from './gob-reader.js';
import { vegetaCsv, vegetaNdjson } from './raw-readers.js';

/** What vegeta writes. */
export const vegetaReaders: readonly Reader[] = [vegetaGob, vegetaNdjson, vegetaCsv];
