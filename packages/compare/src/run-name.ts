import { echo } from '@loadline/schema';

/** What a run can be called by: its id, and the files it was read from. */
export interface NamedRun {
  id: string;
  sources?: readonly { name: string }[];
}

/** Runs of a side that a message names. */
const MOST_NAMED = 5;
const SIDES = ['of the baseline', 'of those judged'] as const;

/** How a message calls a run of a list: its number in it, and its first file, or its id where it was read from none. */
export function nameRun({ id, sources = [] }: NamedRun, index: number): string {
  return `run ${index + 1} (${echo(sources[0]?.name ?? id)})`;
}

/** How a message calls some runs of a side, 0 the baseline: `run 2 (b.json) of the baseline`; many are cut. */
export function nameRuns<Named extends NamedRun>(
  runs: readonly Named[],
  side: number,
  isMeant: (index: number, run: Named) => boolean,
): string[] {
  const names = runs.flatMap((run, at) => (isMeant(at, run) ? [`${nameRun(run, at)} ${SIDES[side] ?? ''}`] : []));
  return names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), '…'] : names;
}
