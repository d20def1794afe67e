import { type ClassVariance, classVariance } from './class-variance.js';
import { driftShare } from './drift-share.js';
import type { NoiseSeries } from './noise-series.js';
import { chiSquareQuantile, type Interval95 } from './quantiles.js';

/** What was measured of a class of metrics, and how sure it is. */
export interface MeasuredClass extends ClassVariance {
  /** Ends of the interval of `between` at 95 %. */
  low: number;
  high: number;
  /** Degrees of freedom of the sum of both variances. */
  df: number;
  /** λ; undefined where it cannot be told. */
  drift: Interval95 | undefined;
  /** Metrics of endpoints that it rests on. */
  series: number;
}

/**
 * Noise of one class of metrics with its interval: that of a χ² of σ² + v, less v, the variance within a run being taken as
 * known.
 *
 * @param expected variance between runs, to begin with.
 * @returns undefined for no series.
 */
export function classNoise(series: readonly NoiseSeries[], expected: number): MeasuredClass | undefined {
  if (series.length === 0) return undefined;
  const variance = classVariance(series, expected);
  const drift = driftShare(series, variance);
  const df = pooledDf(series, variance, drift);
  const { between, within } = variance;
  const bound = (p: number) => Math.max(0, ((between + within) * df) / chiSquareQuantile(p, df) - within);
  // A share that may be anything is none that was measured.
  const isKnown = drift !== undefined && (drift.low > 0 || drift.high < 1);
  return { ...variance, low: bound(0.975), high: bound(0.025), df, drift: isKnown ? drift : undefined, series: series.length };
}

/**
 * Degrees of freedom of a variance that is pooled over series that move together: (tr Σ)²/tr Σ² for each run but one (Box
 * 1954), Σ having the noise between runs in common within an endpoint, and its share λ between endpoints. Few runs tell λ badly,
 * and one that is too small would make the interval too short: it is taken halfway to its upper bound. In simulated runs
 * intervals then hold the truth in 93 to 97 % of cases.
 */
function pooledDf(series: readonly NoiseSeries[], { between, within }: ClassVariance, drift: Interval95 | undefined): number {
  const runs = series[0]?.values.length ?? 0;
  const m = series.length;
  const perEndpoint = new Map<string, number>();
  for (const { endpoint } of series) perEndpoint.set(endpoint, (perEndpoint.get(endpoint) ?? 0) + 1);
  const alike = [...perEndpoint.values()].reduce((sum, count) => sum + count * (count - 1), 0);
  const share = between + within > 0 ? between / (between + within) : 1;
  const common = share * (drift === undefined ? 1 : (drift.value + drift.high) / 2);
  const correlated = m + alike * share ** 2 + (m * (m - 1) - alike) * common ** 2;
  return ((runs - 1) * m * m) / correlated;
}
