/**
 * The quantile of a sorted sample by linear interpolation between order statistics (Hyndman & Fan 1996, type 7; the
 * default of R and NumPy): with h = (n − 1)·q, x[⌊h⌋] + (h − ⌊h⌋)·(x[⌊h⌋+1] − x[⌊h⌋]).
 *
 * @param sorted ascending; one value is its own quantile.
 * @param q 0 to 1.
 * @throws RangeError for an empty sample or a q outside of 0 to 1.
 * @example quantile([1, 2, 3, 4], 0.5) // 2.5
 */
export function quantile(sorted: readonly number[], q: number): number {
  if (sorted.length === 0) throw new RangeError('quantile of an empty sample');
  checkQuantile(q);
  const h = (sorted.length - 1) * q;
  const low = Math.floor(h);
  const below = sorted[low] ?? NaN;
  const above = sorted[Math.min(low + 1, sorted.length - 1)] ?? NaN;
  return below + (h - low) * (above - below);
}

/**
 * The median: the middle value, or the mean of the two middle ones. The sample need not be sorted and is not changed.
 *
 * @throws RangeError for an empty sample.
 * @example median([3, 1, 2]) // 2
 */
export function median(values: readonly number[]): number {
  return quantile([...values].sort((a, b) => a - b), 0.5);
}

/**
 * Mean weighted by counts: Σ wᵢ·xᵢ / Σ wᵢ. Exact for means of groups with their sizes as weights.
 *
 * @returns undefined when the weights sum to 0.
 * @throws RangeError for a negative or non-finite weight.
 * @example weightedMean([{ value: 10, weight: 1 }, { value: 20, weight: 3 }]) // 17.5
 */
export function weightedMean(parts: readonly { value: number; weight: number }[]): number | undefined {
  let sum = 0;
  let weights = 0;
  for (const { value, weight } of parts) {
    if (!(weight >= 0) || !Number.isFinite(weight)) throw new RangeError(`a weight of ${weight}`);
    if (weight === 0) continue;
    sum += value * weight;
    weights += weight;
  }
  return weights === 0 ? undefined : sum / weights;
}

/** Throws a RangeError unless q is from 0 to 1. */
export function checkQuantile(q: number): void {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile of ${q}; expected 0 to 1`);
}
