import { betaQuantile } from '@loadline/stats';

/** A number with its two-sided interval at 95 %. */
export interface Interval95 {
  value: number;
  low: number;
  high: number;
}

/** So many degrees of freedom that the denominator of F no longer varies. */
const MANY = 1e6;

/**
 * Quantile of the F distribution with d1 and d2 degrees of freedom, from that of the beta distribution
 * (Abramowitz and Stegun 26.6.2).
 *
 * @param p between 0 and 1.
 * @example fQuantile(0.95, 4, 36) // 2.633…
 */
export function fQuantile(p: number, d1: number, d2: number): number {
  const x = betaQuantile(p, d1 / 2, d2 / 2);
  return (d2 * x) / (d1 * (1 - x));
}

/**
 * Quantile of the χ² distribution, as that of F with a denominator of very many degrees of freedom; good to five digits.
 *
 * @example chiSquareQuantile(0.975, 4) // 11.143…
 */
export function chiSquareQuantile(p: number, df: number): number {
  return df * fQuantile(p, df, MANY);
}
