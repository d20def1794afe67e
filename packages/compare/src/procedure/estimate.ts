import { normalUpper, studentQuantile, studentUpper } from '@loadline/stats';

/** How sure a change is. */
export interface Estimate {
  /** Change of the logarithm, above 0 when it got worse. */
  theta: number;
  /** Its standard error. */
  standardError: number;
  /** Degrees of freedom; null where the noise is assumed (one run on each side). */
  df: number | null;
  /** One-sided probability of such a change when nothing got worse. */
  p: number;
  /** One-sided bounds of θ at 95 %. */
  upper95: number;
  lower95: number;
  /** Pairs of runs whose differences it rests on; absent where it rests on the runs of two sides. */
  pairs?: number;
}

/** What a fit tells of series that it did not hold. */
export interface LentNoise {
  d0: number;
  dfPool: number;
  cTilde: number;
}

/** Of the one-sided bounds. */
export const LEVEL = 0.95;

/** An estimate with its p value and bounds. @param level the quantile at the level of the bounds. */
export function withBounds(theta: number, standardError: number, df: number | null, level: number): Estimate {
  const reach = level * standardError;
  const z = theta / standardError;
  return {
    theta,
    standardError,
    df,
    p: df === null ? normalUpper(z) : studentUpper(z, df),
    upper95: theta + reach,
    lower95: theta - reach,
  };
}

/** What is known of a series that is not in the fit. */
interface Lent {
  theta: number;
  /** Sum of its squared residuals, and their degrees of freedom. */
  squares: number;
  nu: number;
  /** Variance of θ over that of a run. */
  f: number;
  priorVariance: number;
}

/** The moderated estimate by the noise that others showed. */
export function lend(own: Lent, { d0, dfPool, cTilde }: LentNoise, weight: number): Estimate {
  const { theta, nu, f, priorVariance } = own;
  const variance = (d0 * cTilde * priorVariance + (nu < 1 ? 0 : own.squares)) / (d0 + nu);
  const share = d0 / (d0 + nu);
  const df = 1 / (1 / (d0 + nu) + (share * share) / (weight + dfPool));
  return withBounds(theta, Math.sqrt(variance * f), df, studentQuantile(LEVEL, df));
}

/** Sum of the squared distances from the mean. */
export function squares(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}

/** The mean. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
