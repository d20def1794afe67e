import type { Reader } from '../reader.js';
import { loadtestJson } from './loadtest-json.js';
import { loadtestText } from './loadtest-text.js';

/** What loadtest prints, and what its API gives. */
export const loadtestReaders: readonly Reader[] = [loadtestJson, loadtestText];
