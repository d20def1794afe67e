import { effectiveSize } from './effective-sample-size.js';
import type { Level } from './types.js';

/**
 * Standard error of the natural logarithm of a sample's mean: s/(mean·√N), with N the effective sample size, n / inflation and not
 * below 20. A bucket's samples count as its middle.
 *
 * Undefined for fewer than two samples, where all are equal, and where the mean is 0.
 *
 * @param levels samples in ascending order. @param inflation variance inflation; 1 for independent samples.
 * @example meanLnError([{ low: 10, high: 10, samples: 50 }, { low: 30, high: 30, samples: 50 }], 1) // 0.0502…
 */
export function meanLnError(levels: readonly Level[], inflation: number): number | undefined {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const { low, high, samples } of levels) {
    if (samples === 0) continue;
    // Welford's way, a level at a time: no difference of large sums.
    const distance = (low + high) / 2 - mean;
    const before = count;
    count += samples;
    mean += (distance * samples) / count;
    squares += (distance * distance * before * samples) / count;
  }
  if (!(count > 1 && squares > 0 && mean > 0)) return undefined;
  return Math.sqrt(squares / (count - 1) / effectiveSize(count, inflation)) / mean;
}
