import type { Reader } from '../reader.js';
import { vegetaGob } from './gob-reader.js';
import { vegetaCsv, vegetaNdjson } from './raw-readers.js';
import { vegetaHdrplot, vegetaHistogram } from './report-curves.js';
import { vegetaJson } from './report-json.js';
import { vegetaText } from './report-text.js';

/** What vegeta writes. */
export const vegetaReaders: readonly Reader[] = [
  vegetaGob,
  vegetaNdjson,
  vegetaCsv,
  vegetaJson,
  vegetaText,
  vegetaHdrplot,
  vegetaHistogram,
];
