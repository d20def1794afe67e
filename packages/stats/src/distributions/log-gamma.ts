const LN_SQRT_2PI = 0.9189385332046727;

/**
 * What Stirling's formula leaves of ln n!: δ(n) = ln n! − (n + ½)·ln n + n − ½·ln 2π, by its asymptotic series, for n ≥ 16;
 * below, stepped down by δ(n) = δ(n + 1) + (n + ½)·ln(1 + 1/n) − 1. n need not be whole (Loader 2000).
 */
export function stirlingError(n: number): number {
  if (n < 16) return n === 0 ? 0 : stirlingError(n + 1) + (n + 0.5) * Math.log1p(1 / n) - 1;
  const s = 1 / (n * n);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - (s * 1) / 1188)))) / n;
}

/**
 * Natural logarithm of the gamma function, by Stirling's series.
 *
 * @param x above 0.
 */
export function logGamma(x: number): number {
  if (x < 16) return logGamma(x + 1) - Math.log(x);
  return (x - 0.5) * Math.log(x) - x + LN_SQRT_2PI + stirlingError(x);
}

/** x·ln(x/m) + m − x without the loss of digits where x is near m (Loader 2000). */
function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * Probability of x successes in n trials, x and n not necessarily whole: Γ(n+1)/(Γ(x+1)·Γ(n−x+1))·pˣ·q^(n−x), to nearly
 * full precision in the tails (Loader 2000, "Fast and accurate computation of binomial probabilities").
 *
 * @param q 1 − p, given apart so that a small one keeps its digits.
 */
export function binomialTerm(x: number, n: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 1 : 0;
  if (q === 0) return x === n ? 1 : 0;
  if (x === 0) return Math.exp(p < 0.1 ? n * Math.log1p(-p) : n * Math.log(q));
  if (x === n) return Math.exp(q < 0.1 ? n * Math.log1p(-q) : n * Math.log(p));
  if (x < 0 || x > n) return 0;
  const exponent = stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, n * p) - deviance(n - x, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)));
}
