import type { Baseline, Finding, NotJudged, Policy, Provenance, Reason, Run } from '@loadline/schema';
import { describeMetric, formatEndpoint, percentileOf } from '@loadline/schema';
import type { AppliedGate } from './gates.js';
import { judgeLimits } from './judge-limits.js';
import { reason, type ReasonFacts } from './reasons.js';
import { failurePct, type Side, sideValue, type Subject, sumKnown } from './subjects.js';

/** What all findings of a report share. */
export interface Report {
  baseline: Baseline;
  runs: readonly Run[];
  policy: Policy;
  /** Why nothing of this report can be compared but errors; undefined when it can. */
  blocked?: Reason;
  /** The whole of a side failed too much. */
  baselineFailed?: Reason;
  currentFailed?: Reason;
}

/** What came of judging one subject. */
export interface Judged {
  findings: Finding[];
  notJudged: NotJudged[];
}

/** Judges every gated metric of a subject that both sides, or one of them, have. */
export function judgeSubject(subject: Subject, gates: readonly AppliedGate[], report: Report): Judged {
  const judged: Judged = { findings: [], notJudged: [] };
  for (const gate of gates) {
    const metric = chooseMetric(subject, gate.limits.metric, report.policy);
    const judgedAnyway = metric !== gate.limits.metric && gates.some((other) => other.limits.metric === metric);
    if (metric === undefined || judgedAnyway) judged.notJudged.push(notJudged(subject, gate, 'too-few-requests'));
    else judgeMetric(subject, gate, metric, report, judged);
  }
  return withoutFalseGains(judged);
}

function judgeMetric(subject: Subject, gate: AppliedGate, metric: string, report: Report, judged: Judged): void {
  const before = subject.baseline === undefined ? null : sideValue(subject.baseline, metric);
  const after = subject.current === undefined ? null : sideValue(subject.current, metric);
  const estimated = isEstimated(subject.baseline, metric) || isEstimated(subject.current, metric);
  if (after === null) {
    if (before === null || estimated) judged.notJudged.push(notJudged(subject, gate, 'no-data'));
    else judged.findings.push(finding(subject, gate, metric, 'missing', reason('metric-gone', facts(metric))));
    return;
  }
  const blocked = blockedBy(subject, metric, estimated && before !== null, report);
  if (blocked !== undefined) {
    judged.findings.push({ ...finding(subject, gate, metric, 'invalid', blocked), gated: blocked.code !== 'estimated-value' });
    return;
  }
  const verdict = judgeLimits(gate, { baseline: before, current: after });
  if (verdict === undefined) {
    judged.findings.push({ ...finding(subject, gate, metric, 'new', reason('new-metric', facts(metric))), gated: false });
    return;
  }
  judged.findings.push({ ...finding(subject, gate, metric, verdict.verdict, reason(verdict.code, { ...facts(metric), limit: verdict.limit })), limit: verdict.limit });
}

function facts(metric: string): ReasonFacts {
  return { metric: describeMetric(metric).label };
}

function isEstimated(side: Side | undefined, metric: string): boolean {
  return side?.metrics.get(metric)?.provenance === 'estimated';
}

/** Why a metric of a subject cannot be compared. The error rate of the current side is judged even where most of it failed. */
function blockedBy(subject: Subject, metric: string, estimated: boolean, report: Report): Reason | undefined {
  const { baselineFailed, currentFailed, blocked, policy } = report;
  const { maxFailurePct } = policy.parameters;
  const what = subject.endpoint === undefined ? subject.service : formatEndpoint(subject.endpoint);
  const failing = (side: Side | undefined) => {
    const failedPct = side === undefined ? null : failurePct(side);
    return failedPct !== null && failedPct > maxFailurePct && side !== undefined ? { metric, what, failedPct, maxFailurePct, requests: sumKnown(side.requests), failures: sumKnown(side.failures) } : undefined;
  };
  const before = failing(subject.baseline);
  if (before !== undefined) return reason('too-many-failures-baseline', before);
  if (baselineFailed !== undefined) return baselineFailed;
  if (metric === 'error_rate_pct' || percentileOf(metric) === undefined && !describesSpeed(metric)) return estimated ? reason('estimated-value', facts(metric)) : undefined;
  if (blocked !== undefined) return blocked;
  const now = failing(subject.current);
  if (now !== undefined) return reason('too-many-failures-current', now);
  if (currentFailed !== undefined) return currentFailed;
  return estimated ? reason('estimated-value', facts(metric)) : undefined;
}

/** Latency and throughput: what failing requests distort. */
function describesSpeed(metric: string): boolean {
  const { unit } = describeMetric(metric);
  return unit === 'ms' || unit === 'requests/s';
}

/**
 * The metric to judge for a gated one: itself, or, for a percentile with too few requests in its tail on a side, the highest
 * percentile that both sides have with enough; undefined when there is none.
 */
