import { isQuantile } from './function-checks.mjs';

const ascending = (values) => [...values].sort((a, b) => a - b);

/** What is said of one sample, or of one series. */
export function sampleChecks(each, stats) {
  if (each.q !== undefined && each.x !== undefined) return quantileChecks(each, stats);
  if (each.vif_geyer !== undefined) return seriesChecks(each, stats);
  if (each.one_sided !== undefined) return predictionChecks(each, stats);
  return undefined;
}

/** Nearest rank and type 8, which only the cases ask for. */
const nearestRank = (sorted, p) => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
const type8 = (sorted, p) => {
  const at = Math.min(sorted.length, Math.max(1, (sorted.length + 1 / 3) * p + 1 / 3));
  const low = sorted[Math.floor(at) - 1];
  return low + (at - Math.floor(at)) * ((sorted[Math.floor(at)] ?? low) - low);
};

function* quantileChecks({ x, q }, stats) {
  const sorted = ascending(x);
  for (const each of q) {
    const at = (name) => `${name} at ${each.p}`;
    yield [at('type7'), each.type7, stats.quantile(sorted, each.p)];
    yield [at('type8'), each.type8, type8(sorted, each.p)];
    yield [at('nearest rank'), each.nearest_rank, nearestRank(sorted, each.p)];
    yield [at('Harrell-Davis'), each.harrell_davis, stats.harrellDavis(sorted, each.p)];
    yield [at('its error'), each.hd_second_moment_se, stats.harrellDavisError(sorted, each.p)];
    yield [at('Maritz-Jarrett'), each.maritz_jarrett_se, stats.maritzJarrett(sorted, each.p)];
    for (const confidence of [0.9, 0.95, 0.99]) {
      const { lower, upper, ranks, coverage = null } = stats.quantileInterval(sorted, each.p, confidence);
      yield [at('interval'), each[`orderstat_ci_${confidence}`], { l: ranks[0], u: ranks[1], lower, upper, coverage }];
    }
  }
}

function* seriesChecks(each, stats) {
  const threshold = stats.quantile(ascending(each.x), each.p);
  yield ['quantile', each.quantile_type7, threshold];
  const found = stats.effectiveSampleSize(each.x, threshold, each.max_lag);
  yield ['inflation', each.vif_geyer, found.inflation];
  yield ['by batches', each.vif_batch20, stats.batchInflation(each.x, threshold)];
  yield ['effective size', each.n_eff, found.effective];
  const { lower, upper } = stats.correlatedQuantileInterval(each.x, each.p, 0.95, each.max_lag);
  yield ['interval', [each.ci95_lower, each.ci95_upper], [lower, upper]];
}

function* predictionChecks(each, stats) {
  const limits = (options) => stats.tPredictionLimit(each.baseline, each.one_sided, options);
  const df = each.baseline.length - 1;
  const excuse = () => isQuantile(stats, each.one_sided, df);
  yield ['t quantile', each.t_quantile, stats.studentQuantile(each.one_sided, df), excuse];
  yield ['linear', [each.upper_linear, each.lower_linear], [limits().upper, limits().lower], excuse];
  if (each.upper_log !== undefined) {
    const { upper, lower } = limits({ scale: 'log' });
    yield ['log', [each.upper_log, each.lower_log], [upper, lower], excuse];
  }
  yield ['z', each.z_upper, limits({ distribution: 'normal' }).upper];
}
