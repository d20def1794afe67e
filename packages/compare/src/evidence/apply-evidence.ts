import type { Finding, Limit, Policy } from '@loadline/schema';
import { describeMetric, isBroken } from '@loadline/schema';
import { normalQuantile, studentQuantile } from '@loadline/stats';
import { reason } from '../reasons.js';
import type { ErrorResult, SeriesResult } from '../procedure/run-procedure.js';
import { isProven } from '../procedure/words.js';
import { chanceToBreak, limitsOf, thresholdOf } from './alone.js';
import { withEvidence } from './finding-evidence.js';
import { procedureMetric } from './run-tables.js';
import { isWeighable, type WeighedReport } from './weigh-report.js';

type Result = SeriesResult | ErrorResult;

/**
 * Holds what the limits say against the evidence (docs/how-we-decide.md). Advisory: the limits decide, the evidence is
 * printed. Auto: a limit that somebody typed decides alone where unchanged code would break it in fewer than 1 report of 100;
 * else, and required, a change must be proven; strict: it must be shown to be beyond the limit itself. A goal, and a bound on
 * the value, are decided by the value.
 */
export function applyEvidence(findings: readonly Finding[], report: WeighedReport, policy: Policy): Finding[] {
  const chances = reportChances(findings, report, policy);
  return findings.map((finding) => {
    const result = isWeighable(finding) ? report.of(finding) : undefined;
    if (result === undefined) return isWeighable(finding) ? unweighed(finding, policy) : finding;
    const weighed = withEvidence(finding, result, report);
    return policy.evidence === 'advisory' ? weighed : decided(weighed, result, report, policy, chances);
  });
}

/**
 * For each limit of each gate the chance that unchanged code breaks it somewhere in the report: the sum over what it is held
 * against.
 */
export function reportChances(findings: readonly Finding[], report: WeighedReport, policy: Policy): ReadonlyMap<Limit, number> {
  const chances = new Map<Limit, number>();
  for (const finding of findings) {
    const result = isWeighable(finding) ? report.of(finding) : undefined;
    const own = limitsOf(finding, policy);
    if (result === undefined || own === undefined) continue;
    for (const limit of [own.limits.fail, own.limits.warn]) {
      const threshold = limit === undefined ? undefined : thresholdOf(limit, finding, finding.better);
      if (limit !== undefined && threshold !== undefined) chances.set(limit, (chances.get(limit) ?? 0) + chanceToBreak(threshold, result));
    }
  }
  return chances;
}

/**
 * What the procedure knows nothing of: a metric of the user's own is decided by its limit, and so is what somebody typed a limit
 * for where the evidence is `auto`. Anything else, a latency without the number of its requests or a maximum, cannot be told from noise.
 */
function unweighed(finding: Finding, policy: Policy): Finding {
  const own = limitsOf(finding, policy);
  const { builtIn, label: metric } = describeMetric(finding.metric);
  if (policy.evidence === 'advisory' || !builtIn || own === undefined) return finding;
  const limit = finding.limit === null ? {} : { limit: finding.limit };
  if (finding.verdict === 'improved') return { ...finding, verdict: 'pass', reason: reason('limit-held', { metric, ...limit }) };
  if (finding.verdict === 'pass' || finding.reason.code === 'slo-broken' || isBrokenByValue(finding, own.limits)) return finding;
  if (policy.evidence === 'auto' && !own.gate.default) return decidedBy(finding, 'limit');
  const isCounted = [finding.baseline, finding.current].every(({ requests }) => (requests ?? 0) > 0);
  const untold = isCounted || procedureMetric(finding.metric) === undefined ? 'unknown' : 'counts';
  return { ...finding, verdict: 'inconclusive', reason: reason('not-proven', { metric, ...limit, untold }) };
}

function decided(finding: Finding, result: Result, report: WeighedReport, policy: Policy, chances: ReadonlyMap<Limit, number>): Finding {
  const own = limitsOf(finding, policy);
  if (finding.verdict === 'pass' || finding.verdict === 'improved') return gainOf(finding, result);
  const isByValue = finding.reason.code === 'slo-broken' || own === undefined || isBrokenByValue(finding, own.limits);
  if (isByValue) return decidedBy(finding, 'limit');
  if (isOneStep(finding, result)) return notProven(finding, result, 'step');
  const { fail, warn } = own.limits;
  const isAlone = (limit: Limit | undefined) =>
    policy.evidence === 'auto' &&
    limit !== undefined &&
    !own.gate.default &&
    (chances.get(limit) ?? 1) * 100 < (policy.parameters.alonePct ?? 1);
  const proven = (q: number) =>
    result.kind === 'errors' ? result.pAdjusted <= q && result.difference > 0 : isProven({ ...result, drift: result.drift }, q);
  const isStrict = policy.evidence === 'strict';
  if (finding.verdict === 'fail') {
    if (isAlone(fail)) return decidedBy(finding, 'limit');
    if (isStrict ? isBeyond(fail, finding, result, report.boundAlpha) : proven(report.parameters.q)) return decidedBy(finding, 'evidence');
  }
  const broken = finding.verdict === 'warn' || isBrokenBy(finding, warn) ? warn : undefined;
  if (isAlone(broken)) return decidedBy(asWarning(finding, broken), 'limit');
  if (proven(report.parameters.qSuspect)) return decidedBy(asWarning(finding, broken), 'evidence');
  return notProven(finding, result);
}

