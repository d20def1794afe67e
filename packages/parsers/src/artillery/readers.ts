import type { Reader } from '../reader.js';
import { artilleryJson } from './artillery-json.js';
import { artilleryText } from './artillery-text.js';
import { artilleryV1Json } from './artillery-v1-json.js';
import { artilleryV1Text } from './artillery-v1-text.js';

/** What Artillery writes. */
export const artilleryReaders: readonly Reader[] = [artilleryJson, artilleryV1Json, artilleryText, artilleryV1Text];
