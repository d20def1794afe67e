import type { EndpointId, NotJudged, Verdict } from '@loadline/schema';

/** A step on the way from the files to the verdict, in this order; those that do not apply are left out. */
export type ExplanationCode =
  | 'values'
  | 'expected'
  | 'noise'
  | 'change'
  | 'drift'
  | 'errors'
  | 'not-computed'
  | 'look'
  | 'family'
  | 'limit'
  | 'rule'
  | 'verdict'
  | 'next'
  | 'again';

/** What a number of an explanation is; a name means the same in every step. */
export type NumberName =
  | 'baselineValue'
  | 'currentValue'
  | 'change'
  | 'runNoise'
  | 'requestNoise'
  | 'measuredRuns'
  | 'roundingNoise'
  | 'expectedNoise'
  | 'lowerNeighbour'
  | 'upperNeighbour'
  | 'inflation'
  | 'ownNoise'
  | 'ownDf'
  | 'scale'
  | 'd0'
  | 'poolDf'
  | 'df'
  | 'oneRunNoise'
  | 'endpointSpread'
  | 'theta'
  | 'standardError'
  | 'standardErrors'
  | 'low'
  | 'high'
  | 'p'
  | 'drift'
  | 'pAdjusted'
  | 'tests'
  | 'endpointsNeeded'
  | 'q'
  | 'qWarn'
  | 'baselineFailures'
  | 'baselineRequests'
  | 'currentFailures'
  | 'currentRequests'
  | 'dispersion'
  | 'rateNoise'
  | 'pFisher'
  | 'rateDispersion'
  | 'pQuasi'
  | 'boundary'
  | 'threshold'
  | 'chance'
  | 'reportChance'
  | 'aloneBelow'
  | 'runsNeeded'
  | 'detectable'
  | 'assumedNoise'
  | 'requestShare'
  | 'look'
  | 'maxLooks'
  | 'qWhole'
  | 'qSpent'
  | 'qSpentBefore'
  | 'qWarnWhole'
  | 'qWarnSpent'
  | 'qWarnSpentBefore'
  | 'aloneWhole'
  | 'aloneSpent'
  | 'aloneSpentBefore'
  | 'boundWhole'
  | 'boundSpent'
  | 'boundSpentBefore'
  | 'bound'
  | 'moreRuns'
  | 'morePairs';

/**
 * A number with its unit: the metric's own, `%`, `pp`, `ln` (natural logarithm of the value, up is worse), `probability` (0
 * to 1), `ratio`, `df` (degrees of freedom), `runs`, `pairs`, `looks`, `requests`, `tests`, `endpoints`,
 * `percentile`. Null: there is none.
 */
export interface ExplainedNumber {
  name: NumberName;
  value: number | null;
  unit: string;
}

/** One step. */
export interface ExplanationStep {
  code: ExplanationCode;
  /** Which of several ways was gone, as a stable word. */
  way: string;
  numbers: ExplainedNumber[];
  /**
   * A limit, or a reason, as it was given; of `rule` the policy's `evidence`; of `expected` `calibrated` where the noise from run to
   * run was measured over identical runs; of `again` why the same code should be run again. Not escaped for any format.
   */
  text?: string;
}

/** What one run measured. */
export interface ExplainedRun {
  side: 'baseline' | 'current';
  /** Place among the runs of its side, from 1. */
  number: number;
  id: string;
  /** Names of its files, as they were given. Not escaped for any format. */
  files: string[];
  startedAt?: string;
  /** In the metric's unit; null where the run has none. */
  value: number | null;
  /** Width in the metric's unit of what the value may stand for, where it is rounded or bucketed. */
  resolution?: number;
  requests: number | null;
  failures: number | null;
}

/** The whole way from the numbers of the files to one verdict. */
export interface Explanation {
  scope: 'endpoint' | 'service' | 'run';
  service: string;
  endpoint?: EndpointId;
  metric: string;
  /** The gated percentile that had too few requests. */
  inPlaceOf?: string;
  unit: string;
  /** The verdict, or why there is none. */
  verdict: Verdict | 'not-judged';
  notJudged?: NotJudged['reason'];
  runs: ExplainedRun[];
  steps: ExplanationStep[];
}

/** Makes a number; NaN and the infinite become null, which JSON would make of them silently. */
export function numberOf(name: NumberName, value: number | null | undefined, unit: string): ExplainedNumber {
  return { name, value: typeof value === 'number' && Number.isFinite(value) ? value : null, unit };
}
