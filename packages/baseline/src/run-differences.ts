import type { Diagnostic, Run } from '@loadline/schema';

interface Aspect {
  code: string;
  what: string;
  pick: (run: Run) => string | undefined;
}

const ASPECTS: readonly Aspect[] = [
  {
    code: 'baseline-users-differ',
    what: 'numbers of users',
    pick: ({ run }) => (typeof run.load.users === 'number' ? String(run.load.users) : undefined),
  },
  { code: 'baseline-tools-differ', what: 'load generators', pick: ({ run }) => run.tool },
  { code: 'baseline-versions-differ', what: 'versions of the load generator', pick: ({ run }) => run.toolVersion },
  { code: 'baseline-models-differ', what: 'load models', pick: ({ run }) => (run.load.model === 'unknown' ? undefined : run.load.model) },
  { code: 'baseline-environments-differ', what: 'environments', pick: ({ run }) => run.labels?.environment ?? run.environment?.name },
  { code: 'baseline-machines-differ', what: 'machine types', pick: ({ run }) => run.environment?.machine },
  // A run that says nothing of a warm-up has cut none.
  { code: 'baseline-warmups-differ', what: 'warm-ups', pick: ({ run }) => `${run.warmupSeconds ?? 0} s` },
];

/** Lengths that are further apart than this, relative to the shortest, are told. */
const DURATION_TOLERANCE = 0.1;

/** What differs among the runs of one baseline and makes it less of one. What a run does not state does not differ. */
export function runDifferences(runs: readonly Run[]): Diagnostic[] {
  const said = ASPECTS.flatMap(({ code, what, pick }) => {
    const values = [...new Set(runs.map(pick).filter((value) => value !== undefined))];
    return values.length > 1 ? [differ(code, what, values.join(', '))] : [];
  });
  const durations = runs.map((run) => run.run.durationSeconds).filter((seconds) => seconds !== undefined);
  const [shortest, longest] = [Math.min(...durations), Math.max(...durations)];
  if (durations.length < 2 || longest - shortest <= shortest * DURATION_TOLERANCE) return said;
  return [...said, differ('baseline-durations-differ', 'lengths', `${round(shortest)} s to ${round(longest)} s`)];
}

function differ(code: string, what: string, values: string): Diagnostic {
  return { code, severity: 'warning', message: `the runs of the baseline are of different ${what}: ${values}` };
}

function round(seconds: number): number {
  return Number(seconds.toPrecision(3));
}
