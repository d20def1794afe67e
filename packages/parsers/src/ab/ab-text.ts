import { readWhole } from '../input/json-text.js';
import type { Reader } from '../reader.js';
import { abPart } from './ab-part.js';

/** The report that ab prints: whole milliseconds, one address. */
export const abText: Reader = {
  format: 'ab-text',
  tool: 'ab',
  title: 'ab report',
  detect: ({ text }) => /^This is ApacheBench, Version \d/m.test(text) && !/^<table /m.test(text),
  read: async (input) => abPart(await readWhole(input), false, input),
};

/** The same as HTML tables (`ab -w`), without percentiles. */
export const abHtml: Reader = {
  format: 'ab-html',
  tool: 'ab',
  title: 'ab HTML report',
  detect: ({ text }) => /^ ?This is ApacheBench, Version \d/m.test(text) && /^<table /m.test(text),
  read: async (input) => abPart(await readWhole(input), true, input),
};