/** Whether a bound on the value broke, which needs no evidence. */
export function isBrokenByValue({ verdict, current }: Finding, { fail, warn }: { fail?: Limit; warn?: Limit }): boolean {
  const limit = verdict === 'fail' ? fail : warn;
  return (limit?.any ?? []).some(({ all }) =>
    all.every(
      ({ kind, op, bound }) =>
        kind === 'value' &&
        current.value !== null &&
        (op.startsWith('>') ? current.value > bound : op.startsWith('<') && current.value < bound),
    ),
  );
}

/** Strict: the one-sided bound of the change lies beyond the limit. */
function isBeyond(limit: Limit | undefined, finding: Finding, result: Result, alpha = 0.05): boolean {
  const threshold = limit === undefined ? undefined : thresholdOf(limit, finding, finding.better);
  if (threshold === undefined) return false;
  if (result.kind === 'errors') return result.difference - normalQuantile(1 - alpha) * result.standardError > threshold;
  const { theta, standardError, df } = result;
  return theta - (df === null ? normalQuantile(1 - alpha) : studentQuantile(1 - alpha, df)) * standardError > threshold;
}

/** What is within its limits: better only when that is proven. */
function gainOf(finding: Finding, result: Result): Finding {
  const metric = describeMetric(finding.metric).label;
  const isBetter = result.isImproved && !isOneStep(finding, result);
  if (isBetter && finding.verdict === 'pass')
    return {
      ...finding,
      verdict: 'improved',
      // It is proven, whatever its size against the limit.
      reason: reason('better-than-noise', { metric }),
    };
  if (!isBetter && finding.verdict === 'improved')
    return {
      ...finding,
      verdict: 'pass',
      reason: reason('limit-held', { metric, ...(finding.limit === null ? {} : { limit: finding.limit }) }),
    };
  return finding;
}

function decidedBy(finding: Finding, what: 'limit' | 'evidence'): Finding {
  return { ...finding, evidence: { ...finding.evidence, decidedBy: what } };
}

function isBrokenBy({ baseline, current }: Finding, limit: Limit | undefined): boolean {
  return limit !== undefined && current.value !== null && isBroken(limit, { baseline: baseline.value, current: current.value });
}

/** What is not proven enough to fail: by its warning limit where that is broken, else as one that would fail if it were proven. */
function asWarning(finding: Finding, warn: Limit | undefined): Finding {
  if (finding.verdict === 'warn') return finding;
  const metric = describeMetric(finding.metric).label;
  const isOwn = finding.limit !== null && warn !== undefined;
  const limit = isOwn ? { ...finding.limit, level: 'warn' as const, text: warn.text, broken: true } : finding.limit;
  const why = reason(isOwn ? 'warn-limit-broken' : 'suspected', { metric, ...(limit === null ? {} : { limit }) });
  return { ...finding, verdict: 'warn', limit, reason: why };
}

/** Whether a change is no wider than the rounding of its values, so that any two values between could show it. */
function isOneStep({ baseline, current }: Finding, result: Result): boolean {
  if (result.kind === 'errors' || baseline.value === null || current.value === null) return false;
  return Math.abs(current.value - baseline.value) <= result.step * (1 + 1e-9) && current.value !== baseline.value;
}

function notProven(finding: Finding, result: Result, untold?: 'step'): Finding {
  const metric = describeMetric(finding.metric).label;
  const runs = result.kind === 'series' ? finding.evidence.runsNeeded : undefined;
  const limit = finding.limit === null ? {} : { limit: finding.limit };
  const step = untold === undefined || result.kind === 'errors' ? {} : { untold, stepMs: result.step };
  const why = reason('not-proven', { metric, ...limit, runsNeeded: runs ?? null, ...step });
  return { ...finding, verdict: 'inconclusive', reason: why };
}
