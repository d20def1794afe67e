import type { Baseline, Diagnostic, Run } from '@loadline/schema';

/**
 * Tells of two sides that may have been given the wrong way round: every run of the baseline began after every run that is
 * judged. Only of runs that were named for this comparison: a baseline that is kept may well be newer than a run of old code.
 */
export function swappedSides({ baseline, runs: before }: Pick<Baseline, 'baseline' | 'runs'>, runs: readonly Run[]): Diagnostic[] {
  if (baseline.strategy !== 'run' && baseline.strategy !== 'runs') return [];
  const then = before.map(({ startedAt }) => Date.parse(startedAt ?? ''));
  const now = runs.map(({ run }) => Date.parse(run.startedAt ?? ''));
  // One without a time makes both NaN, which is beyond nothing.
  if (then.length === 0 || now.length === 0 || !(Math.min(...then) > Math.max(...now))) return [];
  const whole = now.length === 1 ? 'the run that is judged' : 'the runs that are judged';
  return [{ code: 'sides-swapped', severity: 'warning', message: `the baseline began after ${whole}: are the two swapped?` }];
}
