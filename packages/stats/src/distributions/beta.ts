import { binomialTerm } from './log-gamma.js';

const TINY = 1e-300;
const MOST_STEPS = 20_000;

/**
 * Regularised incomplete beta function Iₓ(a, b): the share of a beta distribution below x. By Lentz's continued fraction
 * (DLMF 8.17.22) from the side on which it converges; the tails keep their digits.
 *
 * @param a above 0. @param b above 0. @param x from 0 to 1.
 * @param y 1 − x, given apart where x is so near 1 that the difference would lose digits.
 * @throws RangeError when a parameter is out of its range.
 * @example regularizedBeta(2, 3, 0.5) // 0.6875
 */
export function regularizedBeta(a: number, b: number, x: number, y = 1 - x): number {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) throw new RangeError(`regularizedBeta(${a}, ${b}, ${x}); expected a, b > 0 and x from 0 to 1`);
  if (x === 0) return 0;
  if (y <= 0) return 1;
  return x <= (a + 1) / (a + b + 2) ? lowerTail(a, b, x, y) : 1 - lowerTail(b, a, y, x);
}

/** The upper tail, 1 − Iₓ(a, b), with its own digits. */
export function upperBeta(a: number, b: number, x: number, y = 1 - x): number {
  return regularizedBeta(b, a, y, x);
}

function lowerTail(a: number, b: number, x: number, y: number): number {
  const front = (binomialTerm(a, a + b, x, y) * b) / (a + b);
  if (front === 0) return 0;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < TINY ? TINY : d);
  let fraction = d;
  for (let m = 1; m < MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const term of [even, odd]) {
      d = 1 + term * d;
      d = 1 / (Math.abs(d) < TINY ? TINY : d);
      c = 1 + term / c;
      if (Math.abs(c) < TINY) c = TINY;
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return front * fraction;
}

/**
 * Quantile of the beta distribution: the x with Iₓ(a, b) = p, by bisection narrowed with Newton's steps.
 *
 * @throws RangeError when p is no share.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a beta quantile at ${p}; expected a share from 0 to 1`);
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let step = 0; step < 200; step++) {
    const off = regularizedBeta(a, b, x) - p;
    if (off > 0) high = x;
    else low = x;
    // The density at x, from the same term as the front of the fraction.
    const density = (binomialTerm(a, a + b, x, 1 - x) * a * b) / (a + b) / (x * (1 - x));
    const newton = x - off / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-16 * x || next === x) return next;
    x = next;
  }
  return x;
}
