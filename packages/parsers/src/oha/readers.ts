import type { Reader } from '../reader.js';
import { ohaCsv } from './oha-csv.js';
import { ohaJson } from './oha-json.js';
import { ohaText } from './oha-text.js';

/** What oha writes. */
export const ohaReaders: readonly Reader[] = [ohaJson, ohaCsv, ohaText];
