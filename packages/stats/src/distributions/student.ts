import { checkShare } from '../check.js';
import { regularizedBeta } from './beta.js';
import { logGamma } from './log-gamma.js';
import { normalQuantile, normalUpper } from './normal.js';

/**
 * Upper tail of Student's t distribution, P(T > t), by the incomplete beta function: ½·I(ν/2, ½) at ν/(ν + t²) (DLMF 8.17);
 * closed for one degree of freedom. Beyond a t of 1e154, whose square is no number, it is 0 unless df is 1. NaN gives NaN.
 *
 * @param df degrees of freedom ν above 0, not necessarily whole; Infinity is the normal distribution.
 * @throws RangeError when df is not above 0.
 * @example studentUpper(2, 10) // 0.0366940173853701…
 */
export function studentUpper(t: number, df: number): number {
  checkDf(df);
  if (df === Infinity || Number.isNaN(t)) return normalUpper(t);
  if (df === 1) return Math.atan2(1, t) / Math.PI;
  if (t * t === Infinity) return t > 0 ? 0 : 1;
  const whole = df + t * t;
  const half = 0.5 * regularizedBeta(df / 2, 0.5, df / whole, (t * t) / whole);
  return t >= 0 ? half : 1 - half;
}

/**
 * Lower tail of Student's t distribution, P(T ≤ t).
 *
 * @throws RangeError when df is not above 0.
 * @example studentLower(-2, 10) // 0.0366940173853701…
 */
export function studentLower(t: number, df: number): number {
  return studentUpper(-t, df);
}

/**
 * Quantile of Student's t distribution: closed for 1 and 2 degrees of freedom, else Newton's steps on the logarithm of the
 * tail from Fisher's expansion at the normal quantile, kept within a bracket.
 *
 * @throws RangeError when p is no share, or df is not above 0.
 * @example studentQuantile(0.975, 10) // 2.2281388519862…
 */
export function studentQuantile(p: number, df: number): number {
  checkShare(p, 'p');
  checkDf(df);
  if (df === Infinity) return normalQuantile(p);
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  return p > 0.5 ? tailPoint(1 - p, df) : -tailPoint(p, df);
}

/** The point above 0 with so much beyond it. */
function tailPoint(tail: number, df: number): number {
  if (df === 1) return 1 / Math.tan(Math.PI * tail);
  if (df === 2) return (1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail));
  const constant = logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * Math.log(df * Math.PI);
  let low = 0;
  let high = Infinity;
  let t = start(tail, df);
  for (let step = 0; step < 2000; step++) {
    const beyond = studentUpper(t, df);
    if (beyond > tail) low = t;
    else high = t;
    const density = Math.exp(constant - ((df + 1) / 2) * Math.log1p((t * t) / df));
    const newton = t + (beyond * Math.log(beyond / tail)) / density;
    const isInside = newton > low && newton < high;
    const next = isInside ? newton : high === Infinity ? t * 2 + 1 : (low + high) / 2;
    if (Math.abs(next - t) <= 2e-16 * next) return next;
    t = next;
  }
  return t;
}

function start(tail: number, df: number): number {
  const z = -normalQuantile(tail);
  const guess = z + (z ** 3 + z) / (4 * df) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df * df);
  return guess > 0 ? guess : 1;
}

function checkDf(df: number): void {
  if (!(df > 0)) throw new RangeError(`${df} degrees of freedom; expected a number above 0`);
}
