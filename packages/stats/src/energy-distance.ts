import { checkFinite } from './check.js';

/** How far two samples are apart. */
export interface EnergyDistance {
  /** Energy distance 2·mean|x − y| − mean|x − x′| − mean|y − y′|, in the samples' unit; 0 for equal distributions. */
  distance: number;
  /** The test statistic nm/(n + m) times that. */
  statistic: number;
  /** The distance as a share of 2·mean|x − y|, from 0 to 1; 0 where that is 0. */
  coefficient: number;
}

/**
 * Energy distance between two samples (Székely and Rizzo 2013), by sorting: O((n + m)·log(n + m)).
 *
 * @throws RangeError when a sample is empty, or a value not finite.
 * @example energyDistance([1, 2, 3], [1, 2, 6]).distance // 0.6666…
 */
export function energyDistance(x: readonly number[], y: readonly number[]): EnergyDistance {
  checkFinite([...x, ...y], 'a sample');
  if (x.length === 0 || y.length === 0) throw new RangeError('an energy distance of no samples');
  const [n, m] = [x.length, y.length];
  const [withinX, withinY, all] = [pairSum(x), pairSum(y), pairSum([...x, ...y])];
  const between = (2 * (all - withinX - withinY)) / (n * m);
  // Rounding may leave a little below 0.
  const distance = Math.max(0, between - (2 * withinX) / (n * n) - (2 * withinY) / (m * m));
  return { distance, statistic: ((n * m) / (n + m)) * distance, coefficient: between > 0 ? distance / between : 0 };
}

/** Sum of the distances of all pairs, each once: every gap between neighbours counts for the pairs that it parts. */
function pairSum(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.slice(1).reduce((total, value, at) => total + (value - (sorted[at] ?? 0)) * (at + 1) * (values.length - at - 1), 0);
}
