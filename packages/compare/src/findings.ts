import type { Finding, MetricInfo, NotJudged, Policy, Reason } from '@loadline/schema';
import { describeMetric } from '@loadline/schema';
import type { AppliedGate } from './gates.js';
import { type Side, sideValue, type Subject, sumKnown } from './subjects.js';

/** What came of judging. */
export interface Judged {
  findings: Finding[];
  notJudged: NotJudged[];
}

/** A gated finding with its values and change; `limit` is the sternest of its gate, not yet held against anything. */
export function makeFinding(
  subject: Subject,
  metric: string,
  verdict: Finding['verdict'],
  why: Reason,
  policy: Policy,
  gate?: AppliedGate,
): Finding {
  const before = subject.baseline === undefined ? null : sideValue(subject.baseline, metric);
  const after = subject.current === undefined ? null : sideValue(subject.current, metric);
  const { unit, better } = describeSubjectMetric(subject, metric, policy);
  return {
    scope: subject.scope,
    service: subject.service,
    ...(subject.endpoint === undefined ? {} : { endpoint: subject.endpoint }),
    metric,
    ...(gate === undefined || gate.limits.metric === metric ? {} : { inPlaceOf: gate.limits.metric }),
    unit,
    better,
    verdict,
    baseline: describeSide(subject.baseline, metric, before),
    current: describeSide(subject.current, metric, after),
    change: changeOf(before, after),
    limit: sternestLimit(gate),
    evidence: { procedure: null, method: 'limit' },
    reason: why,
    gated: true,
  };
}

/** Unit and direction of a metric: as the policy declares it, else as a side carries it. */
export function describeSubjectMetric(subject: Subject, metric: string, policy: Policy): MetricInfo {
  const declared = policy.metrics.find((custom) => custom.name === metric);
  return describeMetric(metric, declared ?? subject.current?.metrics.get(metric) ?? subject.baseline?.metrics.get(metric));
}

/** The text of a gate's sternest limit; undefined when it has none. */
export function limitText({ limits }: AppliedGate): string | undefined {
  return (limits.fail ?? limits.warn ?? limits.slo)?.text;
}

function sternestLimit(gate: AppliedGate | undefined): Finding['limit'] {
  const level = (['fail', 'warn', 'slo'] as const).find((each) => gate?.limits[each] !== undefined);
  const text = level === undefined ? undefined : gate?.limits[level]?.text;
  return gate === undefined || level === undefined || text === undefined ? null : { level, text, broken: false, gate: gate.gate };
}

function changeOf(before: number | null, after: number | null): Finding['change'] {
  if (before === null || after === null) return { absolute: null, relativePct: null, interval: null };
  const absolute = after - before;
  return { absolute, relativePct: before === 0 ? null : (absolute / Math.abs(before)) * 100, interval: null };
}

function describeSide(side: Side | undefined, metric: string, value: number | null): Finding['baseline'] {
  const measured = side?.metrics.get(metric);
  return {
    value,
    runs: measured?.values.length ?? (value === null ? 0 : (side?.requests.length ?? 0) - (side?.absentRuns ?? 0)),
    ...(measured === undefined ? {} : { provenance: measured.provenance }),
    ...(side === undefined ? {} : { requests: sumKnown(side.requests), failures: sumKnown(side.failures) }),
  };
}
