import type { Reader } from '../reader.js';
import { gatlingAssertionsJson } from './assertions-json.js';
import { gatlingBinaryLog } from './binary-log.js';
import { gatlingGlobalStatsJson, gatlingStatsJson } from './stats-json.js';
import { gatlingLog } from './text-log.js';

/** What Gatling writes. */
export const gatlingReaders: readonly Reader[] = [
  gatlingLog,
  gatlingBinaryLog,
  gatlingStatsJson,
  gatlingGlobalStatsJson,
  gatlingAssertionsJson,
];
