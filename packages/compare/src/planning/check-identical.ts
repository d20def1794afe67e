import { type Diagnostic, echo, type Run, UserError } from '@loadline/schema';
import type { MeasuredClass } from './class-noise.js';
import type { NoiseSeries } from './noise-series.js';

/** Fewer runs tell too little: four give a standard deviation that may be out by a factor of four. */
export const LEAST_RUNS = 5;

/** What has to be the same in every run, and how it is called. */
const SAME: readonly (readonly [what: string, of: (run: Run) => string | undefined])[] = [
  ['suites', ({ run }) => run.suite],
  ['scenarios', ({ run }) => run.scenario],
  ['tools', ({ run }) => run.tool],
  ['numbers of users', ({ run }) => (run.load.users === undefined || run.load.users === null ? undefined : String(run.load.users))],
  ['load models', ({ run }) => (run.load.model === 'unknown' ? undefined : run.load.model)],
  ['environments', ({ run }) => run.labels?.environment ?? run.environment?.name],
  ['machines', ({ run }) => run.environment?.machine],
];

/**
 * Refuses runs that tell nothing of noise: too few, or not of the same test. What a run does not state does not differ.
 *
 * @throws UserError
 */
export function checkIdentical(runs: readonly Run[]): void {
  if (runs.length < LEAST_RUNS)
    throw new UserError({
      code: 'too-few-runs',
      found: `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`,
      expected: `${LEAST_RUNS} and more identical runs`,
      hint: 'Noise measured over fewer may be out by a factor of three and more, and every later verdict would rest on it.',
    });
  for (const [what, of] of SAME) {
    const found = distinct(runs, of);
    if (found.length > 1)
      throw new UserError({
        code: 'runs-differ',
        found: `runs of different ${what}: ${found
          .slice(0, 5)
          .map((each) => `\`${echo(each)}\``)
          .join(', ')}`,
        expected: 'runs of the same test',
        hint: 'What differs on purpose is no noise.',
      });
  }
  if (new Set(runs.map(({ run }) => run.id)).size < runs.length && runs.some(({ run }) => run.sources.length > 0))
    throw new UserError({ code: 'run-twice', found: 'one run given twice', expected: 'different runs of the same test' });
}

function distinct(runs: readonly Run[], of: (run: Run) => string | undefined): string[] {
  return [...new Set(runs.flatMap((run) => of(run) ?? []))];
}

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
  const commits = distinct(runs, ({ run }) => run.labels?.commit);
  const partial = runs.filter(({ run }) => run.partial).length;
  const warn = (code: string, message: string): Diagnostic => ({ code, severity: 'warning', message });
  return [
    ...(commits.length < 2
      ? []
      : [warn('commits-differ', `the runs are of ${commits.length} commits: what changed between them counts as noise here`)]),
    ...(partial === 0 ? [] : [warn('run-partial', `${partial} of ${runs.length} runs ended early`)]),
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
