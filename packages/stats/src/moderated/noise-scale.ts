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
  for (const { residuals, priorVariance } of rows)
    for (let i = 0; i < runs; i++)
      for (let j = 0; j < runs; j++) g[i * runs + j] = (g[i * runs + j] ?? 0) + ((residuals[i] ?? 0) * (residuals[j] ?? 0)) / priorVariance;
  const diagonal = Array.from({ length: runs }, (_, i) => g[i * runs + i] ?? 0);
  return { trace: diagonal.reduce((total, value) => total + value, 0), norm: g.reduce((total, value) => total + value * value, 0) };
}
