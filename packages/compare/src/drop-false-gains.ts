import type { Finding } from '@loadline/schema';
import { describeMetric } from '@loadline/schema';
import { reason } from './reasons.js';
import { sideValue, type Subject } from './subjects.js';

/** A rise of the error rate that is noticed whatever its limit says, in percentage points. */
const NOTICEABLE_PP = 0.5;

/**
 * What is faster because it fails is not better: where the error rate of a subject rose beyond its limit, by half a percentage
 * point or more whatever its limit, or by less with evidence that it did, an improvement of anything else passes and says why.
 */
export function dropFalseGains(subject: Subject, findings: readonly Finding[]): Finding[] {
  if (!failsMore(subject, findings)) return [...findings];
  return findings.map((each) => {
    if (each.verdict !== 'improved' || each.metric === 'error_rate_pct') return each;
    return { ...each, verdict: 'pass', reason: reason('faster-because-failing', { metric: describeMetric(each.metric).label }) };
  });
}

function failsMore({ baseline, current }: Subject, findings: readonly Finding[]): boolean {
  const errors = findings.find((each) => each.metric === 'error_rate_pct');
  if (errors?.verdict === 'fail' || errors?.verdict === 'warn' || errors?.evidence.procedure === 'regression') return true;
  const before = baseline === undefined ? null : sideValue(baseline, 'error_rate_pct');
  const after = current === undefined ? null : sideValue(current, 'error_rate_pct');
  return before !== null && after !== null && after - before >= NOTICEABLE_PP - 1e-9;
}
