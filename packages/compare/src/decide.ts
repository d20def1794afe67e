import type { Baseline, Comparison, Finding, NotGated, Policy, Run } from '@loadline/schema';
import { endpointKey, schemaAddress, schemaVersion } from '@loadline/schema';
import { checkNumbers } from './check-numbers.js';
import { deadGates } from './dead-gates.js';
import { describeBaseline, describeCurrent, topErrors } from './describe-sides.js';
import { dropFalseGains } from './drop-false-gains.js';
import { applyEvidence } from './evidence/apply-evidence.js';
import { noiseDiagnostics, sensitivityOf, shiftsOf } from './evidence/describe-evidence.js';
import { oddRuns } from './evidence/odd-runs.js';
import { weighReport } from './evidence/weigh-report.js';
import { expectedRequests } from './expected-requests.js';
import { type Judged, makeFinding } from './findings.js';
import { type AppliedGate, limitsFor } from './gates.js';
import { headline } from './headline.js';
import { judgeSubject, type Report } from './judge-subject.js';
import { mixShifts } from './mix-shifts.js';
import { muteFindings } from './mute-findings.js';
import { percentileDiagnostics } from './percentile-diagnostics.js';
import { reason } from './reasons.js';
import { blockedDiagnostics, guardReport } from './report-guards.js';
import { distinctRuns, judgedInBaseline } from './sequence/distinct-runs.js';
import { swappedSides } from './sequence/swapped-sides.js';
import { planLook, type SequenceOptions } from './sequence/plan-look.js';
import { sideDiagnostics } from './side-diagnostics.js';
import { sortFindings } from './sort-findings.js';
import { collectSubjects, meanKnown, type Subject } from './subjects.js';
import { countFindings, coverageOf, overallVerdict } from './summarize-findings.js';

/** What deciding takes from outside. */
export interface DecideOptions {
  /** The present, ISO 8601: for mutes and for the age of the baseline. */
  now: string;
  /** Version of the tool, for the document. */
  toolVersion: string;
  /** Which look of how many, where more runs may follow. Default: one look of one. */
  sequence?: SequenceOptions;
}

/**
 * Decides over a whole report at once: every gated metric of every endpoint, service and run of the current runs against the
 * baseline. Pure: the same input gives the same Comparison, whatever the order of endpoints in it.
 *
 * @param baseline from `buildBaseline`, grouped by the same rules as the runs.
 * @param given grouped runs of the candidate; several are repeats of the same, of all looks together. One that is given twice
 * counts once.
 * @throws UserError when a number is one that nothing can have measured: not finite, a time or a count below 0, more failures than requests.
 * @example decide(baseline, [run], policy, { now: '2026-01-12T18:30:00Z', toolVersion: '1.0.0' }).verdict // 'fail'
 */
export function decide(baseline: Baseline, given: readonly Run[], policy: Policy, options: DecideOptions): Comparison {
  checkNumbers(baseline, given);
  const { runs, diagnostics: repeated } = distinctRuns(given);
  const look = planLook(runs.length, options.sequence ?? { maxLooks: 1 }, policy);
  const subjects = collectSubjects(baseline, runs);
  const report = guardReport(baseline, runs, policy, subjects);
  const byLimits = judgeAll(subjects, report);
  const weighed = { ...weighReport(baseline, runs, look.policy, byLimits.findings), boundAlpha: look.boundAlpha };
  const outcome = { ...byLimits, findings: withoutFalseGains(subjects, applyEvidence(byLimits.findings, weighed, look.policy)) };
  const sensitivity = sensitivityOf(weighed, policy);
  const together = shiftsOf(weighed);
  const shifts = mixShifts(subjects, outcome.findings, policy);
  const muted = muteFindings(outcome.findings, policy, options.now);
  const shifted = new Set(shifts.map((shift) => shift.service));
  const noted = muted.findings.map((each) =>
    each.scope === 'service' && each.unit === 'ms' && shifted.has(each.service) ? { ...each, notes: ['mix-shift'] } : each,
  );
  const findings = sortFindings(noted, policy);
  const diagnostics = [
    ...deadGates(subjects, policy),
    ...repeated,
    ...judgedInBaseline(baseline, runs),
    ...swappedSides(baseline, runs),
    ...blockedDiagnostics(report),
    ...sideDiagnostics(baseline, runs, policy),
    ...percentileDiagnostics(findings, weighed.tables),
    ...shifts.map((shift) => shift.diagnostic),
    ...weighed.diagnostics,
    ...oddRuns(weighed, baseline, runs),
    ...noiseDiagnostics(sensitivity, policy, outcome.findings),
    ...muted.diagnostics,
    ...baseline.diagnostics.map((each) => ({ ...each, message: `baseline: ${each.message}` })),
    ...runs.flatMap((run) => run.diagnostics),
  ];
  const verdict = overallVerdict(findings);
  const counts = countFindings(findings);
  const coverage = coverageOf(subjects, findings, outcome);
  return {
    $schema: schemaAddress('comparison'),
    kind: 'loadline/comparison',
    version: schemaVersion,
    verdict,
    headline: headline({ findings, coverage, diagnostics }),
    counts,
    coverage,
    findings,
    baseline: describeBaseline(baseline, options.now),
    current: describeCurrent(runs),
    sensitivity,
    sequence: look.sequence,
    ...(together.length === 0 ? {} : { shifts: together }),
    ...topErrors(runs),
    policy,
    createdAt: options.now,
    toolVersion: options.toolVersion,
    diagnostics,
  };
}

