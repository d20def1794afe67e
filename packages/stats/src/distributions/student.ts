import { regularizedBeta } from './beta.js';
import { logGamma } from './log-gamma.js';
import { normalQuantile } from './normal.js';

/**
 * Upper tail of Student's t distribution, P(T > t), by the incomplete beta function (DLMF 8.17): ½·I with x = ν/(ν + t²).
 *
 * @param df degrees of freedom above 0, not necessarily whole; Infinity is the normal distribution’s limit at 1e10.
 * @throws RangeError when df is not above 0.
 * @example studentUpper(2.0, 10) // 0.03669401738537018
 */
export function studentUpper(t: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`${df} degrees of freedom; expected a number above 0`);
  if (Number.isNaN(t)) return NaN;
  if (t === Infinity || t === -Infinity) return t > 0 ? 0 : 1;
  const nu = Math.min(df, 1e10);
  const whole = nu + t * t;
  const half = 0.5 * regularizedBeta(nu / 2, 0.5, nu / whole, (t * t) / whole);
  return t >= 0 ? half : 1 - half;
}

/** Lower tail of Student's t distribution, P(T ≤ t). */
export function studentLower(t: number, df: number): number {
  return studentUpper(-t, df);
}

/**
 * Quantile of Student's t distribution: closed for 1 and 2 degrees of freedom, else Newton's steps on the logarithm of the
 * tail from Fisher's expansion at the normal quantile, kept within a bracket.
 *
 * @throws RangeError when p is no share, or df is not above 0.
 * @example studentQuantile(0.975, 10) // 2.2281388519649385
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a t quantile at ${p}; expected a share from 0 to 1`);
  if (!(df > 0)) throw new RangeError(`${df} degrees of freedom; expected a number above 0`);
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity;
  if (p === 0.5) return 0;
  return p > 0.5 ? tailPoint(1 - p, df) : -tailPoint(p, df);
}

/** The point above 0 with so much beyond it. */
function tailPoint(tail: number, df: number): number {
  if (df === 1) return 1 / Math.tan(Math.PI * tail);
  if (df === 2) return (1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail));
  const nu = Math.min(df, 1e10);
  const constant = logGamma((nu + 1) / 2) - logGamma(nu / 2) - 0.5 * Math.log(nu * Math.PI);
  let low = 0;
  let high = Infinity;
  let t = start(tail, nu);
  for (let step = 0; step < 200; step++) {
    const beyond = studentUpper(t, nu);
    if (beyond > tail) low = t;
    else high = t;
    const density = Math.exp(constant - ((nu + 1) / 2) * Math.log1p((t * t) / nu));
    const newton = t + (beyond * Math.log(beyond / tail)) / density;
    const isInside = newton > low && newton < high;
    const next = isInside ? newton : high === Infinity ? t * 2 + 1 : (low + high) / 2;
    if (Math.abs(next - t) <= 2e-16 * next) return next;
    t = next;
  }
  return t;
}

function start(tail: number, nu: number): number {
  const z = -normalQuantile(tail);
  const guess = z + (z ** 3 + z) / (4 * nu) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * nu * nu);
  return Number.isFinite(guess) && guess > 0 ? guess : 1;
}
