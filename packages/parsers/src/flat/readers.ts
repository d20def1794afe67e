import type { Reader } from '../reader.js';
import { flatJson } from './flat-json.js';
import { simulatorJson } from './simulator-json.js';

/** Plain JSON that people's own scripts write. */
export const flatReaders: readonly Reader[] = [simulatorJson, flatJson];
