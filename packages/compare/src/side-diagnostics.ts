import type { Baseline, Diagnostic, Environment, Load, Policy, Run } from '@loadline/schema';
import { echo } from '@loadline/schema';
import { exactVersion, ratesOf, rounded, stagesOf, warmupOf } from './describe-load.js';
import { type GuardCode, guardWords } from './diagnostic-words.js';

const DURATION_TOLERANCE = 0.1;
/** Characters of a side's names that are shown. */
const LONGEST = 200;

/** What is stated of a run on either side. */
interface Stated {
  suite?: string | undefined;
  tool: string;
  toolVersion?: string;
  load: Load;
  environment?: Environment;
  warmupSeconds?: number;
  scenario?: string;
}

/** What is held against each other: the texts of the runs of a side, undefined where a run does not say. */
const ASPECTS: readonly (readonly [code: GuardCode, pick: (run: Stated) => string | undefined])[] = [
  ['suite-differs', ({ suite }) => suite],
  ['scenario-differs', ({ scenario }) => scenario],
  ['users-differ', ({ load }) => (typeof load.users === 'number' ? String(load.users) : undefined)],
  ['stages-differ', ({ load }) => stagesOf(load)],
  ['rate-differs', ({ load }) => ratesOf(load)],
  ['tool-differs', ({ tool }) => tool],
  ['tool-version-differs', ({ toolVersion }) => exactVersion(toolVersion)],
  ['warmup-differs', warmupOf],
  ['system-differs', ({ environment }) => environment?.os],
  ['system-differs', ({ environment }) => (environment?.cpuCount === undefined ? undefined : `${environment.cpuCount} processors`)],
];

/** What differs between the sides as wholes and does not forbid to compare them. What a side does not state does not differ. */
export function sideDiagnostics(baseline: Baseline, runs: readonly Run[], policy: Policy): Diagnostic[] {
  // What a run does not state the side may.
  const then = baseline.runs.map((run): Stated => ({ suite: baseline.baseline.suite, ...run }));
  const now = runs.map(({ run }) => ({ suite: policy.suite, ...run }));
  const said = ASPECTS.flatMap(([code, pick]) => {
    const [before, after] = [distinct(then.map(pick)), distinct(now.map(pick))];
    const differs = before.length > 0 && after.length > 0 && before.join() !== after.join();
    return differs ? [guard(code, before.join(', '), after.join(', '))] : [];
  });
  const before = meanOf(baseline.runs.map((run) => run.durationSeconds));
  const after = meanOf(now.map((run) => run.durationSeconds));
  if (before !== undefined && after !== undefined && before > 0 && Math.abs(after - before) / before > DURATION_TOLERANCE)
    said.push(guard('duration-differs', `${rounded(before)} s`, `${rounded(after)} s`));
  if (now.some((run) => run.partial)) said.push(guard('run-partial', '', ''));
  return said;
}

/** A guard that spoke. */
function guard(code: GuardCode, before: string, now: string): Diagnostic {
  return { code, severity: 'warning', message: guardWords[code]({ before: echo(before, LONGEST), now: echo(now, LONGEST) }) };
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
