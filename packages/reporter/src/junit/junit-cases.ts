import { describeMetric } from '@loadline/schema/metrics';
import type { Comparison, Finding, NotJudged, Verdict } from '@loadline/schema/types';
import { failingVerdicts } from '../failing-verdicts.js';
import { measuredText, verdictText } from '../finding-text.js';
import { endpointName, serviceName, type Subject, subjectScope } from '../subject.js';
import { notJudgedWords } from '../verdict-words.js';

/** One test case. Foreign text, not escaped. */
export interface JunitCase {
  /** Service. */
  className: string;
  /** The same for the same gate in every report, so that a server recognises it. */
  name: string;
  /** Latency that was measured, in seconds. */
  timeSeconds?: number;
  outcome: 'passed' | 'failed' | 'skipped';
  /** Stable word for the reason. */
  type: string;
  /** One line. */
  message: string;
  /** More lines. */
  details: string[];
}

const SKIPPED: ReadonlySet<Verdict> = new Set(['inconclusive', 'invalid', 'new']);

/**
 * The test cases of a comparison: one for each gate as it was applied to an endpoint, a service or the run. What has a
 * limit and could not be judged is there too, skipped. Never empty, since servers take an empty report for a broken one.
 */
export function junitCases(comparison: Comparison): JunitCase[] {
  const failing = failingVerdicts(comparison);
  const cases = [
    ...comparison.findings.filter(isOfGate).map((finding) => caseOf(finding, failing)),
    ...comparison.coverage.notJudged.map(caseOfNotJudged),
  ];
  return cases.length > 0 ? cases : [emptyCase(comparison)];
}

/** What is new has no gate that applies yet; it is shown, since it will have one. */
function isOfGate({ gated, verdict }: Finding): boolean {
  return gated || verdict === 'new';
}

function caseOf(finding: Finding, failing: ReadonlySet<Verdict>): JunitCase {
  const { verdict, muted, unit, current } = finding;
  const outcome = muted !== undefined ? 'skipped' : failing.has(verdict) ? 'failed' : SKIPPED.has(verdict) ? 'skipped' : 'passed';
  const measured = measuredText(finding);
  const why = verdictText(finding);
  const mutedText = muted === undefined ? '' : `muted until ${muted.until} (${muted.reason}); it would be `;
  return {
    ...identity(finding, finding.inPlaceOf ?? finding.metric),
    ...(unit === 'ms' && current.value !== null ? { timeSeconds: current.value / 1000 } : {}),
    outcome,
    type: finding.reason.code,
    message:
      verdict === 'missing' || verdict === 'new'
        ? `${mutedText}${why}`
        : `${mutedText}${outcome === 'failed' ? measured : `${why}; ${measured}`}`,
    details: outcome === 'passed' && verdict !== 'warn' ? [measured] : [measured, why],
  };
}

/** A percentile that was judged in another’s place goes by the name of the gate: the test case stays the same. */
function identity(subject: Subject, metric: string): Pick<JunitCase, 'className' | 'name'> {
  const { label } = describeMetric(metric);
  const of = subjectScope(subject) === 'run' ? 'whole run ' : subject.endpoint === undefined ? '' : `${endpointName(subject.endpoint)} `;
  return { className: serviceName(subject.service), name: `${of}${label}` };
}

function caseOfNotJudged(item: NotJudged): JunitCase {
  const limit = item.limit === undefined ? '' : `, limit ${item.limit}`;
  const message = `not judged: ${notJudgedWords[item.reason] ?? item.reason}${limit}`;
  return { ...identity(item, item.metric), outcome: 'skipped', type: item.reason, message, details: [] };
}

function emptyCase({ headline, verdict }: Comparison): JunitCase {
  return { className: 'loadline', name: 'comparison', outcome: 'skipped', type: verdict, message: headline, details: [] };
}
