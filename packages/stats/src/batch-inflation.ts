import { meanOf } from './moments.js';

/**
 * Variance inflation by batch means: the variance of the means of consecutive batches of the indicator "above the
 * threshold", against that of independent samples. A coarser check on {@link varianceInflation}. Never below 1.
 *
 * 1 where there are fewer samples than batches, or all lie on one side of the threshold.
 *
 * @param series samples in the order of time. @param threshold in their unit.
 * @param batches number of batches, from 2; samples beyond a multiple of it are left out.
 * @throws RangeError when there are fewer than two batches.
 * @example batchInflation([1, 1, 9, 9, 1, 1, 9, 9], 5, 4) // 2.666…
 */
export function batchInflation(series: ArrayLike<number>, threshold: number, batches = 20): number {
  if (!(Number.isInteger(batches) && batches >= 2)) throw new RangeError(`${batches} batches; expected a whole number from 2`);
  const size = Math.floor(series.length / batches);
  if (size < 1) return 1;
  const indicator = Array.from({ length: size * batches }, (_, at): number => ((series[at] ?? 0) > threshold ? 1 : 0));
  const mean = meanOf(indicator);
  const variance = mean * (1 - mean);
  if (variance === 0) return 1;
  let between = 0;
  for (let start = 0; start < indicator.length; start += size) between += (meanOf(indicator.slice(start, start + size)) - mean) ** 2;
  return Math.max(1, ((between / (batches - 1)) * size) / variance);
}
