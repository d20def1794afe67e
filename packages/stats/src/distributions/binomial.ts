import { checkShare, checkWhole } from '../check.js';
import { regularizedBeta, upperBeta } from './beta.js';
import { binomialTerm } from './log-gamma.js';
import { normalQuantile } from './normal.js';

/**
 * Probability of exactly k successes in n independent trials of probability p (Loader 2000).
 *
 * @throws RangeError when n is not whole, or p no share.
 * @example binomialMass(2, 4, 0.5) // 0.375
 */
export function binomialMass(k: number, n: number, p: number): number {
  checkTrials(n, p);
  return Number.isInteger(k) ? binomialTerm(k, n, p, 1 - p) : 0;
}

/**
 * P(X ≤ k) for X successes in n trials of probability p: the incomplete beta function I₁₋ₚ(n − k, k + 1) (DLMF 8.17.5).
 *
 * @throws RangeError when n is not whole, or p no share.
 * @example binomialLower(4, 10, 0.5) // 0.376953125
 */
export function binomialLower(k: number, n: number, p: number): number {
  checkTrials(n, p);
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  return whole >= n ? 1 : upperBeta(whole + 1, n - whole, p);
}

/**
 * P(X ≥ k), with digits of its own where it is small.
 *
 * @throws RangeError when n is not whole, or p no share.
 * @example binomialUpper(4, 10, 0.5) // 0.828125
 */
export function binomialUpper(k: number, n: number, p: number): number {
  checkTrials(n, p);
  const whole = Math.ceil(k);
  if (whole <= 0) return 1;
  return whole > n ? 0 : regularizedBeta(whole, n - whole + 1, p);
}

/** A sum that equals q but for its last digits reaches it. */
const SLACK = 1 - 1e-14;

/**
 * The smallest k with P(X ≤ k) ≥ q. The search begins at the normal approximation with Cornish and Fisher's correction.
 *
 * @throws RangeError when n is not whole, or q or p is no share.
 * @example binomialQuantile(0.025, 100, 0.5) // 40
 */
export function binomialQuantile(q: number, n: number, p: number): number {
  checkTrials(n, p);
  checkShare(q);
  if (p === 0 || q === 0) return 0;
  if (p === 1 || q === 1) return n;
  const z = normalQuantile(q);
  const guess = n * p + z * Math.sqrt(n * p * (1 - p)) + ((1 - 2 * p) * (z * z - 1)) / 6;
  let k = Math.min(n, Math.max(0, Math.floor(guess)));
  while (k > 0 && binomialLower(k - 1, n, p) >= q * SLACK) k--;
  while (k < n && binomialLower(k, n, p) < q * SLACK) k++;
  return k;
}

function checkTrials(n: number, p: number): void {
  checkWhole('trials', n);
  checkShare(p, 'p');
}
