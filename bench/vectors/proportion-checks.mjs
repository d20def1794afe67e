/** What is said of two proportions. */
export function proportionChecks(each, stats) {
  return each.n1 === undefined ? undefined : checksOf(each, stats);
}

function* checksOf({ x1, n1, x2, n2, ...wanted }, stats) {
  const sides = [
    { x: x1, n: n1 },
    { x: x2, n: n2 },
  ];
  const by = answers(sides, stats);
  for (const [key, expected] of Object.entries(wanted)) {
    const [, what, level] = /^(.*?)(?:_(0\.\d+))?$/.exec(key);
    const excuse = what === 'miettinen_nurminen' ? () => followsFromLikelihood(sides, Number(level), stats) : undefined;
    yield [key, expected, by[what]?.(Number(level)), excuse];
  }
}

function answers([baseline, current], stats) {
  const fisher = stats.fisherExact(baseline, current);
  const score = stats.scoreTest(baseline, current);
  return {
    p1: () => baseline.x / baseline.n,
    p2: () => current.x / current.n,
    diff: () => current.x / current.n - baseline.x / baseline.n,
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
}

/**
 * Whether the ends of our interval are the differences at which the score test just rejects, the likelihood maximised by
 * search. The closed form of statsmodels (0.14, 0.15) has a wrong coefficient (`count` in place of `nobs`) in its cubic equation.
 */
function followsFromLikelihood([baseline, current], confidence, stats) {
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
