/** The split of a series into two parts that differ most. */
export interface Split {
  /** First index of the second part. */
  index: number;
  /** The statistic there; larger means more different. */
  statistic: number;
}

/**
 * The split of a series that maximises the two-sample energy statistic (Matteson and James 2014; V-statistics, the second
 * part reaching to the end): T = ab/(a + b)·(2·mean|x − y| − Σ|x − x′|/a² − Σ|y − y′|/b²), sums over ordered pairs. O(n²).
 *
 * Undefined for a series too short for two parts.
 *
 * @param series values in the order of time. @param minSize least length of a part.
 * @example energyStatistic([1, 1, 1, 5, 5, 5]).index // 3
 */
export function energyStatistic(series: ArrayLike<number>, minSize = 1): Split | undefined {
  const n = series.length;
  let best: Split | undefined;
  if (n < 2 * minSize) return undefined;
  // Sums of distances within both parts, moved on by one value at a time.
  let withinSecond = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) withinSecond += Math.abs((series[i] ?? 0) - (series[j] ?? 0));
  const all = withinSecond;
  let withinFirst = 0;
  for (let a = 1; a < n; a++) {
    const moved = series[a - 1] ?? 0;
    for (let j = 0; j < a - 1; j++) withinFirst += Math.abs(moved - (series[j] ?? 0));
    for (let j = a; j < n; j++) withinSecond -= Math.abs(moved - (series[j] ?? 0));
    const b = n - a;
    if (a < minSize || b < minSize) continue;
    const between = all - withinFirst - withinSecond;
    const statistic = ((a * b) / n) * ((2 * between) / (a * b) - (2 * withinFirst) / (a * a) - (2 * withinSecond) / (b * b));
    if (best === undefined || statistic > best.statistic) best = { index: a, statistic };
  }
  return best;
}
