import type { Baseline, Diagnostic, Run } from '@loadline/schema';
import { median } from '@loadline/stats';
import type { RunRow } from '../procedure/run-table.js';
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
  const found = sides.flatMap((series, side) =>
    (series[0]?.length ?? 0) < LEAST_RUNS ? [] : residualsOf(series).map((residual, run): OddRun => ({ side, run, residual })),
  );
  const used = new Set(found.map(({ side }) => side)).size;
  const sizes = found.map(({ residual }) => Math.abs(residual)).sort((a, b) => a - b);
  const kept = sizes.slice(used);
  if (kept.length === 0) return [];
  const spread = Math.max(LEAST_SPREAD, 1.4826 * (kept.length === 2 ? (kept[0] ?? 0) : median(kept)));
  return found.filter(({ residual }) => Math.abs(residual) > MOST_DEVIATIONS * spread);
}

function residualsOf(series: readonly (readonly number[])[]): number[] {
  const centres = series.map((values) => median(values));
  return (series[0] ?? []).map((_, run) => median(series.map((values, at) => (values[run] ?? 0) - (centres[at] ?? 0))));
}

/** By how much a run is unlike the others, in words. */
export function oddness({ residual }: OddRun): string {
  return `${residual > 0 ? 'slower' : 'faster'} than the others by ${Number(((Math.exp(Math.abs(residual)) - 1) * 100).toPrecision(2))} % over all its endpoints`;
}

/** The runs of either side that are unlike the others of it, by the latencies that are judged. */
export function oddRuns({ tables, procedure }: WeighedReport, baseline: Pick<Baseline, 'runs'>, runs: readonly Run[]): Diagnostic[] {
  const metrics = new Set(procedure.results.flatMap((each) => (each.kind === 'series' && each.class === 'latency' ? [each.metric] : [])));
  const all = [...tables.values()];
  const seriesOf = (side: 'baseline' | 'current') =>
    all.flatMap((table) =>
      [...metrics].flatMap((metric) => {
        const values = table[side].flatMap((row) => valueOf(row, metric) ?? []);
        // What a run lacks says nothing of how it compares with the others.
        return values.length > 0 && values.length === table[side].length ? [values.map(Math.log)] : [];
      }),
    );
  const names: readonly (readonly NamedRun[])[] = [baseline.runs, runs.map(({ run }) => run)];
  return findOddRuns([seriesOf('baseline'), seriesOf('current')]).map((odd) => ({
    code: 'odd-run',
    severity: 'warning',
    message: `${nameRuns(names[odd.side] ?? [], odd.side, (at) => at === odd.run).join('')} is ${oddness(odd)}: it makes the noise look larger than it is`,
  }));
}

function valueOf(row: RunRow | undefined, metric: string): number | undefined {
  const value = metric === 'mean' ? row?.mean : row?.percentiles.find(({ percentile }) => metric === `p${percentile}`)?.value;
  return value !== undefined && value > 0 ? value : undefined;
}