/** What the evidence took for a gain may still be faster because it fails. */
function withoutFalseGains(subjects: readonly Subject[], findings: readonly Finding[]): Finding[] {
  const keyOf = ({ scope, service, endpoint }: Pick<Finding, 'scope' | 'service' | 'endpoint'>) =>
    JSON.stringify([scope, service, endpoint === undefined ? '' : endpointKey(endpoint)]);
  const byKey = new Map(subjects.map((subject) => [keyOf(subject), subject]));
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [finding]);
    else known.push(finding);
  }
  return [...groups].flatMap(([key, own]) => {
    const subject = byKey.get(key);
    return subject === undefined ? own : dropFalseGains(subject, own);
  });
}

/** What the limits alone say of a whole report. */
export interface Outcome extends Judged {
  notGated: NotGated[];
}

/** Holds every subject to its limits; evidence is not asked. */
export function judgeAll(subjects: readonly Subject[], report: Report): Outcome {
  const outcome: Outcome = { findings: [], notJudged: [], notGated: [] };
  const goneServices = new Set(
    subjects.filter((subject) => subject.scope === 'service' && subject.current === undefined).map((subject) => subject.service),
  );
  for (const subject of subjects) {
    const gates = limitsFor(report.policy, subject);
    const { findings, notJudged } = judgeOne(subject, gates, goneServices, report);
    outcome.findings.push(...findings);
    outcome.notJudged.push(...notJudged);
    if (subject.endpoint !== undefined && gates.length === 0)
      outcome.notGated.push({ service: subject.service, endpoint: subject.endpoint });
  }
  return outcome;
}

function judgeOne(subject: Subject, gates: readonly AppliedGate[], goneServices: ReadonlySet<string>, report: Report): Judged {
  const hasBoth = subject.baseline !== undefined && subject.current !== undefined;
  // The run as a whole is always there: of it only the metrics that are gated can be gone or new.
  if (hasBoth || subject.scope === 'run') return judgeSubject(subject, gates, report);
  return subject.current === undefined ? judgeGone(subject, goneServices, report) : judgeNew(subject, gates, report);
}

/** What the current side lacks. A service that is gone is one finding; its endpoints are not said again. */
function judgeGone(subject: Subject, goneServices: ReadonlySet<string>, report: Report): Judged {
  const { service, endpoint } = subject;
  if (endpoint !== undefined && goneServices.has(service)) return { findings: [], notJudged: [] };
  const expected = expectedRequests(subject, report);
  if (endpoint !== undefined && expected !== null && expected < report.policy.parameters.minExpectedRequests) {
    return { findings: [], notJudged: [{ service, endpoint, metric: 'total_requests', reason: 'rare' }] };
  }
  const mean = meanKnown(subject.baseline?.requests ?? []);
  const why = reason(endpoint === undefined ? 'service-gone' : 'endpoint-gone', {
    metric: 'requests',
    requests: mean === null ? null : Math.round(mean),
  });
  return { findings: [makeFinding(subject, 'total_requests', 'missing', why, report.policy)], notJudged: [] };
}

/** What only the current side has is judged by goals and bounds on its value; changes have nothing to start from. */
function judgeNew(subject: Subject, gates: readonly AppliedGate[], report: Report): Judged {
  const byValue = gates.filter(({ limits }) =>
    [limits.slo, limits.fail, limits.warn].some((limit) => limit?.any.some(({ all }) => all.every((term) => term.kind === 'value'))),
  );
  const judged = judgeSubject(subject, byValue, report);
  if (judged.findings.length > 0) return judged;
  const why = reason(subject.scope === 'service' ? 'new-service' : 'new-endpoint', { metric: 'requests' });
  return {
    findings: [{ ...makeFinding(subject, 'total_requests', 'new', why, report.policy), gated: false }],
    notJudged: judged.notJudged,
  };
}
