import { trigamma, trigammaInverse } from '../distributions/polygamma.js';
import { momentsOf } from '../moments.js';
import type { Row } from './types.js';

/** Degrees of freedom of the spread of variances, by the moments of the logarithms of s²/v0 (Smyth 2004, §6.2). */
export function lentDf(ratios: readonly number[], nu: number, least: number, most: number): number {
  // Smyth adds a function of ν to each, which does not change their variance.
  const logs = ratios.map((ratio) => Math.log(Math.max(ratio, 1e-4)));
  const { n, squares } = momentsOf(logs);
  const rest = squares / (n - 1) - trigamma(nu / 2);
  return rest <= 0 ? most : Math.min(most, Math.max(least, 2 * trigammaInverse(rest)));
}

/**
 * The pooled scale ĉ, and its degrees of freedom given how the series move together: (tr Σ)²/tr Σ² for the covariance Σ of the
 * residuals over the series, with the trace of Σ² as Srivastava (2005) estimates it without bias, times ν.
 */
export function pooledScale(rows: readonly Row[], nu: number): { dfPool: number; cHat: number } {
  const { trace, norm } = gramMoments(rows);
  const t1 = trace / nu;
  const t2 = norm / (nu * nu);
  const a2 = nu > 1 ? ((nu * nu) / ((nu - 1) * (nu + 2))) * (t2 - (t1 * t1) / nu) : 0;
  const limit = nu * rows.length;
  const raw = a2 > 0 ? (nu * t1 * t1) / a2 : t1 > 0 && nu > 1 ? limit : nu;
  return { dfPool: Math.min(limit, Math.max(nu, raw)), cHat: t1 / rows.length };
}

/** Trace and squared norm of G = RᵀR, R being the residuals over their expected deviations: a row a series, a column a run. */
function gramMoments(rows: readonly Row[]): { trace: number; norm: number } {
  const runs = rows[0]?.residuals.length ?? 0;
  const g = new Float64Array(runs * runs);
  const own = new Float64Array(runs);
  for (const { residuals, priorVariance } of rows) {
    own.set(residuals);
    addProducts(g, own, 1 / priorVariance);
  }
  let [trace, norm] = [0, 0];
  for (let i = 0; i < runs; i++)
    for (let j = i; j < runs; j++) {
      const value = g[i * runs + j] ?? 0;
      if (i === j) trace += value;
      norm += (i === j ? 1 : 2) * value * value;
    }
  return { trace, norm };
}

/** Adds the products of all pairs of values to the upper half of G. A function by itself, which engines make fast at once. */
function addProducts(g: Float64Array, own: Float64Array, weight: number): void {
  const runs = own.length;
  for (let i = 0; i < runs; i++) {
    const scaled = (own[i] ?? 0) * weight;
    for (let j = i; j < runs; j++) g[i * runs + j] = (g[i * runs + j] ?? 0) + scaled * (own[j] ?? 0);
  }
}
