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
 * @throws RangeError when a sample is empty.
 */
export function energyDistance(x: readonly number[], y: readonly number[]): EnergyDistance {
  if (x.length === 0 || y.length === 0) throw new RangeError('an energy distance of no samples');
  const [n, m] = [x.length, y.length];
  const [withinX, withinY, all] = [pairSum(x), pairSum(y), pairSum([...x, ...y])];
  const between = (2 * (all - withinX - withinY)) / (n * m);
  const distance = between - (2 * withinX) / (n * n) - (2 * withinY) / (m * m);
  return { distance, statistic: ((n * m) / (n + m)) * distance, coefficient: between > 0 ? distance / between : 0 };
}

/** Sum of the distances of all pairs, each once. */
function pairSum(values: readonly number[]): number {
  const n = values.length;
  return [...values].sort((a, b) => a - b).reduce((sum, value, rank) => sum + value * (2 * rank - n + 1), 0);
}
