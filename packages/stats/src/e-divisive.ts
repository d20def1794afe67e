import { energyStatistic, type Split } from './energy-statistic.js';
import { createRandom } from './random.js';

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

/**
 * Change points by E-divisive (Matteson and James 2014): the clearest split over all segments, tested by permuting the
 * values within the segments, until one is not significant. Makes no assumption on the distribution; values that depend on
 * their neighbours make it find too many.
 *
 * Series of fewer than 10 values have none. Deterministic.
 *
 * @param series values in the order of time, finite. @returns ascending by index.
 * @throws RangeError when a value is not finite.
 */
export function eDivisive(series: readonly number[], options: EDivisiveOptions = {}): ChangePoint[] {
  const { alpha = 0.001, permutations = 1999, minSize = 2 } = options;
  for (const value of series) if (!Number.isFinite(value)) throw new RangeError(`a series holds ${value}; expected finite numbers`);
  if (series.length < FEWEST) return [];
  const random = createRandom(options.seed ?? hashOf(series));
  const found: ChangePoint[] = [];
  for (;;) {
    const ends = [0, ...found.map(({ index }) => index).sort((a, b) => a - b), series.length];
    const segments = ends.slice(1).map((end, at) => ({ from: ends[at] ?? 0, values: series.slice(ends[at] ?? 0, end) }));
    const best = clearest(segments, minSize);
    if (best === undefined) break;
    let extreme = 0;
    // Once too many are as extreme, the answer is known.
    const mostExtreme = Math.floor(alpha * (permutations + 1)) - 1;
    for (let round = 0; round < permutations && extreme <= mostExtreme; round++) {
      for (const { values } of segments) shuffle(values, random);
      if ((clearest(segments, minSize)?.statistic ?? 0) >= best.statistic) extreme++;
    }
    const p = (1 + extreme) / (permutations + 1);
    if (extreme > mostExtreme || p > alpha) break;
    found.push({ index: best.index, p });
  }
  return found.sort((a, b) => a.index - b.index);
}

function clearest(segments: readonly { from: number; values: number[] }[], minSize: number): Split | undefined {
  let best: Split | undefined;
  for (const { from, values } of segments) {
    const split = energyStatistic(values, minSize);
    if (split !== undefined && split.statistic > (best?.statistic ?? 0)) best = { ...split, index: split.index + from };
  }
  return best;
}

function shuffle(values: number[], random: { integer(below: number): number }): void {
  for (let at = values.length - 1; at > 0; at--) {
    const other = random.integer(at + 1);
    const value = values[at] ?? 0;
    values[at] = values[other] ?? 0;
    values[other] = value;
  }
}

/** FNV-1a over the bytes of the values. */
function hashOf(series: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(Float64Array.from(series).buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
