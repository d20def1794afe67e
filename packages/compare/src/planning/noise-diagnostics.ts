import { type Diagnostic, echo, type Run, UserError } from '@loadline/schema';
import { exactVersion, rounded } from '../describe-load.js';
import { findOddRuns, oddness } from '../evidence/odd-runs.js';
import { nameRun } from '../run-name.js';
import type { MeasuredClass } from './class-noise.js';
import type { NoiseSeries } from './noise-series.js';

/** Lengths that are further apart than this, relative to the shortest, are told. */
const LENGTH_TOLERANCE = 0.1;

/** What may differ among identical runs and then counts as noise, and how it is called. */
const TOLD: readonly (readonly [code: string, what: string, of: (run: Run) => string | undefined])[] = [
  ['commits-differ', 'commits', ({ run }) => run.labels?.commit],
  ['versions-differ', 'versions of the load generator', ({ run }) => exactVersion(run.toolVersion)],
  ['systems-differ', 'operating systems', ({ run }) => run.environment?.os],
  [
    'systems-differ',
    'numbers of processors',
    ({ run }) => (run.environment?.cpuCount === undefined ? undefined : String(run.environment.cpuCount)),
  ],
];

/** Values that a message names. */
const MOST_NAMED = 3;

/** What is worth a word about a measurement of noise. @throws UserError when nothing was measured by every run. */
export function noiseDiagnostics(
  runs: readonly Run[],
  series: readonly NoiseSeries[],
  classes: Readonly<Record<'latency' | 'throughput', MeasuredClass | undefined>>,
): Diagnostic[] {
  if (series.length === 0)
    throw new UserError({
      code: 'no-data',
      found: 'no endpoint of which every run measured a latency or throughput with enough requests',
      expected: 'at least one, in every run',
      hint: 'A median needs 20 requests, a p95 200, a p99 1,000.',
    });
  const partial = runs.filter(({ run }) => run.partial).length;
  const warn = (code: string, message: string): Diagnostic => ({ code, severity: 'warning', message });
  return [
    ...TOLD.flatMap(([code, what, of]) => {
      const values = [...new Set(runs.flatMap((run) => of(run) ?? []))];
      const told = values.slice(0, MOST_NAMED).map((value) => echo(value, 40));
      const names = `${told.join(', ')}${values.length > MOST_NAMED ? ', …' : ''}`;
      return values.length < 2
        ? []
        : [warn(code, `the runs are of ${values.length} ${what} (${names}): what changed between them counts as noise here`)];
    }),
    ...lengthsDiffer(runs, warn),
    ...(partial === 0 ? [] : [warn('run-partial', `${partial} of ${runs.length} runs ended early`)]),
    ...oddOnes(runs, series, warn),
    ...(['latency', 'throughput'] as const).flatMap((name): Diagnostic[] =>
      classes[name]?.between !== 0
        ? []
        : [
            {
              code: 'no-noise-seen',
              severity: 'info',
              message: `of ${name} the runs differ by no more than their number of requests explains: more requests a run would show its noise`,
            },
          ],
    ),
  ];
}

type Warn = (code: string, message: string) => Diagnostic;

function lengthsDiffer(runs: readonly Run[], warn: Warn): Diagnostic[] {
  const lengths = runs.flatMap(({ run }) => run.durationSeconds ?? []);
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  if (lengths.length < 2 || longest - shortest <= shortest * LENGTH_TOLERANCE) return [];
  return [
    warn('durations-differ', `the runs last ${rounded(shortest)} s to ${rounded(longest)} s: what that changes counts as noise here`),
  ];
}

/** A run that is unlike the others makes an environment look noisy that is not. */
function oddOnes(runs: readonly Run[], series: readonly NoiseSeries[], warn: Warn): Diagnostic[] {
  const latencies = series.filter((each) => each.class === 'latency').map(({ values }) => values);
  return findOddRuns([latencies]).flatMap((odd) => {
    const run = runs[odd.run]?.run;
    if (run === undefined) return [];
    const what = `${nameRun(run, odd.run)} is ${oddness(odd)}`;
    return [warn('odd-run', `${what}: that counts as noise of this environment; leave the run out if something happened to it`)];
  });
}
