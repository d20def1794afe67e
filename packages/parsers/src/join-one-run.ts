import { recognise, type Recognised } from './detect-format.js';
import type { RunFiles } from './find-runs.js';

/** A run that was found, and what its file is. */
interface Known {
  run: RunFiles;
  is: Recognised;
}

/**
 * What was found as one run, where that is certain: among files of one load generator a single one tells the most, and all
 * others repeat it or add to it (a printed report beside the JSON, a summary beside the single requests, assertions beside
 * statistics). Otherwise the runs as they are.
 */
export async function joinOneRun(runs: RunFiles[]): Promise<RunFiles[]> {
  if (runs.length < 2 || !runs.every(isFile)) return runs;
  const known: Known[] = [];
  for (const run of runs) {
    const [source] = run.sources;
    const is = source === undefined ? undefined : await recognise(source);
    if (is === undefined) return runs;
    known.push({ run, is });
  }
  const main = mainOf(known);
  if (main === undefined) return runs;
  const others = known.filter((each) => each !== main).flatMap(({ run }) => run.sources);
  return [{ name: main.run.name, sources: [...main.run.sources, ...others] }];
}

/** One file, which can be opened twice; a stream or a store cannot. */
function isFile({ sources }: RunFiles): boolean {
  return sources.length === 1 && sources[0]?.path !== undefined;
}

/** The one that tells the most; undefined where several do, or where they are of several tools. */
function mainOf(known: readonly Known[]): Known | undefined {
  if (new Set(known.map(({ is }) => is.tool)).size > 1) return undefined;
  const whole = known.filter(({ is }) => !is.addsOnly);
  const most = Math.max(...whole.map(({ is }) => is.detail));
  const telling = whole.filter(({ is }) => is.detail === most);
  return telling.length === 1 ? telling[0] : undefined;
}
