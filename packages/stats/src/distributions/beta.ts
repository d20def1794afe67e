import { checkShare } from '../check.js';
import { binomialTerm } from './log-gamma.js';

/** More terms than are needed for a and b of 10¹². */
const MOST_TERMS = 1_000_000;

/**
 * Regularised incomplete beta function Iₓ(a, b): the share of a beta distribution below x. By the continued fraction of
 * DiDonato and Morris (1992, ACM TOMS algorithm 708, equation 9), on the side of the mean where it converges; the lower
 * tail keeps its digits down to the smallest numbers.
 *
 * @param a above 0. @param b above 0. @param x from 0 to 1.
 * @param y 1 − x, given apart where x is so near 1 that the difference would lose digits.
 * @throws RangeError when a parameter is out of its range.
 * @example regularizedBeta(2, 3, 0.5) // 0.6875
 */
export function regularizedBeta(a: number, b: number, x: number, y = 1 - x): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) throw new RangeError(`regularizedBeta(${a}, ${b}, ${x}); expected a, b > 0 and x from 0 to 1`);
  if (x === 0) return 0;
  if (!(y > 0)) return 1;
  return a * y >= b * x ? lowerTail(a, b, x, y) : 1 - lowerTail(b, a, y, x);
}

/**
 * The share of a beta distribution above x, 1 − Iₓ(a, b), with digits of its own where it is small.
 *
 * @throws RangeError when a parameter is out of its range.
 * @example upperBeta(2, 3, 0.5) // 0.3125
 */
export function upperBeta(a: number, b: number, x: number, y = 1 - x): number {
  return regularizedBeta(b, a, y, x);
}

/** xᵃ·yᵇ/B(a, b). */
function power(a: number, b: number, x: number, y: number): number {
  return (binomialTerm(a, a + b, x, y) * a * b) / (a + b);
}

function lowerTail(a: number, b: number, x: number, y: number): number {
  const front = power(a, b, x, y);
  if (front === 0) return 0;
  // a − (a + b)·x without the difference of large numbers.
  const off = a * y - b * x;
  const denominator = (m: number) => {
    const odd = m === 0 ? 0 : (m * (b - m) * x) / (a + 2 * m - 1);
    return m + odd + ((a + m) * (off + 1 + m * (1 + y))) / (a + 2 * m + 1);
  };
  // Lentz's method: ratios of consecutive numerators and denominators.
  let fraction = denominator(0);
  let c = fraction;
  let d = 0;
  for (let m = 1; m < MOST_TERMS; m++) {
    const numerator = ((a + m - 1) * (a + b + m - 1) * m * (b - m) * x * x) / (a + 2 * m - 1) ** 2;
    const next = denominator(m);
    d = 1 / (next + numerator * d);
    c = next + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 4e-16) break;
  }
  return front / fraction;
}

/**
 * Quantile of the beta distribution: the x with Iₓ(a, b) = p, by Newton's steps on the logarithms of both, kept within a
 * bracket.
 *
 * @throws RangeError when p is no share, or a or b is not above 0.
 * @example betaQuantile(0.975, 2, 9) // 0.4450…
 */
export function betaQuantile(p: number, a: number, b: number): number {
  checkShare(p, 'p');
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let step = 0; step < 2000; step++) {
    const below = regularizedBeta(a, b, x);
    if (below > p) high = x;
    else low = x;
    const slope = power(a, b, x, 1 - x) / (1 - x) / below;
    const newton = x * Math.exp(-Math.log(below / p) / slope);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-16 * x) return next;
    x = next;
  }
  return x;
}
