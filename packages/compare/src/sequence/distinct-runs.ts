import type { Diagnostic, Run } from '@loadline/schema';
import { echo } from '@loadline/schema';

/**
 * The runs without those that were given before: of the same id, or whose files are all among those of an earlier one. The
 * same run twice is no more evidence than once.
 */
export function distinctRuns(runs: readonly Run[]): { runs: Run[]; diagnostics: Diagnostic[] } {
  const kept: Run[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const run of runs) {
    if (!kept.some((earlier) => isSame(earlier, run))) {
      kept.push(run);
      continue;
    }
    const name = echo(run.run.sources.map((source) => source.name).join(', ') || run.run.id);
    diagnostics.push({ code: 'run-twice', severity: 'warning', message: `the run ${name} was given twice and counts once` });
  }
  return { runs: kept, diagnostics };
}

function isSame({ run: a }: Run, { run: b }: Run): boolean {
  if (a.id === b.id) return true;
  const [fewer, more] = a.sources.length <= b.sources.length ? [a.sources, b.sources] : [b.sources, a.sources];
  const hashes = new Set(more.map(({ sha256 }) => sha256));
  return fewer.length > 0 && fewer.every(({ sha256 }) => hashes.has(sha256));
}
