import { normalDensity, normalQuantile } from '@loadline/stats';
import { indicatorInflation } from './indicator-inflation.js';

/** How the order statistics of a run are drawn: the least request, the percentiles, the greatest. */
export interface OrderPlan {
  /** Shares below, of the percentiles; ascending. */
  shares: readonly number[];
  /** Ranks that the extremes are on average away from the end of what is possible; 1 of independent requests. */
  edge: number;
  /** What autocorrelation adds to each place, on the normal scale; empty for independent requests. */
  levels: readonly Level[];
  /** Mean of what is added to each place, × requests. */
  drift: Float64Array;
}

/** A movement that all places of a run make together: how far each goes × √requests, for one standard deviation. */
export type Level = Float64Array;

/** Terms of the expansion; the last ones are small. */
const TERMS = 6;
/** With fewer requests than this beyond it a place counts as an extreme. */
const FEW = 5;

/**
 * Order statistics of requests that follow one another with autocorrelation, as those of independent ones that are moved
 * together. The empirical distribution F of such requests has Cov F(s), F(t) = φ(s)·φ(t)/n · Σ_k V_k·H_{k−1}(s)·H_{k−1}(t)/k!,
 * with V_k = (1 + rho^k) / (1 − rho^k) and Hermite's polynomials H (Mehler's formula; the sum of the autocovariances of H_k);
 * independent requests have V_k = 1. What is beyond 1 moves a place z by Σ_k N_k·√((V_k − 1) / (k!·n))·H_{k−1}(z) with normal
 * numbers N_k: the level of the run (k = 1), its width (2), its skew (3) …
 *
 * Each place's own part is made to have the variance of {@link indicatorInflation}, of which the terms left out are a part.
 *
 * @param shares of the percentiles below, between 0 and 1, ascending. @param requests expected.
 */
export function orderPlan(rho: number, shares: readonly number[], requests: number): OrderPlan {
  const outside = 1 / (requests + 1);
  const ends = [outside, ...shares, 1 - outside];
  const last = ends.length - 1;
  const edge = (1 + indicatorInflation(rho, outside)) / 2;
  const isExtreme = ends.map((share, index) => index === 0 || index === last || Math.min(share, 1 - share) * requests < FEW);
  const levels = Array.from({ length: rho === 0 ? 0 : TERMS }, () => new Float64Array(ends.length));
  const drift = new Float64Array(ends.length);
  ends.forEach((share, index) => {
    const z = normalQuantile(share);
    const terms = termsOf(rho, z);
    // Far out the expansion says nothing: there, clusters of requests are independent, and the run's level moves them.
    const [variance, slope] = isExtreme[index] === true ? [levelVariance(rho, 1), 0] : [excess(rho, share), excessSlope(rho, share)];
    const known = isExtreme[index] === true ? variance : terms.reduce((sum, term) => sum + term * term, 0);
    levels.forEach((level, k) => {
      level[index] = isExtreme[index] === true && k > 0 ? 0 : (terms[k] ?? 0) * Math.sqrt(variance / known);
    });
    drift[index] = (slope - z * variance) / 2;
  });
  return { shares, edge, levels, drift };
}

/** V_k − 1: twice the sum of rho^(k·h) over the lags h. */
function levelVariance(rho: number, k: number): number {
  return (2 * rho ** k) / (1 - rho ** k);
}

/** How far a place moves with each term, × √n. */
function termsOf(rho: number, z: number): number[] {
  const terms: number[] = [];
  let [before, hermite, factorial] = [0, 1, 1];
  for (let k = 1; k <= TERMS; k++) {
    factorial *= k;
    terms.push(hermite * Math.sqrt(levelVariance(rho, k) / factorial));
    [before, hermite] = [hermite, z * hermite - (k - 1) * before];
  }
  return terms;
}

/** Variance of a place beyond that of independent requests, × n. */
function excess(rho: number, share: number): number {
  return ((indicatorInflation(rho, share) - 1) * share * (1 - share)) / normalDensity(normalQuantile(share)) ** 2;
}

/**
 * Its slope on the normal scale. A sample quantile U solves F(U) = q, so that E U ≈ q + ½·d/dq Var F(q): on the normal
 * scale the mean moves by half of the slope, less half of z times the variance.
 */
function excessSlope(rho: number, share: number): number {
  const step = Math.min(share, 1 - share) / 100;
  const [low, high] = [share - step, share + step];
  return (excess(rho, high) - excess(rho, low)) / (normalQuantile(high) - normalQuantile(low));
}
