import { checkConfidence } from '../check.js';
import { betaQuantile } from '../distributions/beta.js';
import { checkProportion, type Interval, type Proportion } from './proportion.js';

/**
 * Clopper and Pearson's exact interval for a proportion (1934): it holds the true one at least as often as it says.
 *
 * @param confidence such as 0.95.
 * @throws RangeError when there are no trials, x is not from 0 to n, or the confidence is not between 0 and 1.
 * @example clopperPearson({ x: 0, n: 10 }) // [0, 0.3084…]
 */
export function clopperPearson(of: Proportion, confidence = 0.95): Interval {
  checkProportion(of);
  checkConfidence(confidence);
  const { x, n } = of;
  const tail = (1 - confidence) / 2;
  return [x === 0 ? 0 : betaQuantile(tail, x, n - x + 1), x === n ? 1 : betaQuantile(1 - tail, x + 1, n - x)];
}
