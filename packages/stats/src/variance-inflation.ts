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
  const covariance = indicatorCovariance(series, threshold);
  const variance = covariance(0);
  if (!(variance > 0)) return 1;
  let inflation = 1;
  for (let lag = 1; lag <= last; lag += 2) {
    const first = covariance(lag);
    const pair = (first + (lag + 1 <= last ? covariance(lag + 1) : 0)) / variance;
    if (!(pair > 0)) break;
    inflation += 2 * pair;
  }
  return inflation;
}

/**
 * Autocovariance × n³ of being above the threshold, to be asked for lags that rise by one. With a of n above and C pairs that
 * both are, Σ(I[t] − a/n)(I[t − lag] − a/n) is C less what the ends take: in whole numbers, exact up to 200,000 samples.
 */
function indicatorCovariance(series: ArrayLike<number>, threshold: number): (lag: number) => number {
  const n = series.length;
  const isAbove = new Uint8Array(n);
  const places = new Int32Array(n);
  let above = 0;
  for (let t = 0; t < n; t++) {
    if (!((series[t] ?? 0) > threshold)) continue;
    isAbove[t] = 1;
    places[above++] = t;
  }
  // How many are above among those that have a partner so many lags later, and so many lags before.
  let [early, late] = [above, above];
  let firstPartner = 0;
  return (lag) => {
    if (lag > 0) {
      early -= isAbove[n - lag] ?? 0;
      late -= isAbove[lag - 1] ?? 0;
    }
    while (firstPartner < above && (places[firstPartner] ?? 0) < lag) firstPartner++;
    let both = 0;
    for (let at = firstPartner; at < above; at++) both += isAbove[(places[at] as number) - lag] as number;
    return n * n * both - n * above * (early + late) + (n - lag) * above * above;
  };
}
