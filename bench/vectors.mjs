// node bench/vectors.mjs FILE…: compares the statistics with files of known answers; the last line counts the cases.
// A file: { tolerance: { rel, abs }, cases: [...] }. What a case asks for shows in its fields; Infinity and NaN are strings there.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const built = (name) => new URL(`../packages/${name}/dist/index.js`, import.meta.url);
if (!existsSync(fileURLToPath(built('stats')))) throw new Error('build the packages first: npm run build');
const stats = await import(built('stats'));
const ascending = (values) => [...values].sort((a, b) => a - b);
const numberOf = (value) => ({ Infinity, '-Infinity': -Infinity, NaN })[value] ?? value;

const functions = {
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
};

/** Ranks of nearest rank and type 8, which only the vectors ask for. */
const nearestRank = (sorted, p) => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
const type8 = (sorted, p) => {
  const at = Math.min(sorted.length, Math.max(1, (sorted.length + 1 / 3) * p + 1 / 3));
  const low = sorted[Math.floor(at) - 1];
  return low + (at - Math.floor(at)) * ((sorted[Math.floor(at)] ?? low) - low);
};

/** Yields [what, expected, found] for a case. */
function* checks(each) {
  if (each.f !== undefined)
    yield [each.f, each.value, functions[each.f]?.(...each.args), each.f === 't_quantile' ? () => isQuantile(...each.args) : undefined];
  else if (each.bh !== undefined) {
    for (const method of ['bh', 'by', 'holm', 'bonferroni']) yield [method, each[method], stats.adjustPValues(each.p, method)];
    for (const [name, q] of [
      ['reject_bh_05', 0.05],
      ['reject_bh_01', 0.01],
    ])
      yield [name, each[name], stats.adjustPValues(each.p).map((p) => p <= q)];
  } else if (each.q !== undefined && each.x !== undefined) yield* quantileChecks(each);
  else if (each.vif_geyer !== undefined) yield* seriesChecks(each);
  else if (each.U_y !== undefined) yield* rankChecks(each);
  else if (each.shift !== undefined) yield* shiftChecks(each);
  else if (each.n1 !== undefined) yield* proportionChecks(each);
  else if (each.one_sided !== undefined) yield* predictionChecks(each);
  else if (each.best_T !== undefined) yield* energyChecks(each);
  else if (each.pairs !== undefined) yield* pairChecks(each);
  else if (each.expected !== undefined && each.series !== undefined)
    yield ['eDivisive', each.expected, stats.eDivisive(seriesOf(each.series)).map(({ index }) => index)];
  else if (each.runs !== undefined && each.series !== undefined) yield* divisiveChecks(each);
  else if (each.expected_last_index_of_old_segment !== undefined)
    yield ['edPelt', each.expected_last_index_of_old_segment, stats.edPelt(seriesOf(each.series), each.minDistance)];
  else if (each.report !== undefined) yield* (await_decision ?? none)(each);
  else throw new Error(`a case of no known kind: ${Object.keys(each).join(', ')}`);
}
function* none() {
  yield ['decision', 'the comparator', undefined];
}
let await_decision;

function* quantileChecks({ x, q }) {
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
      const expected = each[`orderstat_ci_${confidence}`];
      if (expected === undefined) continue;
      const found = stats.quantileInterval(sorted, each.p, confidence);
      yield [
        at('interval'),
        expected,
        { l: found.ranks[0], u: found.ranks[1], lower: found.lower, upper: found.upper, coverage: found.coverage ?? null },
      ];
    }
  }
}

function* seriesChecks(each) {
  const sorted = ascending(each.x);
  const threshold = stats.quantile(sorted, each.p);
  yield ['quantile', each.quantile_type7, threshold];
  const found = stats.effectiveSampleSize(each.x, threshold, each.max_lag);
  yield ['inflation', each.vif_geyer, found.inflation];
  yield ['by batches', each.vif_batch20, stats.batchInflation(each.x, threshold)];
  yield ['effective size', each.n_eff, found.effective];
  const { lower, upper } = stats.correlatedQuantileInterval(each.x, each.p, 0.95, each.max_lag);
  yield ['interval', [each.ci95_lower, each.ci95_upper], [lower, upper]];
}

function* rankChecks(each) {
  const { x, y } = each;
  yield ['U', each.U_y, stats.mannWhitney(x, y).u];
  for (const [key, expected] of Object.entries(each)) {
    const match = /^(exact|permutation|asymptotic_cc|asymptotic_nocc)_(two-sided|greater|less)$/.exec(key);
    if (match === null) continue;
    const [, how, alternative] = match;
    const method = how.startsWith('asymptotic') ? 'asymptotic' : 'exact';
    yield [key, expected, stats.mannWhitney(x, y, { method, alternative, continuity: how !== 'asymptotic_nocc' }).p];
  }
}

