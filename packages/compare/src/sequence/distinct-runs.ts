import type { Baseline, Diagnostic, Run } from '@loadline/schema';
import { nameRun, nameRuns } from '../run-name.js';

/**
 * The runs without those that were given before: of the same id, or whose files are all among those of an earlier one. The
 * same run twice is no more evidence than once.
 */
export function distinctRuns(runs: readonly Run[]): { runs: Run[]; diagnostics: Diagnostic[] } {
  const kept: Run[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, run] of runs.entries()) {
    if (!kept.some((earlier) => isSame(earlier.run, run.run))) {
      kept.push(run);
      continue;
    }
    diagnostics.push({
      code: 'run-twice',
      severity: 'warning',
      message: `${nameRun(run.run, index)} was given twice and counts once`,
    });
  }
  return { runs: kept, diagnostics };
}

/**
 * Tells of runs of the baseline that are judged as well: what is held against itself looks fine. Flat files are plain numbers,
 * which may be equal by themselves.
 */
export function judgedInBaseline({ runs: before }: Pick<Baseline, 'runs'>, runs: readonly Run[]): Diagnostic[] {
  const names = nameRuns(before, 0, (_, own) => own.tool !== 'flat' && runs.some(({ run }) => isSame(run, own)));
  if (names.length === 0) return [];
  const message = `held against itself: ${names.join(', ')}; a run that is on both sides makes what changed look smaller`;
  return [{ code: 'run-on-both-sides', severity: 'warning', message }];
}

/** What a run is known by. */
interface Identified {
  id: string;
  sources?: readonly { sha256: string }[];
}

function isSame(a: Identified, b: Identified): boolean {
  return a.id === b.id || isWithin(a, b) || isWithin(b, a);
}

function isWithin({ sources: part = [] }: Identified, { sources: whole = [] }: Identified): boolean {
  const hashes = new Set(whole.map(({ sha256 }) => sha256));
  return part.length > 0 && part.every(({ sha256 }) => hashes.has(sha256));
}