function chooseMetric(subject: Subject, metric: string, policy: Policy): string | undefined {
  const percentile = percentileOf(metric);
  const fewest = fewestRequests(subject);
  if (percentile === undefined || fewest === null) return metric;
  const enough = (p: number) => fewest * (1 - p / 100) >= policy.parameters.minTailSamples - 1e-9;
  if (enough(percentile)) return metric;
  const has = (name: string) => subject.baseline?.metrics.has(name) === true && subject.current?.metrics.has(name) === true;
  if (!has(metric)) return metric;
  const lower = [...(subject.baseline?.metrics.keys() ?? [])].filter((name) => has(name) && (percentileOf(name) ?? 101) < percentile && enough(percentileOf(name) ?? 101));
  return lower.sort((a, b) => (percentileOf(b) ?? 0) - (percentileOf(a) ?? 0))[0];
}

function fewestRequests(subject: Subject): number | null {
  const counts = [...(subject.baseline?.requests ?? []), ...(subject.current?.requests ?? [])].filter((count) => count !== null);
  return counts.length === 0 ? null : counts.reduce((least, count) => Math.min(least, count));
}

function notJudged(subject: Subject, gate: AppliedGate, why: NotJudged['reason']): NotJudged {
  const { fail, warn, slo } = gate.limits;
  const limit = (fail ?? warn ?? slo)?.text;
  return { service: subject.service, ...(subject.endpoint === undefined ? {} : { endpoint: subject.endpoint }), metric: gate.limits.metric, reason: why, ...(limit === undefined ? {} : { limit }) };
}

/** A finding without a limit that was held against it. */
export function finding(subject: Subject, gate: AppliedGate | undefined, metric: string, verdict: Finding['verdict'], why: Reason): Finding {
  const value = (side: Side | undefined) => (side === undefined ? null : metric === 'total_requests' ? meanRequests(side) : sideValue(side, metric));
  const before = value(subject.baseline);
  const after = value(subject.current);
  const declared = subject.current?.metrics.get(metric) ?? subject.baseline?.metrics.get(metric);
  const info = describeMetric(metric, declared);
  const limit = gate?.limits.fail ?? gate?.limits.warn ?? gate?.limits.slo;
  return {
    scope: subject.scope,
    service: subject.service,
    ...(subject.endpoint === undefined ? {} : { endpoint: subject.endpoint }),
    metric,
    ...(gate === undefined || gate.limits.metric === metric ? {} : { inPlaceOf: gate.limits.metric }),
    unit: info.unit,
    better: info.better,
    verdict,
    baseline: sideOf(subject.baseline, metric, before),
    current: sideOf(subject.current, metric, after),
    change: { absolute: before === null || after === null ? null : after - before, relativePct: before === null || after === null || before === 0 ? null : ((after - before) / Math.abs(before)) * 100, interval: null },
    limit: gate === undefined || limit === undefined ? null : { level: gate.limits.fail !== undefined ? 'fail' : gate.limits.warn !== undefined ? 'warn' : 'slo', text: limit.text, broken: false, gate: gate.gate },
    evidence: { procedure: null, method: 'limit' },
    reason: why,
    gated: true,
  };
}

/** Requests of a side a run, on average; null when not known. */
export function meanRequests(side: Side): number | null {
  const sum = sumKnown(side.requests);
  return sum === null ? null : sum / side.requests.filter((count) => count !== null).length;
}

function sideOf(side: Side | undefined, metric: string, value: number | null): Finding['baseline'] {
  const measured = side?.metrics.get(metric);
  const provenance: Provenance | undefined = measured?.provenance;
  return {
    value,
    runs: measured?.values.length ?? (value === null ? 0 : (side?.requests.length ?? 0)),
    ...(provenance === undefined ? {} : { provenance }),
    ...(side === undefined ? {} : { requests: sumKnown(side.requests), failures: sumKnown(side.failures) }),
  };
}

const NOTICEABLE_PP = 0.5;

/** What is faster because it fails is not better. */
function withoutFalseGains(judged: Judged): Judged {
  const errors = judged.findings.find((each) => each.metric === 'error_rate_pct');
  const rises = (each: Finding) => {
    const before = each.baseline.requests === 0 ? null : ratio(each.baseline);
    const after = ratio(each.current);
    return before !== null && after !== null && after - before >= NOTICEABLE_PP;
  };
  const worse = errors !== undefined && (errors.verdict === 'fail' || errors.verdict === 'warn');
  const findings = judged.findings.map((each) => (each.verdict === 'improved' && each.metric !== 'error_rate_pct' && (worse || rises(each)) ? { ...each, verdict: 'pass' as const, reason: reason('faster-because-failing', facts(each.metric)) } : each));
  return { ...judged, findings };
}

function ratio({ requests, failures }: Finding['baseline']): number | null {
  return typeof requests !== 'number' || typeof failures !== 'number' || requests === 0 ? null : (failures / requests) * 100;
}