function* shiftChecks({ x, y, shift, ratio, ci }) {
  yield ['shift', shift, stats.hodgesLehmann(x, y).shift];
  const logs = (values) => values.map((value) => Math.log(value));
  if (ratio !== undefined) yield ['ratio', ratio, Math.exp(stats.hodgesLehmann(logs(x), logs(y)).shift)];
  for (const [confidence, expected] of Object.entries(ci)) {
    const found = stats.hodgesLehmann(x, y, Number(confidence));
    yield [
      `interval ${confidence}`,
      expected,
      {
        k: found.k,
        lower: found.lower,
        upper: found.upper,
        achieved_confidence: asPrinted(found.achieved, expected.achieved_confidence),
        attainable: found.attainable,
      },
    ];
  }
}

/** A number rounded to as many decimals as the printed one has. */
const asPrinted = (value, printed) => Number(value.toFixed(String(printed).split('.')[1]?.length ?? 0));

function* proportionChecks(each) {
  const [baseline, current] = [
    { x: each.x1, n: each.n1 },
    { x: each.x2, n: each.n2 },
  ];
  const fisher = stats.fisherExact(baseline, current);
  const score = stats.scoreTest(baseline, current);
  const by = {
    p1: () => each.x1 / each.n1,
    p2: () => each.x2 / each.n2,
    diff: () => each.x2 / each.n2 - each.x1 / each.n1,
    newcombe: (level) => stats.newcombeInterval(baseline, current, level),
    miettinen_nurminen: (level) => stats.miettinenNurminenInterval(baseline, current, level),
    wilson1: (level) => stats.wilsonInterval(baseline, level),
    wilson2: (level) => stats.wilsonInterval(current, level),
    clopper_pearson1: (level) => stats.clopperPearson(baseline, level),
    clopper_pearson2: (level) => stats.clopperPearson(current, level),
    fisher_greater: () => fisher.greater,
    fisher_less: () => fisher.less,
    fisher_two_sided: () => fisher.twoSided,
    fisher_midp_greater: () => fisher.midP,
    score_z: () => score.z,
    score_p_greater: () => score.greater,
  };
  for (const [key, expected] of Object.entries(each)) {
    if (['x1', 'n1', 'x2', 'n2'].includes(key)) continue;
    const match = /^(.*?)(?:_(0\.\d+))?$/.exec(key);
    const level = Number(match[2] ?? NaN);
    yield [
      key,
      expected,
      by[match[1]]?.(level),
      match[1] === 'miettinen_nurminen' ? () => endsBrieflyRejected(baseline, current, level) : undefined,
    ];
  }
}

function* predictionChecks(each) {
  const linear = stats.tPredictionLimit(each.baseline, each.one_sided);
  const df = each.baseline.length - 1;
  const proof = () => isQuantile(each.one_sided, df);
  yield ['t quantile', each.t_quantile, stats.studentQuantile(each.one_sided, df), proof];
  yield ['linear', [each.upper_linear, each.lower_linear], [linear.upper, linear.lower], proof];
  if (each.upper_log !== undefined) {
    const log = stats.tPredictionLimit(each.baseline, each.one_sided, { scale: 'log' });
    yield ['log', [each.upper_log, each.lower_log], [log.upper, log.lower], proof];
  }
  yield ['z', each.z_upper, stats.tPredictionLimit(each.baseline, each.one_sided, { distribution: 'normal' }).upper];
}

function* energyChecks(each) {
  const [any, two] = [stats.energyStatistic(each.series), stats.energyStatistic(each.series, 2)];
  yield ['split', [each.best_T, each.best_tau], [any?.statistic, any?.index]];
  if (each.best_T_minsize2 !== undefined)
    yield ['split of parts from two on', [each.best_T_minsize2, each.best_tau_minsize2], [two?.statistic, two?.index]];
}

/** A series, or words for one: `1..99`, `10000..12999 step 14`, `0 x1000 then 1 x1000`. */
function seriesOf(given) {
  if (Array.isArray(given)) return given;
  const range = /^(?:integers )?(-?\d+)\.\.(-?\d+)(?: step (\d+))?$/.exec(given);
  if (range === null)
    return given.split(' then ').flatMap((part) => {
      const [value, times] = part.split(' x').map(Number);
      return new Array(times).fill(value);
    });
  const [from, to, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? 1)];
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function* pairChecks({ pairs, decimals }) {
  for (const { x, y, e, t, h } of pairs) {
    const found = stats.energyDistance(seriesOf(x), seriesOf(y));
    // Printed to so many decimals, cut or rounded.
    const near = (printed, value) => (Math.abs(printed - value) <= 10 ** -decimals ? printed : value);
    yield [`${x} and ${y}`, [e, t, h], [near(e, found.distance), near(t, found.statistic), near(h, found.coefficient)]];
  }
}

