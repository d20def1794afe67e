import type { Finding, Limit, Policy } from '@loadline/schema';
import { chanceToBreak, type FindingLimits, limitsOf, thresholdOf } from '../evidence/alone.js';
import { isBrokenByValue } from '../evidence/apply-evidence.js';
import { limitBoundary } from '../evidence/limit-boundary.js';
import type { ErrorResult, SeriesResult } from '../procedure/run-procedure.js';
import { type ExplanationStep, numberOf } from './explanation.js';
import { aloneShare } from './look-steps.js';
import { changePct } from './series-steps.js';

type Result = SeriesResult | ErrorResult;

/** Per limit the chance that unchanged code breaks it somewhere in the report; a sum, which may be above 1. */
export type ReportChances = ReadonlyMap<Limit, number>;

/** Each limit of a finding: where it begins, and how often unchanged code would break it. */
export function limitSteps(finding: Finding, result: Result | undefined, policy: Policy, chances: ReportChances): ExplanationStep[] {
  const own = limitsOf(finding, policy);
  if (own === undefined) return [];
  return (['fail', 'warn', 'slo'] as const).flatMap((level): ExplanationStep[] => {
    const limit = own.limits[level];
    if (limit === undefined) return [];
    const numbers = level === 'slo' ? [] : [...boundaryOf(limit, finding, result), ...chancesOf(limit, finding, result, policy, chances)];
    return [{ code: 'limit', way: own.gate.default ? `${level}-default` : level, numbers, text: limit.text }];
  });
}

function boundaryOf(limit: Limit, finding: Finding, result: Result | undefined): ExplanationStep['numbers'] {
  const { better, unit, baseline } = finding;
  const boundary = better === 'none' || baseline.value === null ? undefined : limitBoundary(limit, baseline.value, better);
  if (boundary === undefined) return [];
  const threshold = thresholdOf(limit, finding, better);
  const way =
    threshold === undefined || result?.kind === undefined
      ? []
      : result.kind === 'errors'
        ? [numberOf('threshold', threshold * 100, 'pp')]
        : [numberOf('threshold', changePct(result, threshold), '%')];
  return [numberOf('boundary', boundary, unit), ...way];
}

function chancesOf(
  limit: Limit,
  finding: Finding,
  result: Result | undefined,
  policy: Policy,
  chances: ReportChances,
): ExplanationStep['numbers'] {
  const threshold = thresholdOf(limit, finding, finding.better);
  if (result === undefined || threshold === undefined) return [];
  return [
    numberOf('chance', chanceToBreak(threshold, result), 'probability'),
    numberOf('reportChance', Math.min(1, chances.get(limit) ?? 1), 'probability'),
    ...(limitsOf(finding, policy)?.gate.default === false && policy.evidence === 'auto'
      ? [numberOf('aloneBelow', aloneShare(policy), 'probability')]
      : []),
  ];
}

/** Which rule of `evidence` applied, as a stable word, under the word of the policy. */
export function ruleStep(finding: Finding, result: Result | undefined, policy: Policy): ExplanationStep {
  return { code: 'rule', way: ruleOf(finding, result, limitsOf(finding, policy), policy), numbers: [], text: policy.evidence };
}

function ruleOf(finding: Finding, result: Result | undefined, own: FindingLimits | undefined, policy: Policy): string {
  const { verdict, reason, evidence } = finding;
  if (result === undefined) return reason.code === 'not-proven' ? 'not-told' : 'not-weighed';
  if (reason.code === 'faster-because-failing') return 'faster-because-failing';
  if (policy.evidence === 'advisory') return 'advisory';
  if (verdict === 'improved') return 'improved';
  if (verdict === 'pass') return 'within';
  if (reason.code === 'slo-broken') return 'by-value';
  if (own !== undefined && isBrokenByValue(finding, own.limits)) return 'by-value';
  if (evidence.decidedBy === 'limit') return 'limit-alone';
  if (evidence.decidedBy === 'evidence') return policy.evidence === 'strict' && verdict === 'fail' ? 'beyond' : 'proven';
  return own?.gate.default === false && policy.evidence === 'auto' ? 'not-proven-typed' : 'not-proven';
}
