import { seriesOf } from './group-checks.mjs';

/** Where a series changes. */
export function changePointChecks(each, stats) {
  if (each.best_T !== undefined) return energyChecks(each, stats);
  if (each.series === undefined) return undefined;
  if (each.runs !== undefined) return otavaChecks(each, stats);
  const series = seriesOf(each.series);
  if (each.expected !== undefined) return [['eDivisive', each.expected, stats.eDivisive(series).map(({ index }) => index)]];
  const last = each.expected_last_index_of_old_segment;
  return last === undefined ? undefined : [['edPelt', last, stats.edPelt(series, each.minDistance)]];
}

function* energyChecks(each, stats) {
  const [any, two] = [stats.energyStatistic(each.series), stats.energyStatistic(each.series, 2)];
  yield ['split', [each.best_T, each.best_tau], [any?.statistic, any?.index]];
  if (each.best_T_minsize2 === undefined) return;
  yield ['split of parts from two on', [each.best_T_minsize2, each.best_tau_minsize2], [two?.statistic, two?.index]];
}

function* otavaChecks({ series, runs }, stats) {
  for (const run of runs) {
    const options = { windowLength: run.window_len, maxPValue: run.max_pvalue, minMagnitude: run.min_magnitude };
    const { changePoints } = stats.otavaChangePoints(series, options);
    yield ['indexes', run.indexes, changePoints.map(({ index }) => index)];
    for (const [at, expected] of (run.stats ?? []).entries())
      yield [`point ${expected.index}`, expected, changePoints[at] && inTheirWords(changePoints[at])];
  }
}

const inTheirWords = ({ index, meanBefore, meanAfter, sdBefore, sdAfter, p, relativeChange }) => ({
  index,
  mean_before: meanBefore,
  mean_after: meanAfter,
  std_before: sdBefore,
  std_after: sdAfter,
  pvalue: p,
  forward_rel_change: relativeChange,
});
