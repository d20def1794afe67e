import type { Estimate } from './estimate.js';
import type { ProcedureParameters } from './parameters.js';
import type { MetricClass } from './run-table.js';

/** The word of the procedure for one series. */
export type ProcedureWord = 'regression' | 'suspect' | 'pass' | 'inconclusive' | 'no-evidence';

/** An estimate with its place in the family of tests, and its twin without what moved all endpoints. */
export interface Adjusted extends Estimate {
  pAdjusted: number;
  drift: (Estimate & { pAdjusted: number }) | undefined;
}

/** Whether a change is proven at a share of false discoveries: by itself, or without drift while it is no gain in itself. */
export function isProven({ theta, pAdjusted, drift }: Pick<Adjusted, 'theta' | 'pAdjusted' | 'drift'>, q: number, least = 0): boolean {
  if (pAdjusted <= q && theta >= least) return true;
  return drift !== undefined && drift.pAdjusted <= q && drift.theta >= least && theta > 0;
}

/**
 * `regression` when it is proven and large enough to matter; `suspect` with weaker evidence; `pass` when it is shown to have
 * become worse by less than the tolerance; else `inconclusive`.
 */
export function seriesWord(metricClass: MetricClass, judged: Adjusted, parameters: ProcedureParameters): ProcedureWord {
  const least = leastOf(metricClass, parameters);
  if (isProven(judged, parameters.q, least)) return 'regression';
  if (isProven(judged, parameters.qSuspect, least)) return 'suspect';
  return judged.upper95 < Math.log(1 + parameters.tolerance) ? 'pass' : 'inconclusive';
}

/** The word for an error rate. That it has not risen cannot be shown of rare failures: `no-evidence` is no pass. */
export function errorWord(difference: number, pAdjusted: number, { q, qSuspect, minErrorChange }: ProcedureParameters): ProcedureWord {
  if (difference < minErrorChange) return 'no-evidence';
  return pAdjusted <= q ? 'regression' : pAdjusted <= qSuspect ? 'suspect' : 'no-evidence';
}

/** Whether a latency fell, or a throughput rose, by more than the noise and by enough to matter. */
export function isBetter(metricClass: MetricClass, theta: number, pBetter: number, parameters: ProcedureParameters): boolean {
  return pBetter <= parameters.q && -theta >= leastOf(metricClass, parameters);
}

function leastOf(metricClass: MetricClass, { minLatencyChange, minThroughputChange }: ProcedureParameters): number {
  return Math.log(1 + (metricClass === 'latency' ? minLatencyChange : minThroughputChange));
}
