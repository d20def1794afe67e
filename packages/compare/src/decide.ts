import type { Baseline, Comparison, Counts, Diagnostic, Finding, Mute, NotGated, NotJudged, Policy, Run, Verdict, VerdictCounts } from '@loadline/schema';
import { endpointKey, fitsMatch, fitsPattern, schemaAddress, schemaVersion, verdicts } from '@loadline/schema';
import { describeGate, gateFits, limitsFor } from './gates.js';
import { headline } from './headline.js';
import { finding, type Judged, judgeSubject, meanRequests, type Report } from './judge-subject.js';
import { guardReport, meanOf, mixShifts, sideDiagnostics } from './report-guards.js';
import { reason } from './reasons.js';
import { collectSubjects, type Subject, sumKnown } from './subjects.js';

/** What deciding takes from outside. */
export interface DecideOptions {
  /** The present, ISO 8601: for mutes and for the age of the baseline. */
  now: string;
  /** Version of the tool, for the document. */
  toolVersion: string;
}

/**
 * Decides over a whole report at once: every gated metric of every endpoint, service and run of the current runs against the
 * baseline. Pure: the same input gives the same Comparison.
 *
 * @param baseline from `buildBaseline`, grouped by the same rules as the runs.
 * @param runs grouped runs of the candidate; several are repeats of the same.
 */
export function decide(baseline: Baseline, runs: readonly Run[], policy: Policy, options: DecideOptions): Comparison {
  const subjects = collectSubjects(baseline, runs);
  const report = guardReport(baseline, runs, policy, subjects);
  const shifts = mixShifts(subjects, policy);
  const outcome = judgeAll(subjects, report);
  const muted = muteFindings(outcome.findings, policy, options.now);
  const noted = muted.findings.map((each) => (each.scope === 'service' && each.unit === 'ms' && shifts.some((shift) => shift.service === each.service) ? { ...each, notes: ['mix-shift'] } : each));
  const findings = sortFindings(noted);
  const diagnostics = [
    ...deadGates(subjects, policy),
    ...sideDiagnostics(baseline, runs),
    ...shifts.map((shift) => shift.diagnostic),
    ...muted.diagnostics,
    ...baseline.diagnostics.map((each) => ({ ...each, message: `baseline: ${each.message}` })),
    ...runs.flatMap((run) => run.diagnostics),
  ];
  const draft: Omit<Comparison, 'headline'> = {
    $schema: schemaAddress('comparison'),
    kind: 'loadline/comparison',
    version: schemaVersion,
    verdict: overall(findings),
    counts: countAll(findings),
    coverage: coverageOf(subjects, findings, outcome),
    findings,
    baseline: describeBaseline(baseline, options.now),
    current: describeCurrent(runs),
    sensitivity: null,
    sequence: { look: 1, maxLooks: 1 },
    ...errorsOf(runs),
    policy,
    createdAt: options.now,
    toolVersion: options.toolVersion,
    diagnostics,
  };
  const { $schema, kind, version, verdict, ...rest } = draft;
  return { $schema, kind, version, verdict, headline: headline(draft), ...rest };
}

interface Outcome extends Judged {
  notGated: NotGated[];
}

function judgeAll(subjects: readonly Subject[], report: Report): Outcome {
  const outcome: Outcome = { findings: [], notJudged: [], notGated: [] };
  const gone = new Set(subjects.filter((subject) => subject.scope === 'service' && subject.current === undefined).map((subject) => subject.service));
  for (const subject of subjects) {
    const gates = limitsFor(report.policy, subject);
    const isGone = subject.baseline !== undefined && subject.current === undefined;
    if (isGone) judgeGone(subject, gone, report, outcome);
    else if (subject.baseline === undefined && subject.scope !== 'run') judgeNew(subject, gates, report, outcome);
    else add(outcome, judgeSubject(subject, gates, report));
    if (subject.scope === 'endpoint' && subject.endpoint !== undefined && gates.length === 0) outcome.notGated.push({ service: subject.service, endpoint: subject.endpoint });
  }
  return outcome;
}

function add(outcome: Outcome, judged: Judged): void {
  outcome.findings.push(...judged.findings);
  outcome.notJudged.push(...judged.notJudged);
}

