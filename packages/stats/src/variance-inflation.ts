/**
 * Variance inflation of an autocorrelated series: n samples of it tell as much as n / VIF independent ones.
 * Geyer's initial positive sequence (Geyer 1992, "Practical Markov chain Monte Carlo"): over the indicator
 * I[t] = 1 where x[t] > threshold, VIF = 1 + 2·Σ(ρ[2k−1] + ρ[2k]) over consecutive pairs of lags, as long as the pair's
 * sum is positive; ρ from autocovariances divided by n.
 *
 * n < 3, or a series that lies wholly on one side of the threshold: 1. Never below 1. O(n · lags).
 *
 * @param series samples in the order of time; read once for each lag.
 * @param threshold the quantile of which the accuracy is asked.
 * @param maxLag largest lag that is looked at; n − 1 unless given.
 * @example varianceInflation([1, 1, 1, 1, 9, 9, 9, 9, 1, 1, 1, 1], 5) // 2.5
 */
export function varianceInflation(series: ArrayLike<number>, threshold: number, maxLag = Infinity): number {
  const n = series.length;
  const last = Math.min(maxLag, n - 1);
  if (n < 3) return 1;
  const deviations = new Float64Array(n);
  let above = 0;
  for (let t = 0; t < n; t++) if ((series[t] ?? 0) > threshold) above++;
  const mean = above / n;
  for (let t = 0; t < n; t++) deviations[t] = ((series[t] ?? 0) > threshold ? 1 : 0) - mean;
  const variance = autocovariance(deviations, 0);
  if (!(variance > 0)) return 1;
  let inflation = 1;
  for (let lag = 1; lag <= last; lag += 2) {
    const second = lag + 1 <= last ? autocovariance(deviations, lag + 1) : 0;
    const pair = (autocovariance(deviations, lag) + second) / variance;
    if (!(pair > 0)) break;
    inflation += 2 * pair;
  }
  return inflation;
}

function autocovariance(deviations: Float64Array, lag: number): number {
  let total = 0;
  for (let t = lag; t < deviations.length; t++) total += (deviations[t] ?? 0) * (deviations[t - lag] ?? 0);
  return total / deviations.length;
}
