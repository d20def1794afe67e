import { checkShare } from './check.js';

/**
 * Sample quantile of type 7 (Hyndman and Fan 1996; the default of R and NumPy, Excel's PERCENTILE.INC): with
 * h = (n − 1)·q, the value is x[⌊h⌋] + (h − ⌊h⌋)·(x[⌊h⌋+1] − x[⌊h⌋]), in the samples' unit.
 *
 * n = 0: throws. n = 1: the sample. n = 2: linear from the one to the other. Ties need no care.
 *
 * @param sorted samples in ascending order; what is not gives a meaningless value.
 * @param q share of the samples below, 0 to 1.
 * @throws RangeError when there is no sample, or q is outside 0 to 1.
 * @example quantile([10, 20, 30, 40], 0.5) // 25
 */
export function quantile(sorted: readonly number[], q: number): number {
  checkShare(q);
  const position = (sorted.length - 1) * q;
  const index = Math.floor(position);
  const low = sorted[index];
  if (low === undefined) throw new RangeError('a quantile of no samples');
  const high = sorted[index + 1] ?? low;
  const part = position - index;
  return part === 0 || low === high ? low : low + part * (high - low);
}

/**
 * Median: the middle sample, or the mean of the two middle ones; in the samples' unit. The samples may stand in any
 * order and stay as they are. The same as {@link quantile} at 0.5.
 *
 * n = 0: throws. n = 1: the sample. n = 2: their mean.
 *
 * @throws RangeError when there is no sample, or one is NaN.
 * @example median([3, 1, 2]) // 2
 */
export function median(values: readonly number[]): number {
  if (values.some((value) => Number.isNaN(value))) throw new RangeError('a median of samples of which one is NaN');
  // Typed arrays sort numbers as numbers, and several times as fast.
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError('a median of no samples');
  const middle = low === high ? low : low + (high - low) / 2;
  return middle === 0 ? 0 : middle;
}
