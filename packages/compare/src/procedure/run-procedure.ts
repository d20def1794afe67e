import { adjustPValues } from '@loadline/stats';
import { collectSeries } from './collect-series.js';
import type { Estimate } from './estimate.js';
import { type ClassNoise, judgeClass } from './judge-class.js';
import { type ErrorEstimate, judgeErrors } from './judge-errors.js';
import { judgeShifts, type Shift } from './judge-shifts.js';
import { defaultParameters, type ProcedureParameters } from './parameters.js';
import type { EndpointRuns, MetricClass, Partners, Series } from './run-table.js';
import { errorWord, isBetter, type ProcedureWord, seriesWord } from './words.js';
import { withoutDrift } from './without-drift.js';

/** What the procedure says of a latency or a throughput. */
export interface SeriesResult extends Estimate {
  kind: 'series';
  endpoint: string;
  metric: string;
  class: MetricClass;
  /** Variance of a run that was expected beforehand. */
  priorVariance: number;
  /** The finest difference that all its values can tell, in the metric's unit; 0 where that is not known. */
  step: number;
  /** Runs on each side. */
  runs: readonly [baseline: number, current: number];
  /** Pairs of runs, where it was judged by their differences. */
  pairs?: number;
  /** p value adjusted over the report. */
  pAdjusted: number;
  /** The same with what moved all endpoints taken off; absent where too few endpoints share the metric. */
  drift?: Estimate & { pAdjusted: number };
  word: ProcedureWord;
  /** The mirrored test: better by as much as would matter, with the evidence that a regression needs. */
  isImproved: boolean;
}

/** What the procedure says of an error rate. */
export interface ErrorResult extends ErrorEstimate {
  kind: 'errors';
  endpoint: string;
  metric: 'error_rate';
  pAdjusted: number;
  word: ProcedureWord;
  /** The mirrored test, as of a series. */
  isImproved: boolean;
}

/** What the procedure says of a report. */
export interface ProcedureResult {
  results: (SeriesResult | ErrorResult)[];
  /** Noise by class, and that of latencies without what moved all endpoints. */
  noise: Partial<Record<MetricClass | 'latencyDrift', ClassNoise>>;
  /** How the endpoints moved together, by metric; of metrics that enough endpoints share. */
  shifts: Shift[];
  /** p values in the family. */
  tests: number;
}

/** Something that is judged: an endpoint, or a sum of endpoints. */
export interface ProcedureSubject extends EndpointRuns {
  /** Gated metrics: `p50`, `p99.9`, `mean`, `rps`, `errors`. */
  gated: ReadonlySet<string>;
  /** A service or the run as a whole: its noise is that of its endpoints. */
  isSum?: boolean;
}

/**
 * Decides a whole report at once (docs/how-we-decide.md): noise is pooled over the series of a class, of all endpoints that
 * have a metric which is gated anywhere, and the p values of what is gated are adjusted as one family (Benjamini and Hochberg).
 *
 * @param partners where every run has a partner with which it ran in turn: for each of the baseline which of the current runs.
 */
export function runProcedure(
  subjects: readonly ProcedureSubject[],
  parameters: ProcedureParameters = defaultParameters,
  partners?: Partners,
): ProcedureResult {
  const pooled = new Set(subjects.flatMap(({ gated }) => [...gated]));
  const members = subjects.flatMap((subject) =>
    collectSeries(subject, subject.isSum === true ? subject.gated : pooled, parameters).map((series) => ({
      series,
      lends: subject.isSum !== true,
      isGated: subject.gated.has(series.metric),
    })),
  );
  const errors = subjects.flatMap((subject): WeighedErrors[] => {
    const found = subject.gated.has('errors') ? judgeErrors(subject, parameters) : undefined;
    if (found === undefined) return [];
    const mirrored = judgeErrors({ ...subject, baseline: subject.current, current: subject.baseline }, parameters);
    return [{ error: { ...found, endpoint: subject.key }, pBetter: mirrored?.p ?? 1 }];
  });
  const latency = judge(members, 'latency', parameters, partners);
  const throughput = judge(members, 'throughput', parameters, partners);
  const drift = judgeDrift(latency, parameters, partners);
  const judged: Weighed[] = [
    ...latency.judged.map((each, at) => ({ ...each, twin: drift.twins[at] })),
    ...throughput.judged.map((each) => ({ ...each, twin: undefined })),
  ].filter(({ isGated }) => isGated);
  const twins = judged.flatMap(({ twin }) => twin ?? []);
  const family = adjustPValues([
    ...judged.map(({ estimate }) => estimate.p),
    ...errors.map(({ error }) => error.p),
    ...twins.map(({ p }) => p),
  ]);
  const better = adjustPValues([...judged.map(({ estimate }) => 1 - estimate.p), ...errors.map(({ pBetter }) => pBetter)]);
  const byTwin = new Map(twins.map((twin, at) => [twin, family[judged.length + errors.length + at] ?? 1]));
  return {
    results: [
      ...judged.map((each, at) => seriesResult(each, family[at] ?? 1, byTwin, better[at] ?? 1, parameters)),
      ...errors.map(({ error }, at) => errorResult(error, family[judged.length + at] ?? 1, better[judged.length + at] ?? 1, parameters)),
    ],
    noise: {
      ...(latency.judged.length === 0 ? {} : { latency: latency.noise }),
      ...(drift.noise === undefined ? {} : { latencyDrift: drift.noise }),
      ...(throughput.judged.length === 0 ? {} : { throughput: throughput.noise }),
    },
    shifts: judgeShifts(
      members.filter(({ lends }) => lends).map(({ series }) => series),
      parameters,
      partners,
    ),
    tests: family.length,
  };
}

