import { indicatorInflation } from './indicator-inflation.js';

/** How the order statistics of a run are drawn: the least request, the percentiles, the greatest. */
export interface Spacing {
  /** Shares below, of the percentiles; ascending. */
  shares: readonly number[];
  /** Ranks that the extremes are on average away from the end of what is possible; 1 of independent requests. */
  edge: number;
  /** Variance inflation of the spacings between one place and the next. */
  inflation: readonly number[];
  /** Ranks by which each place lies off that of independent requests, on average. */
  shift: readonly number[];
}

/** Against rounding where two percentiles nearly meet. */
const LEAST_INFLATION = 0.05;

/**
 * Spacings between the order statistics. Of independent requests they are gamma variates (Rényi 1953, with uniform places).
 * Of requests that follow one another with autocorrelation each spacing's variance is inflated, by so much that every
 * percentile gets the variance q·(1 − q)·VIF(q) / n of {@link indicatorInflation}, and places are shifted as that dependence
 * shifts them on average. Extremes come in clusters, of (1 + VIF) / 2 requests on average where lengths are geometric: only
 * the clusters are independent.
 *
 * @param shares of the percentiles below, between 0 and 1, ascending. @param requests expected, for the extremes.
 */
export function spacingOf(rho: number, shares: readonly number[], requests: number): Spacing {
  const outside = Math.min(1 / (requests + 1), (shares[0] ?? 0.5) / 2, (1 - (shares.at(-1) ?? 0.5)) / 2);
  const places = [outside, ...shares, 1 - outside];
  const inflation = places.slice(1).map((to, index) => {
    const from = places[index] ?? 0;
    return Math.max(LEAST_INFLATION, (accumulated(rho, to) - accumulated(rho, from)) / (to - from));
  });
  const edge = (1 + indicatorInflation(rho, outside)) / 2;
  return { shares, edge, inflation, shift: [edge - 1, ...shares.map((share) => shiftOf(rho, share)), 1 - edge] };
}

/**
 * A sample quantile U solves F(U) = q for the empirical F, so that E U ≈ q + ½·d/dq Var F(q), with Var F(q) = w(q) / n and
 * w = q·(1 − q)·VIF(q). Of independent requests w' is 1 − 2q, which their ranks have in them.
 */
function shiftOf(rho: number, share: number): number {
  const step = Math.min(share, 1 - share) / 100;
  const weight = (q: number) => q * (1 - q) * (indicatorInflation(rho, q) - 1);
  return (weight(share + step) - weight(share - step)) / (4 * step);
}

/** Requests ÷ n up to a place, each spacing counted with its inflation, such that the variance at the place comes out right. */
function accumulated(rho: number, share: number): number {
  if (share <= 0) return 0;
  const atMedian = indicatorInflation(rho, 0.5);
  if (share > 0.5) return atMedian - accumulated(rho, 1 - share);
  // At the median the equation says nothing of its own half: by symmetry half of all is there.
  if (share > 0.48) return share * atMedian;
  return (share * (1 - share) * indicatorInflation(rho, share) - share * share * atMedian) / (1 - 2 * share);
}