/** A service that is gone is one finding; its endpoints are not said again. */
function judgeGone(subject: Subject, goneServices: ReadonlySet<string>, report: Report, outcome: Outcome): void {
  if (subject.scope === 'run' || (subject.scope === 'endpoint' && goneServices.has(subject.service))) return;
  const expected = expectedRequests(subject, report);
  if (subject.scope === 'endpoint' && expected !== null && expected < report.policy.parameters.minExpectedRequests) {
    outcome.notJudged.push({ service: subject.service, ...(subject.endpoint === undefined ? {} : { endpoint: subject.endpoint }), metric: 'total_requests', reason: 'rare' });
    return;
  }
  const requests = subject.baseline === undefined ? null : meanRequests(subject.baseline);
  const why = reason(subject.scope === 'service' ? 'service-gone' : 'endpoint-gone', { metric: 'requests', requests: requests === null ? null : Math.round(requests) });
  outcome.findings.push(finding(subject, undefined, 'total_requests', 'missing', why));
}

/** Requests that were to be expected in a current run: as many as in one of the baseline, in proportion to their lengths. */
function expectedRequests(subject: Subject, { baseline, runs }: Report): number | null {
  const mean = subject.baseline === undefined ? null : meanRequests(subject.baseline);
  const before = meanOf(baseline.runs.map((run) => run.durationSeconds));
  const after = meanOf(runs.map((run) => run.run.durationSeconds));
  return mean === null ? null : before === undefined || after === undefined || before === 0 ? mean : mean * (after / before);
}

/** What only the current side has is judged by goals and bounds on its value; changes have nothing to start from. */
function judgeNew(subject: Subject, gates: ReturnType<typeof limitsFor>, report: Report, outcome: Outcome): void {
  const judged = judgeSubject(subject, gates, report);
  const byValue = judged.findings.filter((each) => each.verdict !== 'new');
  outcome.findings.push(...byValue);
  if (byValue.length > 0) return;
  const why = reason(subject.scope === 'service' ? 'new-service' : 'new-endpoint', { metric: 'requests' });
  outcome.findings.push({ ...finding(subject, undefined, 'total_requests', 'new', why), gated: false });
}

function deadGates(subjects: readonly Subject[], policy: Policy): Diagnostic[] {
  return policy.gates
    .filter((gate) => !gate.default && !subjects.some((subject) => gateFits(gate, subject)))
    .map((gate) => ({ code: 'gate-matches-nothing', severity: 'error', message: `gate ${gate.index + 1} of the configuration (${describeGate(gate)}) matches nothing on either side` }));
}

function muteFindings(findings: readonly Finding[], policy: Policy, now: string): { findings: Finding[]; diagnostics: Diagnostic[] } {
  const today = now.slice(0, 10);
  const diagnostics = policy.mute
    .filter((mute) => mute.until < today)
    .map((mute): Diagnostic => ({ code: 'mute-expired', severity: 'warning', message: `the mute until ${mute.until} (${mute.reason}) is over; what it covered counts again` }));
  const active = policy.mute.filter((mute) => mute.until >= today);
  return {
    diagnostics,
    findings: findings.map((each) => {
      const mute = active.find((candidate) => covers(candidate, each));
      return mute === undefined ? each : { ...each, muted: { reason: mute.reason, until: mute.until } };
    }),
  };
}

function covers(mute: Mute, each: Finding): boolean {
  if (mute.metric !== undefined && mute.metric !== each.metric) return false;
  if (each.endpoint !== undefined) return fitsMatch(mute.match, { ...each.endpoint, service: each.service });
  const { service, text } = mute.match;
  return each.scope === 'service' && ((service !== undefined && mute.match.name === undefined && fitsPattern(service, each.service)) || (text !== undefined && fitsPattern(text, each.service)));
}

/** Whether a finding counts towards the verdict and the exit code. */
export function counts(each: Pick<Finding, 'gated' | 'muted'>): boolean {
  return each.gated && each.muted === undefined;
}

/** The worst verdict that counts; when nothing was judged, `invalid`, or `new` when all there is is new. */
function overall(findings: readonly Finding[]): Verdict {
  const counted = findings.filter(counts);
  if (counted.length === 0) return findings.some((each) => each.muted !== undefined) ? 'pass' : findings.some((each) => each.verdict === 'new') ? 'new' : 'invalid';
  return verdicts.find((verdict) => counted.some((each) => each.verdict === verdict)) ?? 'pass';
}

/** Worst first; among equals the one that is furthest beyond its limit, then by name, so that the order of input does not show. */
function sortFindings(findings: readonly Finding[]): Finding[] {
  const size = (each: Finding) => {
    const change = each.change.relativePct ?? (each.change.absolute === null ? 0 : each.change.absolute * 100);
    return each.better === 'higher' ? -change : change;
  };
  const key = (each: Finding) => JSON.stringify([each.service, each.endpoint === undefined ? '' : endpointKey(each.endpoint), each.metric]);
  const rank = (each: Finding) => verdicts.indexOf(each.verdict) + (counts(each) ? 0 : verdicts.length);
  return [...findings].sort((a, b) => rank(a) - rank(b) || size(b) - size(a) || (key(a) < key(b) ? -1 : 1));
}

