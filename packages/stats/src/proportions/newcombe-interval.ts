import type { Interval, Proportion } from './proportion.js';
import { wilsonInterval } from './wilson-interval.js';

/**
 * Newcombe's hybrid score interval for the difference current − baseline (1998, method 10), from Wilson's intervals of both.
 *
 * @param confidence such as 0.95.
 * @throws RangeError when a side has no trials, or the confidence is not between 0 and 1.
 * @example newcombeInterval({ x: 48, n: 80 }, { x: 56, n: 70 }) // [0.0524…, 0.3338…]
 */
export function newcombeInterval(baseline: Proportion, current: Proportion, confidence = 0.95): Interval {
  const [low1, high1] = wilsonInterval(baseline, confidence);
  const [low2, high2] = wilsonInterval(current, confidence);
  const [p1, p2] = [baseline.x / baseline.n, current.x / current.n];
  return [p2 - p1 - Math.hypot(p2 - low2, high1 - p1), p2 - p1 + Math.hypot(high2 - p2, p1 - low1)];
}
