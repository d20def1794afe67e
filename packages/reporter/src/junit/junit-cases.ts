import { describeMetric } from '@loadline/schema/metrics';
import type { Comparison, Finding, NotJudged, Verdict } from '@loadline/schema/types';
import { diagnosticText } from '../diagnostic-text.js';
import { failingVerdicts } from '../failing-verdicts.js';
import { measuredText, verdictText } from '../finding-text.js';
import { formatNumber } from '../format-number.js';
import type { Story } from '../story/story.js';
import { deadGates } from '../story/tell-mistake.js';
import { tellOmitted } from '../story/tell-omitted.js';
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
  outcome: 'passed' | 'failed' | 'skipped' | 'broken';
  /** Stable word for the reason. */
  type: string;
  /** One line; empty where it passed. */
  message: string;
  /** More lines. */
  details: string[];
}

const SKIPPED: ReadonlySet<Verdict> = new Set(['inconclusive', 'invalid', 'new']);

/**
 * The test cases of a comparison: one for each gate as it was applied to an endpoint, a service or the run. What has a
 * limit and could not be judged is there too, skipped. Where nothing was judged, or not as the configuration asks, one more
 * case is broken, since a server shows what is all skipped as fine. Never empty, which servers take for a broken report.
 *
 * @param story of the comparison.
 */
export function junitCases(comparison: Comparison, story: Pick<Story, 'headline' | 'mistake'>): JunitCase[] {
  const failing = failingVerdicts(comparison);
  const cases = [
    ...omittedCase(comparison),
    ...comparison.findings.filter(isOfGate).map((finding) => caseOf(finding, failing)),
    ...comparison.coverage.notJudged.map(caseOfNotJudged),
  ];
  const isBroken =
    story.mistake !== undefined || !(comparison.findings.some(isJudged) || cases.some(({ outcome }) => outcome === 'failed'));
  return isBroken || cases.length === 0 ? [wholeCase(comparison, story), ...cases] : cases;
}

/** How many gates a reduced copy has no finding of any more. */
export function omittedGates({ counts, findings }: Comparison): number {
  return Math.max(0, counts.gated - findings.filter(({ gated }) => gated).length);
}

/** One for all that are missing in a reduced copy, so that their tests are not taken for removed ones in silence. */
function omittedCase(comparison: Comparison): JunitCase[] {
  const omitted = omittedGates(comparison);
  if (omitted === 0) return [];
  const message = `${formatNumber(omitted)} of ${formatNumber(comparison.counts.gated)} gates are missing here: ${tellOmitted(comparison) ?? ''}`;
  return [{ className: 'loadline', name: 'gates left out', outcome: 'skipped', type: 'report-reduced', message, details: [] }];
}

/** What was held against something, or seen to be gone. */
function isJudged({ gated, verdict }: Finding): boolean {
  return gated && verdict !== 'invalid' && verdict !== 'missing';
}

/** What is new has no gate that applies yet; it is shown, since it will have one. */
function isOfGate({ gated, verdict }: Finding): boolean {
  return gated || verdict === 'new';
}

function caseOf(finding: Finding, failing: ReadonlySet<Verdict>): JunitCase {
  const { verdict, muted, unit, current } = finding;
  const outcome = outcomeOf(finding, failing);
  const found = {
    ...identity(finding, finding.inPlaceOf ?? finding.metric),
    ...(unit === 'ms' && current.value !== null ? { timeSeconds: current.value / 1000 } : {}),
    outcome,
    type: finding.reason.code,
  };
  // Nobody reads the values of what is fine here, and of large reports they were the larger part.
  if (outcome === 'passed' && verdict === 'pass') return { ...found, message: '', details: [] };
  const measured = measuredText(finding);
  const why = verdictText(finding);
  const mutedText = muted === undefined ? '' : `muted until ${muted.until} (${muted.reason}); it would be `;
  return {
    ...found,
    message:
      verdict === 'missing' || verdict === 'new'
        ? `${mutedText}${why}`
        : `${mutedText}${outcome === 'failed' ? measured : `${why}; ${measured}`}`,
    details: [measured, why],
  };
}

function outcomeOf({ verdict, muted }: Finding, failing: ReadonlySet<Verdict>): JunitCase['outcome'] {
  if (muted !== undefined) return 'skipped';
  if (failing.has(verdict)) return 'failed';
  return SKIPPED.has(verdict) ? 'skipped' : 'passed';
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

/** The comparison itself, where it could not be made as it was asked for. */
function wholeCase(comparison: Comparison, { headline, mistake }: Pick<Story, 'headline' | 'mistake'>): JunitCase {
  const type = mistake === undefined ? comparison.verdict : 'gate-matches-nothing';
  return {
    className: 'loadline',
    name: 'comparison',
    outcome: 'broken',
    type,
    message: headline,
    details: deadGates(comparison).map((each) => `error: ${diagnosticText(each)}`),
  };
}
