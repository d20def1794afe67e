import { checkFinite } from './check.js';

/** The split of a series into two parts that differ most. */
export interface Split {
  /** First index of the second part. */
  index: number;
  /** The statistic there, in the values' unit; larger means more different. */
  statistic: number;
}

/**
 * The split of a series that maximises the two-sample energy statistic (Matteson and James 2014; V-statistics, the second
 * part reaching to the end): T = ab/(a + b)·(2·mean|x − y| − Σ|x − x′|/a² − Σ|y − y′|/b²), sums over ordered pairs of the a
 * values before and the b values after. O(n·log n).
 *
 * Undefined for a series too short for two parts. Of equal splits the first.
 *
 * @param series values in the order of time. @param minSize least length of a part.
 * @throws RangeError when a value is not finite, or minSize is not a whole number above 0.
 * @example energyStatistic([1, 1, 1, 5, 5, 5]).index // 3
 */
export function energyStatistic(series: readonly number[], minSize = 1): Split | undefined {
  checkFinite(series, 'a series');
  checkMinSize(minSize);
  return bestSplit(rankSeries(series), minSize);
}

/** @throws RangeError when the least length of a part is not a whole number above 0. */
export function checkMinSize(minSize: number): void {
  if (!(Number.isInteger(minSize) && minSize >= 1)) throw new RangeError(`parts of ${minSize} values; expected a whole number from 1`);
}

/** A series as its sorted values and their order in time, which can be shuffled without sorting again. */
export interface RankedSeries {
  /** For each value in the order of time, its place among the sorted ones. */
  ranks: Int32Array;
  /** The values in ascending order, less the middle one. */
  sorted: Float64Array;
  /** Sum of the distances of each sorted value to all others. */
  distances: Float64Array;
}

/** A series of finite values, ranked. */
export function rankSeries(series: readonly number[]): RankedSeries {
  const n = series.length;
  const order = series.map((_, index) => index).sort((a, b) => (series[a] ?? 0) - (series[b] ?? 0));
  const middle = series[order[n >> 1] ?? 0] ?? 0;
  const sorted = Float64Array.from(order, (index) => (series[index] ?? 0) - middle);
  const ranks = new Int32Array(n);
  order.forEach((index, rank) => (ranks[index] = rank));
  const distances = new Float64Array(n);
  for (const value of sorted) distances[0] = (distances[0] ?? 0) + value - (sorted[0] ?? 0);
  for (let rank = 1; rank < n; rank++)
    distances[rank] = (distances[rank - 1] ?? 0) + ((sorted[rank] ?? 0) - (sorted[rank - 1] ?? 0)) * (2 * rank - n);
  return { ranks, sorted, distances };
}

/** The best split of a ranked series: values move one by one from the second part to the first, which is kept in a tree. */
export function bestSplit({ ranks, sorted, distances }: RankedSeries, minSize: number): Split | undefined {
  const n = ranks.length;
  const first = createDistances(sorted);
  const all = distances.reduce((total, distance) => total + distance, 0) / 2;
  let [withinFirst, withinSecond] = [0, all];
  let best: Split | undefined;
  for (let a = 1; a <= n - minSize; a++) {
    const rank = ranks[a - 1] ?? 0;
    const near = first.add(rank);
    withinFirst += near;
    withinSecond -= (distances[rank] ?? 0) - near;
    if (a < minSize) continue;
    const b = n - a;
    const between = all - withinFirst - withinSecond;
    const statistic = ((a * b) / n) * ((2 * between) / (a * b) - (2 * withinFirst) / (a * a) - (2 * withinSecond) / (b * b));
    if (best === undefined || statistic > best.statistic) best = { index: a, statistic };
  }
  return best;
}

/** A growing set of the sorted values; `add` gives the sum of the distances to those that are in it. Binary indexed trees (Fenwick 1994). */
function createDistances(sorted: Float64Array): { add(rank: number): number } {
  const n = sorted.length;
  const counts = new Int32Array(n + 1);
  const sums = new Float64Array(n + 1);
  let [size, total] = [0, 0];
  const add = (rank: number) => {
    const value = sorted[rank] as number;
    let [count, sum] = [0, 0];
    for (let at = rank + 1; at > 0; at &= at - 1) {
      count += counts[at] as number;
      sum += sums[at] as number;
    }
    for (let at = rank + 1; at <= n; at += at & -at) {
      counts[at] = (counts[at] as number) + 1;
      sums[at] = (sums[at] as number) + value;
    }
    const distance = value * (2 * count - size) + total - 2 * sum;
    size++;
    total += value;
    return distance;
  };
  return { add };
}
