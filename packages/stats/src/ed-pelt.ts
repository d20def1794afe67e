/**
 * Change points by ED-PELT (Haynes, Fearnhead and Eckley 2017): the segmentation of least cost, where the cost of a segment is
 * −2 times the likelihood of its empirical distribution at ⌈4·ln n⌉ quantiles, and each segment more costs 3·ln n; found by
 * dynamic programming that forgets ends which can no longer win. Made for long series: in short ones it finds changes that
 * are none.
 *
 * @param series values in the order of time. @param minDistance least length of a segment.
 * @returns for each change the index of the **last** value of the old segment, ascending; none for two values and fewer.
 * @throws RangeError when a value is NaN, or minDistance is not from 1 to the length.
 */
export function edPelt(series: readonly number[], minDistance = 20): number[] {
  const n = series.length;
  if (series.some((value) => Number.isNaN(value))) throw new RangeError('a series that holds NaN');
  if (n <= 2) return [];
  if (!(minDistance >= 1 && minDistance <= n)) throw new RangeError(`a minimal distance of ${minDistance}; expected 1 to ${n}`);
  const cost = segmentCost(series);
  const penalty = 3 * Math.log(n);
  const best = new Float64Array(n + 1);
  const previous = new Int32Array(n + 1);
  best[0] = -penalty;
  for (let end = minDistance; end < Math.min(2 * minDistance, n + 1); end++) best[end] = cost(0, end);
  let starts = [0, minDistance];
  for (let end = 2 * minDistance; end <= n; end++) {
    const costs = starts.map((start) => (best[start] ?? 0) + cost(start, end) + penalty);
    const least = Math.min(...costs);
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
  const levels = Math.min(n, Math.ceil(4 * Math.log(n)));
  const sorted = [...series].sort((a, b) => a - b);
  // For each level twice the number of values below it, values that equal it counted half, up to each place.
  const below = Array.from({ length: levels }, (_, level) => {
    const z = (2 * level + 1) / levels - 1;
    const share = 1 / (1 + (2 * n - 1) ** -z);
    const at = sorted[Math.trunc((n - 1) * share)] ?? 0;
    const counts = new Int32Array(n + 1);
    series.forEach((value, index) => (counts[index + 1] = (counts[index] ?? 0) + (value < at ? 2 : value === at ? 1 : 0)));
    return counts;
  });
  const factor = (-2 * Math.log(2 * n - 1)) / levels;
  return (from, to) => {
    const length = to - from;
    let sum = 0;
    for (const counts of below) {
      const twice = (counts[to] ?? 0) - (counts[from] ?? 0);
      if (twice === 0 || twice === 2 * length) continue;
      const share = twice / (2 * length);
      sum += length * (share * Math.log(share) + (1 - share) * Math.log(1 - share));
    }
    return factor * sum;
  };
}
