import type { Better, Finding, Gate, GateLimits, Limit, Policy } from '@loadline/schema';
import type { ErrorResult, SeriesResult } from '../procedure/run-procedure.js';
import { limitBoundary } from './limit-boundary.js';
import { upperTail } from './power.js';

/** The limits by which a finding was judged, and the gate that holds them. */
export interface FindingLimits {
  gate: Gate;
  limits: GateLimits;
}

/** The limits of a finding; undefined where it has none. */
export function limitsOf(finding: Finding, policy: Policy): FindingLimits | undefined {
  const gate = policy.gates.find(({ index }) => index === finding.limit?.gate);
  const metric = finding.inPlaceOf ?? finding.metric;
  const limits = gate?.limits.find((each) => each.metric === metric);
  return gate === undefined || limits === undefined ? undefined : { gate, limits };
}

/**
 * How much worse the logarithm of a value (of an error rate: the share of failures) must become for a limit to break;
 * undefined where the limit has no such boundary, Infinity where it cannot be reached.
 */
export function thresholdOf(limit: Limit, finding: Pick<Finding, 'baseline' | 'unit'>, better: Better): number | undefined {
  const before = finding.baseline.value;
  if (before === null || better === 'none') return undefined;
  const boundary = limitBoundary(limit, before, better);
  if (boundary === undefined) return undefined;
  if (finding.unit === '%') return (boundary - before) / 100;
  if (!(before > 0)) return undefined;
  if (!(boundary > 0)) return better === 'lower' ? -Infinity : Infinity;
  return better === 'lower' ? Math.log(boundary / before) : Math.log(before / boundary);
}

/** Probability that unchanged code breaks a limit, at this noise and these sample sizes. */
export function chanceToBreak(threshold: number, result: SeriesResult | ErrorResult): number {
  if (threshold <= 0) return 1;
  if (result.kind === 'series') return upperTail(threshold / result.standardError, result.df);
  return result.standardError > 0 ? upperTail(threshold / result.standardError, result.df) : 0;
}
