import { checkProportion, type Interval, type Proportion, twoSidedZ } from './proportion.js';

/**
 * Wilson's score interval for a proportion (1927): the proportions that the score test does not reject. Within 0 and 1.
 *
 * @param confidence such as 0.95.
 * @throws RangeError when there are no trials, x is not from 0 to n, or the confidence is not between 0 and 1.
 * @example wilsonInterval({ x: 0, n: 10 }) // [0, 0.2775…]
 */
export function wilsonInterval(of: Proportion, confidence = 0.95): Interval {
  checkProportion(of);
  const z = twoSidedZ(confidence);
  const { x, n } = of;
  const p = x / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return [x === 0 ? 0 : Math.max(0, (centre - half) / scale), x === n ? 1 : Math.min(1, (centre + half) / scale)];
}