interface Member {
  series: Series;
  lends: boolean;
  isGated: boolean;
}

interface JudgedMember extends Member {
  estimate: Estimate;
}

interface WeighedErrors {
  error: ErrorEstimate & { endpoint: string };
  /** p value of the mirrored test. */
  pBetter: number;
}

interface Weighed extends JudgedMember {
  twin: Estimate | undefined;
}

function judge(
  all: readonly Member[],
  metricClass: MetricClass,
  parameters: ProcedureParameters,
  partners?: Partners,
): { judged: JudgedMember[]; noise: ClassNoise } {
  const members = all.filter(({ series }) => series.class === metricClass);
  const { estimates, noise } = judgeClass(members, parameters, partners);
  return { judged: members.flatMap((member, at) => (estimates[at] === undefined ? [] : [{ ...member, estimate: estimates[at] }])), noise };
}

/** The latencies of endpoints once more without drift, where several runs tell the noise. */
function judgeDrift(
  { judged, noise }: { judged: readonly JudgedMember[]; noise: ClassNoise },
  parameters: ProcedureParameters,
  partners?: Partners,
): { twins: (Estimate | undefined)[]; noise?: ClassNoise } {
  if (noise.mode === 'prior') return { twins: [] };
  const endpoints = judged.filter(({ lends }) => lends);
  const adjusted = withoutDrift(
    endpoints.map(({ series }) => series),
    parameters.minDriftEndpoints,
  );
  const there = adjusted.flatMap((series) => (series === undefined ? [] : [{ series, lends: true }]));
  if (there.length === 0) return { twins: [] };
  const fit = judgeClass(there, parameters, partners);
  const estimates = fit.estimates.values();
  const byMember = new Map(endpoints.map((member, at) => [member, adjusted[at] === undefined ? undefined : estimates.next().value]));
  return { twins: judged.map((member) => byMember.get(member)), noise: fit.noise };
}

function seriesResult(
  { series, estimate, twin }: Weighed,
  pAdjusted: number,
  byTwin: ReadonlyMap<Estimate, number>,
  pBetter: number,
  parameters: ProcedureParameters,
): SeriesResult {
  const drift = twin === undefined ? undefined : { ...twin, pAdjusted: byTwin.get(twin) ?? 1 };
  return {
    kind: 'series',
    endpoint: series.endpoint,
    metric: series.metric,
    class: series.class,
    priorVariance: series.priorVariance,
    step: series.step,
    runs: [series.baseline.length, series.current.length],
    ...(estimate.pairs === undefined ? {} : { pairs: estimate.pairs }),
    ...estimate,
    pAdjusted,
    ...(drift === undefined ? {} : { drift }),
    word: seriesWord(series.class, { ...estimate, pAdjusted, drift }, parameters),
    isImproved: isBetter(series.class, estimate.theta, pBetter, parameters),
  };
}

function errorResult(
  error: ErrorEstimate & { endpoint: string },
  pAdjusted: number,
  pBetter: number,
  parameters: ProcedureParameters,
): ErrorResult {
  return {
    ...error,
    kind: 'errors',
    metric: 'error_rate',
    pAdjusted,
    word: errorWord(error.difference, pAdjusted, parameters),
    isImproved: pBetter <= parameters.q && -error.difference >= parameters.minErrorChange,
  };
}
