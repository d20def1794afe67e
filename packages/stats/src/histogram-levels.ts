import { buckets } from './buckets.js';
import type { Histogram, Level } from './types.js';

/**
 * The samples of a histogram in ascending order; a distinct value has no width, nor has what lies beyond the last bound.
 *
 * @throws RangeError when the histogram contradicts its own layout.
 * @example histogramLevels({ kind: 'values', values: [10], counts: [3] }) // [{ low: 10, high: 10, samples: 3 }]
 */
export function histogramLevels(histogram: Histogram): Level[] {
  return buckets(histogram).map(({ lowMs, highMs = lowMs, samples }) => ({ low: lowMs, high: highMs, samples }));
}
