import type { Run } from '@loadline/schema';
import { echo, UserError } from '@loadline/schema';

/**
 * Refuses what no baseline can be made of.
 *
 * @throws UserError when there is no run, when one is not grouped, or when the same is given twice: by its id, or because the
 * files of one are among those of the other (files alone may be alike, such as the failures of two runs without any).
 */
export function checkRuns(runs: readonly Run[]): void {
  if (runs.length === 0)
    throw new UserError({ code: 'baseline-no-runs', found: 'no run to build a baseline from', expected: 'at least one' });
  for (const [index, run] of runs.entries()) {
    if (run.services === undefined)
      throw new UserError({
        code: 'baseline-not-grouped',
        found: `the run ${echo(run.run.id)} without services`,
        expected: 'runs that went through groupServices',
      });
    if (runs.slice(0, index).some((earlier) => isSame(earlier, run)))
      throw new UserError({
        code: 'baseline-run-twice',
        found: `the same run twice (${echo(run.run.sources.map((source) => source.name).join(', ') || run.run.id)})`,
        expected: 'different runs',
      });
  }
}

function isSame({ run: a }: Run, { run: b }: Run): boolean {
  if (a.id === b.id) return true;
  const [fewer, more] = a.sources.length <= b.sources.length ? [a.sources, b.sources] : [b.sources, a.sources];
  const hashes = new Set(more.map((source) => source.sha256));
  return fewer.length > 0 && fewer.every((source) => hashes.has(source.sha256));
}
