import type { Baseline, Diagnostic, Finding, Run } from '@loadline/schema';
import { percentileOf } from '@loadline/schema';

const DURATION_TOLERANCE = 0.1;

/** What differs between the sides and does not forbid to compare them. */
export function sideDiagnostics(baseline: Baseline, runs: readonly Run[], findings: readonly Finding[]): Diagnostic[] {
  const said: Diagnostic[] = [];
  const warn = (code: string, message: string) => said.push({ code, severity: 'warning', message });
  const compare = (code: string, what: string, before: string[], after: string[]) => {
    if (before.length > 0 && after.length > 0 && before.join() !== after.join())
      warn(code, `${what} differ: ${before.join(', ')} before, ${after.join(', ')} now`);
  };
  const users = (value: number | null | undefined) => (typeof value === 'number' ? String(value) : undefined);
  compare(
    'users-differ',
    'users',
    distinct(baseline.runs.map((run) => users(run.load.users))),
    distinct(runs.map((run) => users(run.run.load.users))),
  );
  compare('tool-differs', 'load generators', distinct(baseline.runs.map((run) => run.tool)), distinct(runs.map((run) => run.run.tool)));
  compare(
    'tool-version-differs',
    'versions of the load generator',
    distinct(baseline.runs.map((run) => exactVersion(run.toolVersion))),
    distinct(runs.map((run) => exactVersion(run.run.toolVersion))),
  );
  const before = meanOf(baseline.runs.map((run) => run.durationSeconds));
  const after = meanOf(runs.map((run) => run.run.durationSeconds));
  if (before !== undefined && after !== undefined && before > 0 && Math.abs(after - before) / before > DURATION_TOLERANCE)
    warn('duration-differs', `the runs last ${round(before)} s before, ${round(after)} s now`);
  if (runs.some((run) => run.run.partial)) warn('run-partial', 'a run was interrupted: its results are of a part of it');
  return [...said, ...provenanceDiagnostics(findings)];
}

/** A version, but no range of versions (`>=1.2`), which only says what a file's shape allows. */
function exactVersion(version: string | undefined): string | undefined {
  return version === undefined || /[<>]/.test(version) ? undefined : version;
}

/** Percentiles that came to be in different ways; one that does not say how, or that is an estimate, is told elsewhere. */
function provenanceDiagnostics(findings: readonly Finding[]): Diagnostic[] {
  const pairs = new Map<string, number>();
  for (const { metric, baseline, current } of findings) {
    const kinds = [baseline.provenance, current.provenance];
    if (percentileOf(metric) === undefined || kinds[0] === kinds[1]) continue;
    if (kinds.some((kind) => kind === undefined || kind === 'unstated' || kind === 'estimated')) continue;
    const pair = `${kinds[0]} before, ${kinds[1]} now`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([pair, count]) => ({
      code: 'provenance-differs',
      severity: 'warning',
      message: `percentiles came to be in different ways: ${pair}`,
      count,
    }));
}

/** The different texts among these, in order. */
export function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}

/** Mean of what is known; undefined when nothing is. */
export function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function round(seconds: number): number {
  return Number(seconds.toPrecision(3));
}
