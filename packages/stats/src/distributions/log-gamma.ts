import { binomialDeviance, stirlingError } from './binomial-deviance.js';

const LN_SQRT_2PI = 0.9189385332046727;

/**
 * Natural logarithm of the gamma function, by Stirling's series from 16 on, stepped down by Γ(x) = Γ(x + 1)/x. Absolute
 * error about 1e-14 below 16, relative beyond.
 *
 * @param x above 0.
 * @throws RangeError otherwise.
 * @example logGamma(11) // 15.1044125730755…, ln 10!
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`logGamma(${x}); expected a number above 0`);
  let product = 1;
  let at = x;
  for (; at < 16; at++) product *= at;
  const stirling = (at - 0.5) * Math.log(at) - at + LN_SQRT_2PI + stirlingError(at);
  return at === Infinity ? Infinity : stirling - Math.log(product);
}

/**
 * Probability of x successes in n trials, x and n not necessarily whole: Γ(n+1)/(Γ(x+1)·Γ(n−x+1))·pˣ·q^(n−x), to nearly
 * full precision in the tails (Loader 2000, "Fast and accurate computation of binomial probabilities").
 *
 * @param q 1 − p, given apart so that a small one keeps its digits.
 */
export function binomialTerm(x: number, n: number, p: number, q: number): number {
  if (x < 0 || x > n) return 0;
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(n * (p < 0.1 ? Math.log1p(-p) : Math.log(q)));
  if (x === n) return Math.exp(n * (q < 0.1 ? Math.log1p(-q) : Math.log(p)));
  const exponent = stirlingError(n) - stirlingError(x) - stirlingError(n - x) - binomialDeviance(x, n * p) - binomialDeviance(n - x, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}
