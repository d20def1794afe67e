import type { Baseline, Diagnostic, Run } from '@loadline/schema';
import { median } from '@loadline/stats';
import { collectSeries } from '../procedure/collect-series.js';
import { type NamedRun, nameRuns } from '../run-name.js';
import type { WeighedReport } from './weigh-report.js';

/** Of two runs neither is the odd one. */
const LEAST_RUNS = 3;
/** A run is odd that is beyond so many standard deviations. */
const MOST_DEVIATIONS = 4;
/** Standard deviation that is taken at least. */
const LEAST_SPREAD = 0.03;

/** A run that is unlike the others of its side. */
export interface OddRun {
  side: number;
  run: number;
  /** Its median residual, of logarithms: above 0 it is slower. */
  residual: number;
}

/**
 * The runs whose median residual over the series is beyond four robust standard deviations, with a floor of 3 %. A residual is
 * ln value − the median of the runs of the same side. The standard deviation is that of the medians of all sides together:
 * 1.4826 times the median of their sizes, of which the smallest of each side is left out, as a side's own median makes it
 * nought. Of two that are left the smaller is taken, since the larger would hide in it.
 *
 * @param sides series of each side: a logarithm for each run. A side of fewer than three runs is not looked at.
 */
export function findOddRuns(sides: readonly (readonly (readonly number[])[])[]): OddRun[] {
  const looked = sides.map((series) => ((series[0] ?? []).length < LEAST_RUNS ? [] : series.map(centred)));
  const found = looked.flatMap((series, side) =>
    (series[0] ?? []).map((_, run): OddRun => ({ side, run, residual: median(series.map((all) => all[run] ?? 0)) })),
  );
  const kept = found
    .map(({ residual }) => Math.abs(residual))
    .sort((a, b) => a - b)
    .slice(looked.filter(({ length }) => length > 0).length);
  const spread = Math.max(LEAST_SPREAD, 1.4826 * (kept.length > 2 ? median(kept) : (kept[0] ?? 0)));
  return found.filter(({ residual }) => Math.abs(residual) > MOST_DEVIATIONS * spread);
}

function centred(values: readonly number[]): number[] {
  const middle = median(values);
  return values.map((value) => value - middle);
}

/** By how much a run is unlike the others, in words. */
export function oddness({ residual }: OddRun): string {
  return `${residual > 0 ? 'slower' : 'faster'} than the others by ${Math.round(Math.expm1(Math.abs(residual)) * 100)} %`;
}

/** The runs of either side that are unlike the others of it, by the latencies that are judged. */
export function oddRuns(
  { tables, procedure, parameters }: WeighedReport,
  baseline: Pick<Baseline, 'runs'>,
  runs: readonly Run[],
): Diagnostic[] {
  const metrics = new Set(procedure.results.flatMap((each) => (each.kind === 'series' && each.class === 'latency' ? [each.metric] : [])));
  const series = [...tables.values()].flatMap((table) => collectSeries(table, metrics, parameters));
  const sides: readonly (readonly NamedRun[])[] = [baseline.runs, runs.map(({ run }) => run)];
  // What a run lacks says nothing of how it compares with the others.
  const whole = (['baseline', 'current'] as const).map((side, at) =>
    series.map((each) => each[side]).filter(({ length }) => length === sides[at]?.length),
  );
  return findOddRuns(whole).map((odd) => ({
    code: 'odd-run',
    severity: 'warning',
    message: `${nameRuns(sides[odd.side] ?? [], odd.side, (at) => at === odd.run).join('')} is ${oddness(odd)}: it makes the noise look larger than it is`,
  }));
}
