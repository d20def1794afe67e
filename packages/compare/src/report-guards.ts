import type { Baseline, Diagnostic, Policy, Reason, Run } from '@loadline/schema';
import { formatEndpoint } from '@loadline/schema';
import { reason } from './reasons.js';
import type { Report } from './judge-subject.js';
import { failurePct, type Side, sideValue, type Subject, sumKnown } from './subjects.js';

/** What keeps a whole report from being compared. */
export function guardReport(baseline: Baseline, runs: readonly Run[], policy: Policy, subjects: readonly Subject[]): Report {
  const whole = subjects.find((subject) => subject.scope === 'run');
  const { maxFailurePct } = policy.parameters;
  const failed = (side: Side | undefined, code: 'too-many-failures-baseline' | 'too-many-failures-current'): Reason | undefined => {
    const failedPct = side === undefined ? null : failurePct(side);
    if (failedPct === null || failedPct <= maxFailurePct || side === undefined) return undefined;
    return reason(code, { metric: 'errors', what: worstOf(subjects, code), failedPct, maxFailurePct, requests: sumKnown(side.requests), failures: sumKnown(side.failures) });
  };
  const blocked = modelsDiffer(baseline, runs) ?? machinesDiffer(baseline, runs);
  const baselineFailed = failed(whole?.baseline, 'too-many-failures-baseline');
  const currentFailed = failed(whole?.current, 'too-many-failures-current');
  return { baseline, runs, policy, ...(blocked === undefined ? {} : { blocked }), ...(baselineFailed === undefined ? {} : { baselineFailed }), ...(currentFailed === undefined ? {} : { currentFailed }) };
}

