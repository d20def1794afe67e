/** What is said of two groups of values. */
export function groupChecks(each, stats) {
  if (each.U_y !== undefined) return rankChecks(each, stats);
  if (each.shift !== undefined) return shiftChecks(each, stats);
  if (each.pairs !== undefined) return pairChecks(each, stats);
  return undefined;
}

function* rankChecks(each, stats) {
  const { x, y } = each;
  yield ['U', each.U_y, stats.mannWhitney(x, y).u];
  for (const [key, expected] of Object.entries(each)) {
    const [, how, alternative] = /^(exact|permutation|asymptotic_cc|asymptotic_nocc)_(two-sided|greater|less)$/.exec(key) ?? [];
    if (how === undefined) continue;
    const method = how.startsWith('asymptotic') ? 'asymptotic' : 'exact';
    yield [key, expected, stats.mannWhitney(x, y, { method, alternative, continuity: how !== 'asymptotic_nocc' }).p];
  }
}

function* shiftChecks({ x, y, shift, ratio, ci }, stats) {
  yield ['shift', shift, stats.hodgesLehmann(x, y).shift];
  const logs = (values) => values.map((value) => Math.log(value));
  if (ratio !== undefined) yield ['ratio', ratio, Math.exp(stats.hodgesLehmann(logs(x), logs(y)).shift)];
  for (const [confidence, expected] of Object.entries(ci)) {
    const { k, lower, upper, achieved, attainable } = stats.hodgesLehmann(x, y, Number(confidence));
    const achieved_confidence = asPrinted(achieved, expected.achieved_confidence);
    yield [`interval ${confidence}`, expected, { k, lower, upper, achieved_confidence, attainable }];
  }
}

/** A number rounded to as many decimals as the printed one has. */
const asPrinted = (value, printed) => Number(value.toFixed(String(printed).split('.')[1]?.length ?? 0));

function* pairChecks({ pairs, decimals }, stats) {
  // Printed to so many decimals, cut or rounded.
  const near = (printed, value) => (Math.abs(printed - value) <= 10 ** -decimals ? printed : value);
  for (const { x, y, e, t, h } of pairs) {
    const { distance, statistic, coefficient } = stats.energyDistance(seriesOf(x), seriesOf(y));
    yield [`${x} and ${y}`, [e, t, h], [near(e, distance), near(t, statistic), near(h, coefficient)]];
  }
}

/** A series, or words for one: `1..99`, `10000..12999 step 14`, `0 x1000 then 1 x1000`. */
export function seriesOf(given) {
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
