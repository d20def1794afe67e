import { echo } from '@loadline/schema';

/** What a run can be called by: its id, and the files it was read from. */
export interface NamedRun {
  id: string;
  sources?: readonly { name: string }[];
}

/** Characters of a name that are shown. */
const LONGEST = 80;

/** How a message calls a run of a list: its number in it, and its first file, or its id where it was read from none. */
export function nameRun({ id, sources = [] }: NamedRun, index: number): string {
  return `run ${index + 1} (${echo(sources[0]?.name ?? id, LONGEST)})`;
}
