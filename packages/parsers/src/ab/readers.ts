import type { Reader } from '../reader.js';
import { abGnuplot } from './ab-gnuplot.js';
import { abPercentiles } from './ab-percentiles.js';
import { abHtml, abText } from './ab-text.js';

/** What ab writes, most telling first. */
export const abReaders: readonly Reader[] = [abGnuplot, abText, abHtml, abPercentiles];
