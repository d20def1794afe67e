import { checkFinite, checkShare, checkWhole } from './check.js';
import { bestSplit, checkMinSize, rankSeries, type RankedSeries, type Split } from './energy-statistic.js';
import { createRandom, type Random } from './random.js';

/** How {@link eDivisive} looks for change points. */
export interface EDivisiveOptions {
  /** Largest p value of a change point. Default 0.001. */
  alpha?: number;
  /** Permutations for a p value, which is (1 + as extreme ones) / (1 + permutations). Default 1999. */
  permutations?: number;
  /** Least length of a segment. Default 2. */
  minSize?: number;
  /** Seed of the permutations. Unless given it is made of the values, so that the same series gives the same answer always. */
  seed?: number;
}

/** Where a series changes. */
export interface ChangePoint {
  /** First index of the new regime. */
  index: number;
  /** Probability of a split so clear if nothing had changed. */
  p: number;
}

/** Below so many values nothing can be said. */
const FEWEST = 10;

/** Statistics that are equal but for their last digits are equal. */
const SLACK = 1 - 1e-9;

/**
 * Change points by E-divisive (Matteson and James 2014): the clearest split over all segments, tested by permuting the
 * values within the segments, until one is not significant. Makes no assumption on the distribution; values that depend on
 * their neighbours make it find too many. O(permutations · n·log n) for each change point.
 *
 * Series of fewer than 10 values have none. Deterministic.
 *
 * @param series values in the order of time. @returns ascending by index.
 * @throws RangeError when a value is not finite, alpha no share, or a count not whole.
 * @example eDivisive([1, 2, 1, 2, 1, 2, 1, 2, 7, 8, 7, 8, 7, 8, 7, 8]) // [{ index: 8, p: 0.0005 }]
 */
export function eDivisive(series: readonly number[], options: EDivisiveOptions = {}): ChangePoint[] {
  const { alpha = 0.001, permutations = 1999, minSize = 2, seed } = options;
  checkFinite(series, 'a series');
  checkShare(alpha, 'alpha');
  checkWhole('permutations', permutations);
  checkMinSize(minSize);
  if (series.length < FEWEST) return [];
  const random = createRandom(seed ?? hashOf(series));
  const found: ChangePoint[] = [];
  for (;;) {
    const segments = segmentsOf(series, found);
    const best = clearest(segments, minSize);
    const p = best === undefined ? 1 : permutationP(segments, best.statistic, { alpha, permutations, minSize, random });
    if (best === undefined || p > alpha) return found;
    found.push({ index: best.index, p });
    found.sort((a, b) => a.index - b.index);
  }
}

interface Segment extends RankedSeries {
  from: number;
}

function segmentsOf(series: readonly number[], found: readonly ChangePoint[]): Segment[] {
  const starts = [0, ...found.map(({ index }) => index)];
  return starts.map((from, at) => ({ from, ...rankSeries(series.slice(from, starts[at + 1])) }));
}

function clearest(segments: readonly Segment[], minSize: number): Split | undefined {
  let best: Split | undefined;
  for (const segment of segments) {
    const split = bestSplit(segment, minSize);
    if (split !== undefined && split.statistic > (best?.statistic ?? 0)) best = { ...split, index: split.index + segment.from };
  }
  return best;
}

interface Permuting {
  alpha: number;
  permutations: number;
  minSize: number;
  random: Random;
}

/** P value of a statistic, or something above alpha as soon as that is certain. */
function permutationP(segments: readonly Segment[], observed: number, { alpha, permutations, minSize, random }: Permuting): number {
  let extreme = 0;
  for (let round = 0; round < permutations; round++) {
    for (const { ranks } of segments) shuffle(ranks, random);
    if ((clearest(segments, minSize)?.statistic ?? 0) >= observed * SLACK) extreme++;
    if ((1 + extreme) / (1 + permutations) > alpha) return 1;
  }
  return (1 + extreme) / (1 + permutations);
}

/** Puts the numbers into a random order (Fisher and Yates). */
function shuffle(values: Int32Array, random: Random): void {
  for (let at = values.length - 1; at > 0; at--) {
    const other = random.integer(at + 1);
    const value = values[at] ?? 0;
    values[at] = values[other] ?? 0;
    values[other] = value;
  }
}

/** A number from 0 to 2³² − 1 made of the bytes of the values (FNV-1a). */
function hashOf(series: readonly number[]): number {
  const bytes = new DataView(new ArrayBuffer(8));
  let hash = 0x811c9dc5;
  for (const value of series) {
    // −0 is 0.
    bytes.setFloat64(0, value + 0, true);
    for (let at = 0; at < 8; at++) hash = Math.imul(hash ^ bytes.getUint8(at), 0x01000193);
  }
  return hash >>> 0;
}
