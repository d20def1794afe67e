import { type Baseline, echo } from '@loadline/schema';
import { readBaselineFile } from './sides.js';

/** The baseline that a file holds, if it is there and whole: what cannot be read is not worth a word when it is replaced. */
export async function findReplaced(cwd: string, output: string): Promise<Baseline | undefined> {
  return (await readBaselineFile(cwd, output).catch(() => undefined))?.document;
}

/**
 * What a newly built baseline takes the place of, and that one run is few: a slip of the arguments must not pass for what
 * somebody accepted as normal.
 *
 * @returns whole lines; none where nothing is replaced and the runs are enough.
 */
export function sayReplaced(built: Baseline, replaced: Baseline | undefined): string {
  const lines: string[] = [];
  if (replaced !== undefined) lines.push(`replaces a baseline of ${describe(replaced)} by one of ${describe(built)}`);
  if (built.runs.length === 1) lines.push('one run is few: it does not show how far results move by themselves here; 5 are usual');
  return lines.map((line) => `${line}\n`).join('');
}

/** `5 runs (accepted by ada: first quiet week)`. */
function describe({ runs, baseline: { acceptedBy, rationale } }: Baseline): string {
  const count = runs.length === 1 ? '1 run' : `${runs.length} runs`;
  const who = acceptedBy === undefined ? undefined : `accepted by ${echo(acceptedBy)}`;
  const said = [who, rationale === undefined ? undefined : echo(rationale)].filter((each) => each !== undefined);
  return said.length === 0 ? count : `${count} (${said.join(': ')})`;
}
