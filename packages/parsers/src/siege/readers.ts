import type { Reader } from '../reader.js';
import { siegeJson } from './siege-json.js';
import { siegeLines } from './siege-lines.js';
import { siegeLog } from './siege-log.js';
import { siegeText } from './siege-text.js';

/** What siege writes, most telling first. */
export const siegeReaders: readonly Reader[] = [siegeLines, siegeJson, siegeText, siegeLog];
