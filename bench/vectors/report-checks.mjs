const GATED = new Set(['p50', 'p95', 'p99', 'rps', 'errors']);

/** Whole reports through the whole procedure: every number, every word, and the noise that they share. */
export function reportChecks({ report, expected, info }, { runProcedure }) {
  if (report === undefined) return undefined;
  return checksOf(runProcedure(subjectsOf(report)), expected, info);
}

function* checksOf({ results, noise }, expected, info) {
  yield ['results', expected.length, results.length];
  const found = new Map(results.map((result) => [`${result.endpoint} ${result.metric}`, result]));
  for (const { endpoint, metric, ...wanted } of expected) {
    const name = `${endpoint} ${metric}`;
    const result = found.get(name);
    yield [name, wanted, result === undefined ? undefined : asWritten(result)];
  }
  const classes = { latency: noise.latency, latency_rel: noise.latencyDrift, throughput: noise.throughput };
  for (const [name, wanted] of Object.entries(info ?? {})) yield [`noise of ${name}`, wanted, asNoise(classes[name])];
}

/** The rows of each endpoint, by run. */
function subjectsOf({ baseline, current }) {
  const keys = [...new Set([...baseline, ...current].flatMap(({ endpoints }) => Object.keys(endpoints)))];
  const rows = (side, key) => side.map(({ endpoints }) => (Object.hasOwn(endpoints, key) ? rowOf(endpoints[key]) : undefined));
  return keys.map((key) => ({ key, baseline: rows(baseline, key), current: rows(current, key), gated: GATED }));
}

function rowOf({ count, failures, rps, percentiles }) {
  const values = Object.entries(percentiles).map(([percentile, value]) => ({ percentile: Number(percentile), value }));
  return { requests: count, failures, rps, percentiles: values.sort((a, b) => a.percentile - b.percentile) };
}

/** A result in the words of the file. */
function asWritten(result) {
  const { word, p, pAdjusted } = result;
  const words = {
    verdict: word,
    regression: word === 'regression',
    suspect: word === 'suspect',
    pass: word === 'pass',
    p,
    p_adj: pAdjusted,
  };
  if (result.kind === 'errors') {
    const { before, after, difference, z, dispersion, pFisher, pQuasi } = result;
    return { ...words, p1: before, p2: after, diff: difference, z, c: dispersion, p_fisher: pFisher, p_quasi: pQuasi };
  }
  const { priorVariance, theta, standardError, df, upper95, lower95, drift } = result;
  return {
    ...words,
    ...{ v0: priorVariance, theta, se: standardError, df, upper95, lower95 },
    ...{ theta_rel: drift?.theta, p_rel: drift?.p, p_adj_rel: drift?.pAdjusted },
  };
}

function asNoise({ mode, d0, dfPool, cHat, cTilde, df } = {}) {
  return { mode: mode === 'prior' ? 'prior-z' : mode, d0, df_pool: dfPool, c_hat: cHat, c_tilde: cTilde, df };
}
