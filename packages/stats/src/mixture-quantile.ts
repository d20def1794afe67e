import { checkShare } from './check.js';
import { sum } from './sum.js';

/** What is known of a distribution at one place. */
export interface QuantilePoint {
  /** Share of the samples that are not above `value`, 0 to 1. 0 is the smallest sample, 1 the largest. */
  q: number;
  /** Value, in any unit that all parts share. */
  value: number;
}

/** One distribution of a mixture, known at some quantiles, and its share in it. */
export interface MixturePart {
  /** Number of samples; any measure of size that all parts share. From 0. */
  weight: number;
  /** In any order; a greater `q` has no smaller value. */
  points: readonly QuantilePoint[];
}

/**
 * Quantile of a mixture of distributions that are each known at some quantiles only, in the values' unit.
 *
 * Each part's distribution function is taken as linear between its known points; what lies below its first point is
 * taken to be at that point, what lies above its last at that, so that without a known minimum and maximum nothing is
 * invented beyond what was printed. The mixture's is F(x) = Σ wᵢ·Fᵢ(x) / Σ wᵢ, and the answer the least x with
 * F(x) ≥ q. F is linear between the parts' values, so the piece that holds the answer is found by bisection over these
 * and then solved in closed form: no iteration towards a tolerance.
 *
 * No part, or all weights 0, or a part with weight and without points: undefined. One part: that part's own quantile.
 * The answer is never outside the parts' own quantiles at the same q, and never falls when q rises.
 *
 * @param q 0 to 1.
 * @throws RangeError when a q or a weight is out of range, or a part's values fall where q rises.
 * @example
 * mixtureQuantile([
 *   { weight: 90, points: [{ q: 0.5, value: 100 }, { q: 1, value: 200 }] },
 *   { weight: 10, points: [{ q: 0.5, value: 1000 }, { q: 1, value: 2000 }] },
 * ], 0.95); // 1000
 */
export function mixtureQuantile(parts: readonly MixturePart[], q: number): number | undefined {
  checkShare(q);
  const counted = parts.map(inOrder).filter((part) => part.weight > 0);
  if (counted.length === 0 || counted.some((part) => part.points.length === 0)) return undefined;
  const total = sum(counted.map((part) => part.weight));
  const target = total * q;
  // Adding up the parts rounds; a share that is reached but for that is reached.
  const slack = counted.length > 1 ? 4 * Number.EPSILON * total : 0;
  const breaks = [...new Set(counted.flatMap((part) => part.points.map((point) => point.value)))].sort((a, b) => a - b);
  const at = firstReaching(breaks, (x) => cumulative(counted, x, 'upTo') >= target - slack);
  const high = breaks[at];
  const low = breaks[at - 1];
  if (high === undefined || low === undefined) return high;
  const passedLow = cumulative(counted, low, 'upTo');
  const beforeHigh = cumulative(counted, high, 'below');
  if (target >= beforeHigh || beforeHigh <= passedLow) return high;
  return Math.min(Math.max(low + ((target - passedLow) / (beforeHigh - passedLow)) * (high - low), low), high);
}

function inOrder({ weight, points }: MixturePart): MixturePart {
  if (!(weight >= 0 && weight < Infinity)) throw new RangeError(`a weight is ${weight}; expected a finite number from 0`);
  const ordered = [...points].sort((a, b) => a.q - b.q || a.value - b.value);
  ordered.forEach((point, index) => {
    checkShare(point.q);
    const before = ordered[index - 1]?.value ?? -Infinity;
    if (!(point.value >= before && Math.abs(point.value) < Infinity))
      throw new RangeError(`the value at q ${point.q} is ${point.value} after ${before}; expected finite values that do not fall`);
  });
  return { weight, points: ordered };
}

function firstReaching(breaks: readonly number[], reaches: (x: number) => boolean): number {
  let low = 0;
  let high = breaks.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (reaches(breaks[middle] ?? NaN)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function cumulative(parts: readonly MixturePart[], x: number, side: 'below' | 'upTo'): number {
  return sum(parts.map((part) => part.weight * share(part.points, x, side)));
}

/** Share of one part that lies below `x`, or up to and with it. */
function share(points: readonly QuantilePoint[], x: number, side: 'below' | 'upTo'): number {
  const next = points.findIndex((point) => (side === 'below' ? point.value >= x : point.value > x));
  // All that lies above the last known point is taken to be at it.
  if (next === -1) return 1;
  const after = points[next];
  const before = points[next - 1];
  if (after === undefined || before === undefined) return 0;
  if (x === after.value) return after.q;
  return before.q + ((x - before.value) / (after.value - before.value)) * (after.q - before.q);
}
