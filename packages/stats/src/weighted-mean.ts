import { sum } from './sum.js';

/** A value and how much it counts for. */
export interface Weighted {
  /** Value, in any unit that all parts share. */
  value: number;
  /** Weight, such as a number of requests; from 0. */
  weight: number;
}

/**
 * Weighted mean Σ wᵢ·xᵢ / Σ wᵢ, in the values' unit; with requests as weights, the mean over all requests from the means
 * of their parts, exactly (but for the rounding of the last digit). Parts of weight 0 do not count.
 *
 * n = 0, or all weights 0: undefined. n = 1: the value itself. The result is never outside the values.
 *
 * @throws RangeError when a weight is negative, infinite or NaN.
 * @example weightedMean([{ value: 100, weight: 3 }, { value: 200, weight: 1 }]) // 125
 */
export function weightedMean(parts: Iterable<Weighted>): number | undefined {
  const counted: Weighted[] = [];
  for (const part of parts) {
    if (!(part.weight >= 0 && part.weight < Infinity)) throw new RangeError(`a weight is ${part.weight}; expected a finite number from 0`);
    if (part.weight > 0) counted.push(part);
  }
  const values = counted.map((part) => part.value);
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (counted.length === 0) return undefined;
  if (low === high) return low;
  const mean = sum(counted.map((part) => part.value * part.weight)) / sum(counted.map((part) => part.weight));
  return Math.min(Math.max(mean, low), high);
}
