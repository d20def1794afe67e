import type { Reader } from '../reader.js';
import { taurusFinalCsv } from './final-csv.js';
import { taurusFinalXml } from './final-xml.js';
import { taurusLocustWorkers } from './locust-workers.js';

/** What Taurus writes. */
export const taurusReaders: readonly Reader[] = [taurusFinalCsv, taurusFinalXml, taurusLocustWorkers];
