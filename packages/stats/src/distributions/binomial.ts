import { regularizedBeta, upperBeta } from './beta.js';
import { normalQuantile } from './normal.js';
import { binomialTerm } from './log-gamma.js';

/** Probability of exactly k successes in n trials of probability p (Loader 2000). */
export function binomialMass(k: number, n: number, p: number): number {
  return Number.isInteger(k) ? binomialTerm(k, n, p, 1 - p) : 0;
}

/**
 * P(X ≤ k) for X successes in n trials of probability p: the incomplete beta function I₁₋ₚ(n − k, k + 1).
 *
 * @example binomialLower(4, 10, 0.5) // 0.376953125
 */
export function binomialLower(k: number, n: number, p: number): number {
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return upperBeta(whole + 1, n - whole, p);
}

/** P(X ≥ k). */
export function binomialUpper(k: number, n: number, p: number): number {
  const whole = Math.ceil(k);
  if (whole <= 0) return 1;
  if (whole > n) return 0;
  return regularizedBeta(whole, n - whole + 1, p);
}

/**
 * The smallest k with P(X ≤ k) ≥ q. The search begins at the normal approximation with Cornish and Fisher's correction.
 *
 * @throws RangeError when q or p is no share.
 */
export function binomialQuantile(q: number, n: number, p: number): number {
  if (!(q >= 0 && q <= 1 && p >= 0 && p <= 1)) throw new RangeError(`a binomial quantile at ${q} with p ${p}; expected shares from 0 to 1`);
  if (q === 0 || q === 1) return q === 0 ? (p === 1 ? n : 0) : p === 0 ? 0 : n;
  const z = normalQuantile(q);
  const sd = Math.sqrt(n * p * (1 - p));
  let k = Math.min(n, Math.max(0, Math.floor(n * p + z * sd + ((1 - 2 * p) * (z * z - 1)) / 6)));
  while (k > 0 && binomialLower(k - 1, n, p) >= q) k--;
  while (k < n && binomialLower(k, n, p) < q) k++;
  return k;
}
