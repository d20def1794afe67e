import { studentUpper } from './distributions/student.js';

/** How {@link otavaChangePoints} looks. */
export interface OtavaOptions {
  /** Length of a window. Default 50. */
  windowLength?: number;
  /** Largest p value of a change point. Default 0.001. */
  maxPValue?: number;
  /** Smallest relative change of the mean, either way. Default 0. */
  minMagnitude?: number;
}

/** A change point with the means and spreads around it. */
export interface OtavaChangePoint {
  /** First index of the new regime. */
  index: number;
  meanBefore: number;
  meanAfter: number;
  /** Standard deviations with divisor n, as the t test of this method takes them. */
  sdBefore: number;
  sdAfter: number;
  /** Two-sided p value of the pooled t test. */
  p: number;
  /** meanAfter / meanBefore − 1. */
  relativeChange: number;
}

/**
 * Change points as Hunter and Apache Otava find them (Fleming et al. 2023), for results that can be compared with theirs:
 * splits by the energy statistic over all pairs of a split and an end, tested with Student's t in windows that overlap by
 * half, at ten times the p value; then the weakest are merged away until all hold. Deterministic. A single outlier makes it
 * find points that {@link eDivisive} does not.
 *
 * @param series values in the order of time.
 * @returns the change points, and the weak ones before merging; ascending.
 * @throws RangeError when a value is not finite.
 */
export function otavaChangePoints(
  series: readonly number[],
  { windowLength = 50, maxPValue = 0.001, minMagnitude = 0 }: OtavaOptions = {},
): { changePoints: OtavaChangePoint[]; weak: OtavaChangePoint[] } {
  for (const value of series) if (!Number.isFinite(value)) throw new RangeError(`a series holds ${value}; expected finite numbers`);
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

function splitWindow(window: readonly number[], maxPValue: number): number[] {
  const found: number[] = [];
  for (;;) {
    const ends = [0, ...found, window.length];
    let best: { index: number; q: number } | undefined;
    for (let at = 0; at + 1 < ends.length; at++) {
      const candidate = bestSplit(window, ends[at] ?? 0, ends[at + 1] ?? 0);
      if (candidate !== undefined && (best === undefined || candidate.q > best.q)) best = candidate;
    }
    if (best === undefined || changePointAt(window, best.index, found).p > maxPValue) return found;
    found.push(best.index);
    found.sort((a, b) => a - b);
  }
}

/** The split of [from, to) with the largest Q over all ends of its second part. */
function bestSplit(window: readonly number[], from: number, to: number): { index: number; q: number } | undefined {
  let best: { index: number; q: number } | undefined;
  let within = 0;
  for (let tau = from + 1; tau < to; tau++) {
    const moved = window[tau - 1] ?? 0;
    for (let i = from; i < tau - 1; i++) within += Math.abs(moved - (window[i] ?? 0));
    const m = tau - from;
    let between = 0;
    let second = 0;
    for (let kappa = tau + 1; kappa <= to; kappa++) {
      const added = window[kappa - 1] ?? 0;
      for (let i = from; i < tau; i++) between += Math.abs(added - (window[i] ?? 0));
      for (let i = tau; i < kappa - 1; i++) second += Math.abs(added - (window[i] ?? 0));
      const n = kappa - tau;
      const q = (2 * between - (m > 1 ? (2 * n * within) / (m - 1) : 0) - (n > 1 ? (2 * m * second) / (n - 1) : 0)) / (m + n);
      if (best === undefined || q > best.q) best = { index: tau, q };
    }
  }
  return best;
}

/** The change point at an index, against its neighbours among others. */
function changePointAt(series: readonly number[], index: number, others: readonly number[]): OtavaChangePoint {
  const from = Math.max(0, ...others.filter((other) => other < index));
  const to = Math.min(series.length, ...others.filter((other) => other > index));
  const [before, after] = [momentsOf(series.slice(from, index)), momentsOf(series.slice(index, to))];
  return {
    index,
    meanBefore: before.mean,
    meanAfter: after.mean,
    sdBefore: before.sd,
    sdAfter: after.sd,
    p: tTest(before, after),
    relativeChange: after.mean / before.mean - 1,
  };
}

interface Moments {
  n: number;
  mean: number;
  sd: number;
}

function momentsOf(values: readonly number[]): Moments {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return { n, mean, sd: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n) };
}

function tTest(a: Moments, b: Moments): number {
  const df = a.n + b.n - 2;
  if (df < 1) return 1;
  const pooled = ((a.n - 1) * a.sd ** 2 + (b.n - 1) * b.sd ** 2) / df;
  const difference = Math.abs(a.mean - b.mean);
  if (pooled === 0) return difference === 0 ? 1 : 0;
  return Math.min(1, 2 * studentUpper(difference / Math.sqrt(pooled * (1 / a.n + 1 / b.n)), df));
}

function magnitude({ meanBefore, meanAfter }: OtavaChangePoint): number {
  return Math.max(Math.abs(meanAfter / meanBefore - 1), Math.abs(meanBefore / meanAfter - 1));
}

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
