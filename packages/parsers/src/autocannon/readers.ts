import type { Reader } from '../reader.js';
import { autocannonJson } from './autocannon-json.js';
import { autocannonText } from './autocannon-text.js';

/** What autocannon writes. */
export const autocannonReaders: readonly Reader[] = [autocannonJson, autocannonText];
