import { checkNumbers } from './check.js';

/**
 * Change points by ED-PELT (Haynes, Fearnhead and Eckley 2017): the segmentation of least cost, where the cost of a segment is
 * −2 times the likelihood of its empirical distribution at ⌈4·ln n⌉ quantiles, and each segment more costs 3·ln n; found by
 * dynamic programming that forgets starts which can no longer win (Killick, Fearnhead and Eckley 2012). Made for long series:
 * in short ones it finds changes that are none. Up to O(n²·log n).
 *
 * @param series values in the order of time. @param minDistance least length of a segment.
 * @returns for each change the index of the **last** value of the old segment, ascending; none for a series that has no room
 * for two segments.
 * @throws RangeError when a value is NaN, or minDistance is not a whole number above 0.
 * @example edPelt([0, 0, 0, 0, 0, 9, 9, 9, 9, 9], 1) // [4]
 */
export function edPelt(series: readonly number[], minDistance = 20): number[] {
  const n = series.length;
  checkNumbers(series, 'a series');
  if (!(Number.isInteger(minDistance) && minDistance >= 1))
    throw new RangeError(`a least distance of ${minDistance}; expected a whole number from 1`);
  if (n < Math.max(3, 2 * minDistance)) return [];
  const cost = segmentCost(series);
  const penalty = 3 * Math.log(n);
  const best = new Float64Array(n + 1);
  const previous = new Int32Array(n + 1);
  best[0] = -penalty;
  for (let end = minDistance; end < 2 * minDistance; end++) best[end] = cost(0, end);
  let starts = [0, minDistance];
  for (let end = 2 * minDistance; end <= n; end++) {
    const costs = starts.map((start) => (best[start] ?? 0) + cost(start, end) + penalty);
    const least = costs.reduce((a, b) => Math.min(a, b), Infinity);
    best[end] = least;
    previous[end] = starts[costs.indexOf(least)] ?? 0;
    starts = starts.filter((_, at) => (costs[at] ?? 0) < least + penalty);
    starts.push(end - minDistance + 1);
  }
  const found: number[] = [];
  for (let at = previous[n] ?? 0; at > 0; at = previous[at] ?? 0) found.push(at - 1);
  return found.reverse();
}

/** Cost of the values from one place up to another. */
function segmentCost(series: readonly number[]): (from: number, to: number) => number {
  const n = series.length;
  const levels = levelsOf(series);
  const below = countsBelow(series, levels);
  // k·ln k for the whole numbers that twice a count can be: the cost needs no other logarithm.
  const entropy = Float64Array.from({ length: 2 * n + 1 }, (_, k) => (k === 0 ? 0 : k * Math.log(k)));
  const factor = -Math.log(2 * n - 1) / levels.length;
  return (from, to) => {
    const whole = 2 * (to - from);
    let sum = 0;
    for (let level = 0; level < levels.length; level++) {
      const twice = (below[to * levels.length + level] as number) - (below[from * levels.length + level] as number);
      sum += (entropy[twice] as number) + (entropy[whole - twice] as number) - (entropy[whole] as number);
    }
    return factor * sum;
  };
}

/** The values at ⌈4·ln n⌉ quantiles, which lie closer together towards both ends. */
function levelsOf(series: readonly number[]): number[] {
  const n = series.length;
  const count = Math.min(n, Math.ceil(4 * Math.log(n)));
  const sorted = [...series].sort((a, b) => a - b);
  return Array.from({ length: count }, (_, level) => {
    const z = (2 * level + 1) / count - 1;
    return sorted[Math.trunc((n - 1) / (1 + (2 * n - 1) ** -z))] ?? 0;
  });
}

/** Up to each place, for each level, twice the number of values below it, those that equal it counted half. */
function countsBelow(series: readonly number[], levels: readonly number[]): Int32Array {
  const width = levels.length;
  const counts = new Int32Array((series.length + 1) * width);
  series.forEach((value, index) =>
    levels.forEach((at, level) => {
      const more = value < at ? 2 : value === at ? 1 : 0;
      counts[(index + 1) * width + level] = (counts[index * width + level] ?? 0) + more;
    }),
  );
  return counts;
}