function noCounts(): VerdictCounts {
  return { fail: 0, warn: 0, inconclusive: 0, pass: 0, improved: 0, missing: 0, invalid: 0, new: 0 };
}

function countAll(findings: readonly Finding[]): Counts {
  const byFinding = noCounts();
  const worst = new Map<string, Verdict>();
  for (const each of findings) {
    if (each.muted !== undefined) continue;
    byFinding[each.verdict] += 1;
    if (each.endpoint === undefined) continue;
    const key = JSON.stringify([each.service, endpointKey(each.endpoint)]);
    const known = worst.get(key);
    if (known === undefined || verdicts.indexOf(each.verdict) < verdicts.indexOf(known)) worst.set(key, each.verdict);
  }
  const byEndpoint = noCounts();
  for (const verdict of worst.values()) byEndpoint[verdict] += 1;
  return { findings: byFinding, endpoints: byEndpoint, muted: findings.filter((each) => each.muted !== undefined).length, gated: findings.filter((each) => each.gated).length };
}

function coverageOf(subjects: readonly Subject[], findings: readonly Finding[], outcome: { notGated: NotGated[]; notJudged: NotJudged[] }): Comparison['coverage'] {
  const judged = findings.filter((each) => each.gated && each.verdict !== 'invalid' && each.verdict !== 'missing');
  const endpoints = new Set(judged.flatMap((each) => (each.endpoint === undefined ? [] : [JSON.stringify([each.service, endpointKey(each.endpoint)])])));
  const services = new Set(judged.filter((each) => each.scope === 'service').map((each) => each.service));
  return {
    endpoints: subjects.filter((subject) => subject.scope === 'endpoint').length,
    gatedEndpoints: endpoints.size,
    services: subjects.filter((subject) => subject.scope === 'service').length,
    gatedServices: services.size,
    notGated: outcome.notGated,
    notJudged: outcome.notJudged,
  };
}

function describeBaseline(baseline: Baseline, now: string): Comparison['baseline'] {
  const newest = baseline.runs.map((run) => run.startedAt).filter((time) => time !== undefined).sort().at(-1);
  const age = newest === undefined ? NaN : (Date.parse(now) - Date.parse(newest)) / 86_400_000;
  const commit = baseline.runs.map((run) => run.commit).findLast((hash) => hash !== undefined);
  const duration = meanOf(baseline.runs.map((run) => run.durationSeconds));
  const tool = baseline.runs.at(-1)?.tool;
  return {
    strategy: baseline.baseline.strategy,
    runs: baseline.runs.length,
    ...(commit === undefined ? {} : { commit }),
    createdAt: baseline.baseline.createdAt,
    ageDays: Number.isNaN(age) ? null : Math.max(0, age),
    users: baseline.baseline.users ?? null,
    durationSeconds: duration ?? null,
    ...(tool === undefined ? {} : { tool }),
    requests: sumKnown(baseline.runs.map((run) => run.requests ?? null)),
    failures: sumKnown(baseline.runs.map((run) => run.failures ?? null)),
    ...(baseline.baseline.rationale === undefined ? {} : { rationale: baseline.baseline.rationale }),
  };
}

function describeCurrent(runs: readonly Run[]): Comparison['current'] {
  const first = runs[0]?.run;
  const users = [...new Set(runs.map((run) => run.run.load.users ?? null))];
  const total = (pick: (run: Run) => number | null) => sumKnown(runs.map(pick));
  return {
    runs: runs.length,
    ids: runs.map((run) => run.run.id),
    ...(first?.labels?.commit === undefined ? {} : { commit: first.labels.commit }),
    ...(first?.startedAt === undefined ? {} : { startedAt: first.startedAt }),
    ...(first === undefined ? {} : { tool: first.tool }),
    users: users.length === 1 ? (users[0] ?? null) : null,
    durationSeconds: meanOf(runs.map((run) => run.run.durationSeconds)) ?? null,
    requests: total((run) => run.total?.requests ?? sumKnown((run.services ?? []).map((service) => service.requests))),
    failures: total((run) => run.total?.failures ?? sumKnown((run.services ?? []).map((service) => service.failures))),
  };
}

const SHOWN_ERRORS = 20;

function errorsOf(runs: readonly Run[]): Pick<Comparison, 'errors'> {
  const errors = runs.flatMap((run) => run.errors).filter((error) => error.count > 0);
  return errors.length === 0 ? {} : { errors: errors.sort((a, b) => b.count - a.count).slice(0, SHOWN_ERRORS) };
}
