import type { Baseline, NotJudged, Policy, Reason, Run } from '@loadline/schema';
import { describeMetric, formatEndpoint } from '@loadline/schema';
import { chooseMetrics } from './choose-metrics.js';
import { dropFalseGains } from './drop-false-gains.js';
import { expectedRequests } from './expected-requests.js';
import { describeSubjectMetric, type Judged, limitText, makeFinding } from './findings.js';
import type { AppliedGate } from './gates.js';
import { judgeLimits } from './judge-limits.js';
import { reason, type ReasonFacts } from './reasons.js';
import { failurePct, isKnownProvenance, type Side, sideValue, type Subject, sumKnown } from './subjects.js';

/** What all findings of a report share. */
export interface Report {
  baseline: Baseline;
  runs: readonly Run[];
  policy: Policy;
  /** Why the sides cannot be compared at all; undefined when they can. */
  blocked?: Reason;
  /** The whole of a side failed too much. */
  baselineFailed?: Reason;
  currentFailed?: Reason;
}

/** One gated metric of one subject, with its values. */
interface Case {
  subject: Subject;
  gate: AppliedGate;
  metric: string;
  before: number | null;
  after: number | null;
}

/** Judges every gated metric of a subject that both sides, or one of them, have. */
export function judgeSubject(subject: Subject, gates: readonly AppliedGate[], report: Report): Judged {
  const { chosen, tooFew } = chooseMetrics(subject, gates, report.policy);
  const judged: Judged = { findings: [], notJudged: tooFew.map((gate) => notJudged(subject, gate, 'too-few-requests')) };
  for (const { gate, metric } of chosen) {
    const before = subject.baseline === undefined ? null : sideValue(subject.baseline, metric);
    const after = subject.current === undefined ? null : sideValue(subject.current, metric);
    judgeMetric({ subject, gate, metric, before, after }, report, judged);
  }
  return { ...judged, findings: dropFalseGains(subject, judged.findings) };
}

function judgeMetric(each: Case, report: Report, judged: Judged): void {
  const { subject, gate, metric, before, after } = each;
  const { policy } = report;
  if (after === null) return judgeAbsent(each, report, judged);
  const { better } = describeSubjectMetric(subject, metric, policy);
  const verdict = judgeLimits(gate, { baseline: before, current: after }, better);
  if (verdict === undefined) {
    judged.findings.push({ ...makeFinding(subject, metric, 'new', reason('new-metric', facts(metric)), policy, gate), gated: false });
    return;
  }
  const blocked = blockedBy(each, report);
  const byValue =
    blocked !== undefined && outlastsBlock(subject, metric, blocked)
      ? judgeLimits(gate, { baseline: null, current: after }, better)
      : undefined;
  if (blocked !== undefined && byValue?.limit.broken !== true) {
    judged.findings.push({ ...makeFinding(subject, metric, 'invalid', blocked, policy, gate), gated: blocked.code !== 'estimated-value' });
    return;
  }
  const decided = byValue ?? verdict;
  judged.findings.push({
    ...makeFinding(subject, metric, decided.verdict, reason(decided.code, { ...facts(metric), limit: decided.limit }), policy, gate),
    limit: decided.limit,
  });
}

/** What the current side lacks: nothing to speak of where the baseline lacks it too, or has it only estimated, or hardly has it. */
function judgeAbsent({ subject, gate, metric, before }: Case, report: Report, judged: Judged): void {
  const expected = expectedRequests(subject, report);
  if (before === null || isEstimated(subject.baseline, metric)) judged.notJudged.push(notJudged(subject, gate, 'no-data'));
  else if (expected !== null && expected < report.policy.parameters.minExpectedRequests)
    judged.notJudged.push(notJudged(subject, gate, 'rare'));
  else judged.findings.push(makeFinding(subject, metric, 'missing', reason('metric-gone', facts(metric)), report.policy, gate));
}

function facts(metric: string): ReasonFacts {
  return { metric: describeMetric(metric).label };
}

function isEstimated(side: Side | undefined, metric: string): boolean {
  return side?.metrics.get(metric)?.provenance === 'estimated';
}

/**
 * Whether a bound on the value still holds though the sides cannot be compared: it asks nothing of the baseline, so that a
 * broken one must not be hidden. Not where the value itself is in doubt.
 */
function outlastsBlock(subject: Subject, metric: string, { code }: Reason): boolean {
  if (code === 'estimated-value') return !isEstimated(subject.current, metric);
  return code === 'load-model-differs' || code === 'environment-differs';
}

/** Why a metric of a subject cannot be compared. The error rate of the current side is judged even where most of it failed. */
function blockedBy({ subject, metric, before }: Case, { baselineFailed, currentFailed, blocked, policy }: Report): Reason | undefined {
  const provenances = [subject.baseline, subject.current].map((side) => side?.metrics.get(metric)?.provenance);
  const unknown = provenances.find((word) => word !== undefined && !isKnownProvenance(word));
  if (unknown !== undefined) return reason('unknown-word', { metric, word: unknown });
  const failed = failing(subject, 'baseline', policy) ?? baselineFailed ?? blocked;
  if (failed !== undefined) return failed;
  const failingNow = describesSpeed(subject, metric, policy) ? (failing(subject, 'current', policy) ?? currentFailed) : undefined;
  if (failingNow !== undefined) return failingNow;
  const estimated = isEstimated(subject.current, metric) || (before !== null && isEstimated(subject.baseline, metric));
  return estimated ? reason('estimated-value', facts(metric)) : undefined;
}

function failing(subject: Subject, which: 'baseline' | 'current', { parameters }: Policy): Reason | undefined {
  const side = subject[which];
  const failedPct = side === undefined ? null : failurePct(side);
  if (side === undefined || failedPct === null || failedPct <= parameters.maxFailurePct) return undefined;
  const what = subject.endpoint === undefined ? subject.service : formatEndpoint(subject.endpoint);
  return reason(`too-many-failures-${which}`, {
    metric: 'errors',
    what,
    failedPct,
    maxFailurePct: parameters.maxFailurePct,
    requests: sumKnown(side.requests),
    failures: sumKnown(side.failures),
  });
}

/** Latency and throughput: what failing requests distort. */
function describesSpeed(subject: Subject, metric: string, policy: Policy): boolean {
  const { unit } = describeSubjectMetric(subject, metric, policy);
  return unit === 'ms' || unit === 'requests/s';
}

function notJudged(subject: Subject, gate: AppliedGate, why: NotJudged['reason']): NotJudged {
  const limit = limitText(gate);
  return {
    service: subject.service,
    ...(subject.endpoint === undefined ? {} : { endpoint: subject.endpoint }),
    metric: gate.limits.metric,
    reason: why,
    ...(limit === undefined ? {} : { limit }),
  };
}
