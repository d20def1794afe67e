import { checkShare } from '../check.js';

const SQRT_2PI = 2.5066282746310007;

/**
 * Density of the standard normal distribution.
 *
 * @example normalDensity(0) // 0.398942280401432…
 */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / SQRT_2PI;
}

/**
 * Upper tail of the standard normal distribution, P(Z > z): below 2.5 by the series of erf without alternating signs
 * (DLMF 7.6.2), above by Mills' ratio as a continued fraction (DLMF 7.9.1). Relative error about 1e-13. NaN gives NaN.
 *
 * @example normalUpper(2) // 0.02275013194817…
 */
export function normalUpper(z: number): number {
  if (z < 0) return 1 - normalUpper(-z);
  if (Number.isNaN(z)) return NaN;
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= (z * z) / (2 * k + 1);
      sum += term;
    }
    return 0.5 - normalDensity(z) * sum;
  }
  if (z > 39) return 0;
  let fraction = z;
  for (let k = 120; k >= 1; k--) fraction = z + k / fraction;
  return normalDensity(z) / fraction;
}

/**
 * Lower tail of the standard normal distribution, P(Z ≤ z).
 *
 * @example normalLower(0) // 0.5
 */
export function normalLower(z: number): number {
  return normalUpper(-z);
}

/**
 * Quantile of the standard normal distribution: a rational start (Abramowitz and Stegun 26.2.23, error below 4.5e-4) and
 * Newton's steps on the logarithm of the tail.
 *
 * @throws RangeError when p is no share.
 * @example normalQuantile(0.975) // 1.95996398454005…
 */
export function normalQuantile(p: number): number {
  checkShare(p, 'p');
  if (p > 0.5) return p === 1 ? Infinity : -tailPoint(1 - p);
  return p === 0 ? -Infinity : tailPoint(p);
}

/** The point, 0 or below, with so much beneath it. */
function tailPoint(p: number): number {
  if (p === 0.5) return 0;
  const t = Math.sqrt(-2 * Math.log(p));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 4; step++) {
    const tail = normalUpper(z);
    z += (tail * Math.log(tail / p)) / normalDensity(z);
  }
  return -z;
}
