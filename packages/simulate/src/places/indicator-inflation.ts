import { normalQuantile } from '@loadline/stats';

/** Intervals of Simpson's rule over an arc of at most a quarter turn. */
const INTERVALS = 32;
/** Correlations below this no longer count. */
const LEAST_CORRELATION = 1e-9;
const MOST_KNOWN = 4096;

const known = new Map<string, number>();

/**
 * Variance inflation of a sample quantile when the requests follow one another with autocorrelation: 1 + 2·Σ r_h, with r_h
 * the correlation of "below the quantile" h requests apart. The places on the normal scale are an autoregression of first
 * order, so that their correlation is rho^h, and P(both below z) − q² = (1/2π)·∫ exp(−z² / (1 + sin t)) dt from 0 to
 * arcsin(rho^h) (Plackett 1954). Independent requests: 1.
 *
 * @param rho autocorrelation on the normal scale, from 0, below 1. @param q share below the quantile, between 0 and 1.
 * @example indicatorInflation(0.5, 0.95) // 1.6864…
 */
export function indicatorInflation(rho: number, q: number): number {
  const key = `${rho} ${q}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const inflation = sumOverLags(rho, q);
  // Kept, since a simulation asks for the same few again and again; the answer does not depend on it.
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, inflation);
  return inflation;
}

function sumOverLags(rho: number, q: number): number {
  const square = normalQuantile(q) ** 2;
  let total = 0;
  for (let correlation = rho; correlation > LEAST_CORRELATION; correlation *= rho) total += jointExcess(correlation, square);
  return 1 + (2 * total) / (q * (1 - q));
}

function jointExcess(correlation: number, square: number): number {
  const arc = Math.asin(correlation);
  let total = 0;
  for (let index = 0; index <= INTERVALS; index++) {
    const weight = index === 0 || index === INTERVALS ? 1 : index % 2 === 1 ? 4 : 2;
    total += weight * Math.exp(-square / (1 + Math.sin((arc * index) / INTERVALS)));
  }
  return (total * arc) / (3 * INTERVALS * 2 * Math.PI);
}
