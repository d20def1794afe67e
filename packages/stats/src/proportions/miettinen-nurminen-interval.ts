import { bisect } from '../bisect.js';
import { checkProportion, type Interval, type Proportion, twoSidedZ } from './proportion.js';

/**
 * Miettinen and Nurminen's score interval for the difference current − baseline (1985): the differences that the score test
 * does not reject, its variance being N/(N − 1) times that of the likeliest proportions with that difference.
 *
 * @param confidence such as 0.95.
 * @throws RangeError when a side has no trials, or the confidence is not between 0 and 1.
 * @example miettinenNurminenInterval({ x: 48, n: 80 }, { x: 56, n: 70 }) // [0.0528…, 0.3382…]
 */
export function miettinenNurminenInterval(baseline: Proportion, current: Proportion, confidence = 0.95): Interval {
  checkProportion(baseline);
  checkProportion(current);
  const z = twoSidedZ(confidence);
  const observed = current.x / current.n - baseline.x / baseline.n;
  const size = baseline.n + current.n;
  const score = (difference: number) => {
    const [p, q] = likeliest(baseline, current, difference);
    const variance = ((p * (1 - p)) / baseline.n + (q * (1 - q)) / current.n) * (size / (size - 1));
    return (observed - difference) / Math.sqrt(variance);
  };
  return [bisect(-1, observed, (at) => score(at) > z), bisect(observed, 1, (at) => score(at) >= -z)];
}

/**
 * The likeliest proportions of both sides that have this difference: where the derivative of the likelihood, times
 * p(1 − p)q(1 − q), falls through 0. It is a cubic with a closed solution (Farrington and Manning 1990), which loses all
 * digits where events are rare; halving does not.
 */
function likeliest(baseline: Proportion, current: Proportion, difference: number): [baseline: number, current: number] {
  const apart = Math.abs(difference);
  // The smaller proportion is sought, so that the larger is a sum.
  const [small, large] = difference >= 0 ? [baseline, current] : [current, baseline];
  const p = bisect(0, 1 - apart, (at) => {
    const other = at + apart;
    return (small.x - small.n * at) * other * (1 - other) + (large.x - large.n * other) * at * (1 - at) > 0;
  });
  return difference >= 0 ? [p, p + apart] : [p + apart, p];
}
