import type { Baseline, Diagnostic, Policy, Reason, Run } from '@loadline/schema';
import { formatEndpoint } from '@loadline/schema';
import type { Report } from './judge-subject.js';
import { reason } from './reasons.js';
import { distinct } from './side-diagnostics.js';
import { failurePct, type Side, type Subject, sumKnown } from './subjects.js';

type Which = 'baseline' | 'current';

/** What keeps a whole report from being compared. */
export function guardReport(baseline: Baseline, runs: readonly Run[], policy: Policy, subjects: readonly Subject[]): Report {
  const blocked = modelsDiffer(baseline, runs) ?? environmentsDiffer(baseline, runs, policy) ?? machinesDiffer(baseline, runs);
  const baselineFailed = wholeFailed(subjects, 'baseline', policy);
  const currentFailed = wholeFailed(subjects, 'current', policy);
  return {
    baseline,
    runs,
    policy,
    ...(blocked === undefined ? {} : { blocked }),
    ...(baselineFailed === undefined ? {} : { baselineFailed }),
    ...(currentFailed === undefined ? {} : { currentFailed }),
  };
}

/** What keeps the sides from being compared at all is told as an error, once for the whole report. */
export function blockedDiagnostics({ blocked }: Report): Diagnostic[] {
  return blocked === undefined ? [] : [{ ...blocked, severity: 'error' }];
}

function wholeFailed(subjects: readonly Subject[], which: Which, { parameters }: Policy): Reason | undefined {
  const side = wholeSide(subjects, which);
  const failedPct = failurePct(side);
  if (failedPct === null || failedPct <= parameters.maxFailurePct) return undefined;
  const facts = {
    metric: 'errors',
    what: worstOf(subjects, which),
    failedPct,
    maxFailurePct: parameters.maxFailurePct,
    requests: sumKnown(side.requests),
    failures: sumKnown(side.failures),
  };
  return reason(`too-many-failures-${which}`, facts);
}

/** The run as a whole; where it has no total, its services together. */
function wholeSide(subjects: readonly Subject[], which: Which): Pick<Side, 'requests' | 'failures'> {
  const whole = subjects.find((subject) => subject.scope === 'run')?.[which];
  if (whole !== undefined) return whole;
  const services = subjects.flatMap((subject) => (subject.scope === 'service' ? (subject[which] ?? []) : []));
  return { requests: services.flatMap((side) => side.requests), failures: services.flatMap((side) => side.failures) };
}

/** The whole run, with the endpoint that failed most; where there is none, the service. */
function worstOf(subjects: readonly Subject[], which: Which): string {
  const scope = subjects.some((subject) => subject.scope === 'endpoint') ? 'endpoint' : 'service';
  const failing = subjects
    .filter((subject) => subject.scope === scope)
    .map((subject) => ({ subject, failures: sumKnown(subject[which]?.failures ?? []) ?? 0 }));
  const worst = failing.reduce<(typeof failing)[number] | undefined>(
    (most, each) => (each.failures > (most?.failures ?? 0) ? each : most),
    undefined,
  );
  if (worst === undefined) return 'the whole run';
  const { endpoint, service } = worst.subject;
  return `the whole run, most of them of ${endpoint === undefined ? service : formatEndpoint(endpoint)},`;
}

const LOAD_MODELS: readonly string[] = ['open', 'closed', 'unknown'];

function modelsDiffer(baseline: Baseline, runs: readonly Run[]): Reason | undefined {
  const [before, after] = [baseline.runs.map((run) => run.load.model), runs.map(({ run }) => run.load.model)];
  const unknown = [...before, ...after].find((model) => !LOAD_MODELS.includes(model));
  if (unknown !== undefined) return reason('unknown-word', { metric: '', word: unknown });
  const known = (models: readonly string[]) => models.filter((model) => model !== 'unknown');
  return differing('load-model-differs', known(before), known(after));
}

/** Baselines never cross environments. What a run does not state the baseline, or the configuration, may. */
function environmentsDiffer(baseline: Baseline, runs: readonly Run[], policy: Policy): Reason | undefined {
  return differing(
    'environment-differs',
    baseline.runs.map((run) => run.environment?.name ?? baseline.baseline.environment),
    runs.map(({ run }) => run.labels?.environment ?? run.environment?.name ?? policy.environment ?? undefined),
    'environments',
  );
}

function machinesDiffer(baseline: Baseline, runs: readonly Run[]): Reason | undefined {
  return differing(
    'environment-differs',
    baseline.runs.map((run) => run.environment?.machine),
    runs.map(({ run }) => run.environment?.machine),
  );
}

/** What a side does not state does not differ. */
function differing(
  code: 'load-model-differs' | 'environment-differs',
  before: readonly (string | undefined)[],
  after: readonly (string | undefined)[],
  what = 'machines',
): Reason | undefined {
  const [left, right] = [distinct(before), distinct(after)];
  if (left.length === 0 || right.length === 0 || distinct([...left, ...right]).length === 1) return undefined;
  return reason(code, { metric: '', baseline: left.join(' and '), current: right.join(' and '), what });
}
