import type { Reader } from '../reader.js';
import { wrk2Text, wrkText } from './wrk-text.js';

/** What wrk and wrk2 write. */
export const wrkReaders: readonly Reader[] = [wrk2Text, wrkText];
