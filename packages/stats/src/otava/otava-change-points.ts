import { checkFinite, checkShare } from '../check.js';
import { changePointAt, type OtavaChangePoint } from './change-point-at.js';
import { splitWindow } from './split-window.js';

/** How {@link otavaChangePoints} looks. */
export interface OtavaOptions {
  /** Length of a window. Default 50. */
  windowLength?: number;
  /** Largest p value of a change point. Default 0.001. */
  maxPValue?: number;
  /** Smallest relative change of the mean, either way. Default 0. */
  minMagnitude?: number;
}

/**
 * Change points as Hunter and Apache Otava find them (Fleming et al. 2023), for results that can be compared with theirs:
 * splits by the energy statistic over all pairs of a split and an end, tested with Student's t in windows that overlap by
 * half, at ten times the p value; then the weakest are merged away until all hold. Deterministic. A single outlier makes it
 * find points that {@link eDivisive} does not.
 *
 * @param series values in the order of time.
 * @returns the change points, and the weak ones before merging; ascending.
 * @throws RangeError when a value is not finite, the largest p value no share, or the window not a whole number from 2.
 * @example otavaChangePoints([1, 2, 1, 2, 1, 2, 1, 2, 7, 8, 7, 8, 7, 8, 7, 8]).changePoints[0].index // 8
 */
export function otavaChangePoints(
  series: readonly number[],
  { windowLength = 50, maxPValue = 0.001, minMagnitude = 0 }: OtavaOptions = {},
): { changePoints: OtavaChangePoint[]; weak: OtavaChangePoint[] } {
  checkFinite(series, 'a series');
  checkShare(maxPValue, 'the largest p value');
  if (!(Number.isInteger(windowLength) && windowLength >= 2))
    throw new RangeError(`a window of ${windowLength} values; expected a whole number from 2`);
  const firstPass = maxPValue < 0.05 ? maxPValue * 10 : maxPValue < 0.5 ? maxPValue * 2 : maxPValue;
  const indexes: number[] = [];
  const step = Math.floor(windowLength / 2);
  for (let start = 0; start < series.length;) {
    const found = splitWindow(series.slice(start, start + windowLength), firstPass).map((index) => index + start);
    indexes.push(...found);
    start = Math.max(found.at(-1) ?? 0, start + step);
  }
  const ends = [...new Set(indexes)].sort((a, b) => a - b);
  const weak = ends.map((index) => changePointAt(series, index, ends));
  return { changePoints: mergeWeak(series, weak, maxPValue, minMagnitude), weak };
}

/** The relative change as the larger of both ways to express it. */
function magnitude({ meanBefore, meanAfter }: OtavaChangePoint): number {
  return Math.max(Math.abs(meanAfter / meanBefore - 1), Math.abs(meanBefore / meanAfter - 1));
}

/** Leaves out the least significant point, then the smallest, again and again, until all that are left hold. */
function mergeWeak(
  series: readonly number[],
  weak: readonly OtavaChangePoint[],
  maxPValue: number,
  minMagnitude: number,
): OtavaChangePoint[] {
  let points = [...weak];
  while (points.length > 0) {
    let weakest = points.reduce((most, point) => (point.p > most.p ? point : most));
    if (weakest.p < maxPValue) {
      weakest = points.reduce((least, point) => (magnitude(point) < magnitude(least) ? point : least));
      if (magnitude(weakest) > minMagnitude) break;
    }
    const gone = points.indexOf(weakest);
    const left = points.filter((point) => point !== weakest);
    const ends = left.map(({ index }) => index);
    points = left.map((point, at) => (at === gone || at === gone + 1 ? changePointAt(series, point.index, ends) : point));
  }
  return points;
}