/** The whole run, with the endpoint that failed most. */
function worstOf(subjects: readonly Subject[], code: 'too-many-failures-baseline' | 'too-many-failures-current'): string {
  const failures = (subject: Subject) => sumKnown((code === 'too-many-failures-baseline' ? subject.baseline : subject.current)?.failures ?? []) ?? 0;
  const worst = subjects.filter((subject) => subject.endpoint !== undefined).reduce<Subject | undefined>((most, subject) => (failures(subject) > (most === undefined ? 0 : failures(most)) ? subject : most), undefined);
  return worst?.endpoint === undefined ? 'the whole run' : `the whole run, most of them of ${formatEndpoint(worst.endpoint)},`;
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

function modelsDiffer(baseline: Baseline, runs: readonly Run[]): Reason | undefined {
  const known = (model: string) => (model === 'unknown' ? undefined : model);
  const before = distinct(baseline.runs.map((run) => known(run.load.model)));
  const after = distinct(runs.map((run) => known(run.run.load.model)));
  if (before.length === 0 || after.length === 0 || (before.length === 1 && after.length === 1 && before[0] === after[0])) return undefined;
  return reason('load-model-differs', { metric: '', baseline: before.join(' and '), current: after.join(' and ') });
}

function machinesDiffer(baseline: Baseline, runs: readonly Run[]): Reason | undefined {
  const before = distinct(baseline.runs.map((run) => run.environment?.machine));
  const after = distinct(runs.map((run) => run.run.environment?.machine));
  if (before.length === 0 || after.length === 0 || (before.length === 1 && after.length === 1 && before[0] === after[0])) return undefined;
  return reason('environment-differs', { metric: '', baseline: before.join(' and '), current: after.join(' and ') });
}

const DURATION_TOLERANCE = 0.1;

/** What differs between the sides and does not forbid to compare them. */
export function sideDiagnostics(baseline: Baseline, runs: readonly Run[]): Diagnostic[] {
  const said: Diagnostic[] = [];
  const warn = (code: string, message: string) => said.push({ code, severity: 'warning', message });
  const compare = (code: string, what: string, before: string[], after: string[]) => {
    if (before.length > 0 && after.length > 0 && before.join() !== after.join()) warn(code, `${what} differ: ${before.join(', ')} before, ${after.join(', ')} now`);
  };
  const users = (value: number | null | undefined) => (typeof value === 'number' ? String(value) : undefined);
  compare('users-differ', 'users', distinct(baseline.runs.map((run) => users(run.load.users))).sort(), distinct(runs.map((run) => users(run.run.load.users))).sort());
  compare('tool-differs', 'load generators', distinct(baseline.runs.map((run) => run.tool)).sort(), distinct(runs.map((run) => run.run.tool)).sort());
  compare('tool-version-differs', 'versions of the load generator', distinct(baseline.runs.map((run) => run.toolVersion)).sort(), distinct(runs.map((run) => run.run.toolVersion)).sort());
  const before = meanOf(baseline.runs.map((run) => run.durationSeconds));
  const after = meanOf(runs.map((run) => run.run.durationSeconds));
  if (before !== undefined && after !== undefined && before > 0 && Math.abs(after - before) / before > DURATION_TOLERANCE) warn('duration-differs', `the runs last ${round(before)} s before, ${round(after)} s now`);
  if (runs.some((run) => run.run.partial)) warn('run-partial', 'a run was interrupted: its results are of a part of it');
  return said;
}

/** Mean of what is known; undefined when nothing is. */
export function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function round(seconds: number): number {
  return Number(seconds.toPrecision(3));
}

/** Services whose latency moved because the mix of their endpoints moved. */
export function mixShifts(subjects: readonly Subject[], policy: Policy): { service: string; diagnostic: Diagnostic }[] {
  return subjects.flatMap((subject) => {
    const { baseline, current } = subject;
    if (subject.scope !== 'service' || baseline?.mix === undefined || current?.mix === undefined) return [];
    const moved = largestShift(baseline.mix, current.mix);
    if (moved === undefined || Math.abs(moved.shiftPp) <= policy.parameters.mixShiftPp) return [];
    const fixed = meanAtBaselineMix(subject, subjects);
    const mean = sideValue(current, 'avg_latency_ms');
    const at = fixed === undefined || mean === null ? '' : `; with the baseline's mix the mean would be ${Number(fixed.toPrecision(3))} ms instead of ${Number(mean.toPrecision(3))} ms`;
    const message = `the mix of ${subject.service} moved: ${moved.name} ${moved.before.toFixed(0)} % → ${moved.after.toFixed(0)} % of its requests${at}`;
    return [{ service: subject.service, diagnostic: { code: 'mix-shift', severity: 'warning' as const, message } }];
  });
}

function largestShift(before: NonNullable<Side['mix']>, after: NonNullable<Side['mix']>): { name: string; before: number; after: number; shiftPp: number } | undefined {
  const names = new Map<string, { before: number; after: number }>();
  for (const share of before) names.set(formatEndpoint(share.endpoint), { before: share.sharePct, after: 0 });
  for (const share of after) names.set(formatEndpoint(share.endpoint), { before: names.get(formatEndpoint(share.endpoint))?.before ?? 0, after: share.sharePct });
  let largest: { name: string; before: number; after: number; shiftPp: number } | undefined;
  for (const [name, shares] of names) {
    const shiftPp = shares.after - shares.before;
    if (largest === undefined || Math.abs(shiftPp) > Math.abs(largest.shiftPp)) largest = { name, ...shares, shiftPp };
  }
  return largest;
}

/** Mean of the current run, were its endpoints mixed as in the baseline; undefined when an endpoint's mean is not known. */
function meanAtBaselineMix(service: Subject, subjects: readonly Subject[]): number | undefined {
  const means = new Map(subjects.filter((subject) => subject.scope === 'endpoint' && subject.service === service.service && subject.endpoint !== undefined && subject.current !== undefined).map((subject) => [formatEndpoint(subject.endpoint ?? { name: '' }), sideValue(subject.current as Side, 'avg_latency_ms')]));
  let sum = 0;
  for (const share of service.baseline?.mix ?? []) {
    const mean = means.get(formatEndpoint(share.endpoint));
    if (mean === undefined || mean === null) return undefined;
    sum += (share.sharePct / 100) * mean;
  }
  return sum;
}

