const functionsOf = (stats) => ({
  t_sf: stats.studentUpper,
  t_quantile: stats.studentQuantile,
  norm_sf: stats.normalUpper,
  norm_quantile: stats.normalQuantile,
  betainc_regularized: (a, b, x) => stats.regularizedBeta(a, b, x),
  binom_quantile: stats.binomialQuantile,
  binom_cdf: stats.binomialLower,
  digamma: stats.digamma,
  trigamma: stats.trigamma,
  trigamma_inverse: stats.trigammaInverse,
  hypergeom_sf: (x1, n1, x2, n2) => stats.fisherExact({ x: x1, n: n1 }, { x: x2, n: n2 }).greater,
});

/** One value of a function, or the p values of many tests. */
export function functionChecks(each, stats) {
  if (each.bh !== undefined) return adjustmentChecks(each, stats);
  if (each.f === undefined) return undefined;
  const excuse = each.f === 't_quantile' ? () => isQuantile(stats, ...each.args) : undefined;
  return [[each.f, each.value, functionsOf(stats)[each.f]?.(...each.args), excuse]];
}

function* adjustmentChecks(each, stats) {
  for (const method of ['bh', 'by', 'holm', 'bonferroni']) yield [method, each[method], stats.adjustPValues(each.p, method)];
  const rejected = (q) => stats.adjustPValues(each.p).map((p) => p <= q);
  yield ['rejected at 0.05', each.reject_bh_05, rejected(0.05)];
  yield ['rejected at 0.01', each.reject_bh_01, rejected(0.01)];
}

/** Whether our t quantile leaves exactly its probability beyond it: a reference found by a solver stops at 2e-9. */
export function isQuantile(stats, p, df) {
  const tail = Math.min(p, 1 - p);
  const beyond = stats.studentUpper(Math.abs(stats.studentQuantile(p, df)), df);
  return Math.abs(beyond - tail) <= 1e-13 * tail && 'the reference’s t quantile does not leave its probability beyond it; ours does';
}
