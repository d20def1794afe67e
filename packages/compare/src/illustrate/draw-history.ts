import type { Baseline, Comparison, Finding, Run } from '@loadline/schema';
import { eDivisive } from '@loadline/stats';
import type { Measured } from '../evidence/run-tables.js';
import { countOf } from '../explain/explained-runs.js';
import type { DrawnSubject } from './choose-subjects.js';
import type { DrawnParts } from './drawn-parts.js';
import { historyBand } from './history-band.js';
import { rounded } from './rounded.js';

type History = NonNullable<Comparison['history']>;
type Series = History['series'][number];

/** Older runs of a baseline are not drawn; the band is of all of them. */
const MOST_BASELINE_RUNS = 60;

/**
 * A mark in a picture and no verdict: 1 series of 200 that never changed has one, and ten runs can show one. So many permutations
 * just reach that p value, and each costs time in a report of hundreds of series.
 */
const CHANGE_POINTS = { alpha: 0.005, permutations: 199 };

/**
 * What the runs behind the baseline and the judged ones measured of every metric that was judged, oldest first, with the band in
 * which another run would lie and the runs from which on the level is another one (E-divisive over all runs, from ten on, of the
 * logarithms where there are any). Undefined for a baseline of fewer than two runs; a metric that fewer than two of them measured has
 * no history.
 */
export function drawHistory(
  subjects: readonly DrawnSubject[],
  parts: ReadonlyMap<string, DrawnParts>,
  baseline: Baseline,
  runs: readonly Run[],
): History | undefined {
  if (baseline.runs.length < 2) return undefined;
  const order = chronological(runs);
  const skipped = Math.max(0, baseline.runs.length - MOST_BASELINE_RUNS);
  const series = subjects.flatMap(({ key, scope, service, endpoint, findings }) => {
    const own = parts.get(key);
    if (own === undefined) return [];
    const current = order.map((at) => own.current[at]);
    return findings.flatMap((finding): Series[] => {
      const drawn = seriesOf(finding, own.baseline, current, skipped);
      return drawn === undefined ? [] : [{ scope, service, ...(endpoint === undefined ? {} : { endpoint }), ...drawn }];
    });
  });
  if (series.length === 0) return undefined;
  const before = baseline.runs.slice(skipped).map((run) => historyRun('baseline', run, run.commit));
  const after = order.flatMap((at) => {
    const run = runs[at]?.run;
    return run === undefined ? [] : [historyRun('current', run, run.labels?.commit)];
  });
  return { runs: [...before, ...after], series };
}

/** The places of the runs by their starts; as they were given where one does not tell its start. */
function chronological(runs: readonly Run[]): number[] {
  const starts = runs.map(({ run }) => Date.parse(run.startedAt ?? ''));
  const order = runs.map((_, at) => at);
  return starts.some((start) => Number.isNaN(start)) ? order : order.sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
}

function historyRun(
  side: 'baseline' | 'current',
  { id, startedAt }: { id: string; startedAt?: string },
  commit: string | undefined,
): History['runs'][number] {
  return { side, id, ...(commit === undefined ? {} : { commit }), ...(startedAt === undefined ? {} : { startedAt }) };
}

function seriesOf(
  finding: Finding,
  baseline: readonly (Measured | undefined)[],
  current: readonly (Measured | undefined)[],
  skipped: number,
): Pick<Series, 'metric' | 'values' | 'band' | 'changePoints'> | undefined {
  const { metric } = finding;
  const before = baseline.map((part) => valueOf(part, metric));
  const known = before.filter((value) => value !== null);
  if (known.length < 2) return undefined;
  const after = current.map((part) => valueOf(part, metric));
  const band = historyBand(finding, known, after.filter((value) => value !== null).length);
  const values = [...before.slice(skipped), ...after];
  const changePoints = changePointsOf(values);
  return {
    metric,
    values: values.map((value) => (value === null ? null : rounded(value))),
    ...(band === undefined ? {} : { band }),
    ...(changePoints.length === 0 ? {} : { changePoints }),
  };
}

function valueOf(part: Measured | undefined, metric: string): number | null {
  if (part === undefined) return null;
  return part.metrics.find(({ name }) => name === metric)?.value ?? countOf(metric, part.requests, part.failures);
}

/** Indices of the runs that are the first of a new level. */
function changePointsOf(values: readonly (number | null)[]): number[] {
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  const hasLogarithms = known.every(({ value }) => value > 0);
  const found = eDivisive(
    known.map(({ value }) => (hasLogarithms ? Math.log(value) : value)),
    CHANGE_POINTS,
  );
  return found.flatMap(({ index }) => known[index]?.at ?? []);
}