function* divisiveChecks({ series, runs }) {
  for (const run of runs) {
    const { changePoints } = stats.otavaChangePoints(series, {
      windowLength: run.window_len,
      maxPValue: run.max_pvalue,
      minMagnitude: run.min_magnitude,
    });
    yield ['indexes', run.indexes, changePoints.map(({ index }) => index)];
    for (const [at, expected] of (run.stats ?? []).entries()) {
      const point = changePoints[at];
      yield [
        `point ${expected.index}`,
        expected,
        point && {
          index: point.index,
          mean_before: point.meanBefore,
          mean_after: point.meanAfter,
          std_before: point.sdBefore,
          std_after: point.sdAfter,
          pvalue: point.p,
          forward_rel_change: point.relativeChange,
        },
      ];
    }
  }
}

// Where the reference that made the vectors is off, the answer is held to the definition instead, and a note is printed.

/** Whether our t quantile leaves exactly its probability beyond it: the reference's is found by a solver that stops at 2e-9. */
function isQuantile(p, df) {
  const tail = Math.min(p, 1 - p);
  const beyond = stats.studentUpper(Math.abs(stats.studentQuantile(p, df)), df);
  return Math.abs(beyond - tail) <= 1e-13 * tail && 'the reference’s t quantile does not leave its probability beyond it; ours does';
}

/**
 * Whether the ends of our interval are the differences at which the score test just rejects, the likelihood maximised by
 * search. The reference's closed form has a wrong coefficient (`count` in place of `nobs`) in its cubic equation.
 */
function endsBrieflyRejected(baseline, current, confidence) {
  const z = stats.normalQuantile(1 - (1 - confidence) / 2);
  const isEnd = (end, limit) => limit === end || Math.abs(Math.abs(searchedScore(baseline, current, limit)) - z) <= 1e-4 * z;
  const [lower, upper] = stats.miettinenNurminenInterval(baseline, current, confidence);
  return isEnd(-1, lower) && isEnd(1, upper) && 'the reference’s interval does not follow from the likelihood; ours does';
}

function searchedScore({ x: x1, n: n1 }, { x: x2, n: n2 }, difference) {
  const term = (count, share) => (count === 0 ? 0 : count * Math.log(share));
  const likelihood = (p) => term(x1, p) + term(n1 - x1, 1 - p) + term(x2, p + difference) + term(n2 - x2, 1 - p - difference);
  let [low, high] = [Math.max(0, -difference), Math.min(1, 1 - difference)];
  for (let step = 0; step < 200; step++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (likelihood(a) < likelihood(b)) low = a;
    else high = b;
  }
  const p = (low + high) / 2;
  const q = p + difference;
  const variance = ((p * (1 - p)) / n1 + (q * (1 - q)) / n2) * ((n1 + n2) / (n1 + n2 - 1));
  return (x2 / n2 - x1 / n1 - difference) / Math.sqrt(variance);
}

/** Where two values differ; undefined where they agree. What the vector does not have is not compared. */
function difference(expected, found, { rel = 1e-9, abs = 1e-12 }, path = '') {
  const wanted = numberOf(expected);
  if (wanted === undefined) return undefined;
  if (typeof wanted === 'number') {
    if (
      typeof found === 'number' &&
      (Object.is(wanted, found) || wanted === found || Math.abs(wanted - found) <= abs + rel * Math.abs(wanted))
    )
      return undefined;
    return `${path}: expected ${wanted}, found ${found}`;
  }
  if (wanted === null || typeof wanted !== 'object') return wanted === found ? undefined : `${path}: expected ${wanted}, found ${found}`;
  if (Array.isArray(wanted) && wanted.length !== found?.length)
    return `${path}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`;
  for (const key of Object.keys(wanted)) {
    const inner = difference(wanted[key], found?.[key], { rel, abs }, `${path}.${key}`);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error('node bench/vectors.mjs FILE…');
  process.exit(2);
}
let [good, all] = [0, 0];
for (const file of files) {
  const { cases, tolerance } = JSON.parse(readFileSync(file, 'utf8'));
  for (const [index, each] of (cases ?? []).entries()) {
    all++;
    const named = `${file}: case ${index + 1}${each.name === undefined ? '' : ` (${each.name})`}`;
    const off = [];
    const notes = new Set();
    for (const [what, expected, found, proof] of checks(each)) {
      const text = difference(expected, found, tolerance, what);
      const note = text === undefined ? undefined : proof?.();
      if (typeof note === 'string') notes.add(`${text}: ${note}`);
      else if (text !== undefined) off.push(text);
    }
    if (off.length === 0) good++;
    else console.log(`${named}: ${off.slice(0, 3).join('; ')}`);
    for (const note of notes) console.log(`note: ${named}: ${note}`);
  }
}
console.log(`${good} of ${all} cases within tolerance`);
process.exit(good === all ? 0 : 1);
