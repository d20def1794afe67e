import { type Diagnostic, echo } from '@loadline/schema';

/** What tells of a run whether its warm-up was cut. */
export interface WarmedUp {
  id: string;
  warmupSeconds?: number;
  sources?: readonly { name: string }[];
}

/** How the runs of both sides are to be read again. */
export interface WarmupLeftIn {
  /** What is to be cut: nothing. */
  warmupSeconds: 0;
  /** Why. */
  diagnostic: Diagnostic;
}

/**
 * Warm-up is left out the same way on both sides, or on none: where it was cut from some runs, and others hold no single
 * requests it could be cut from, those of which it was cut are to be read again with it.
 *
 * @param runs those of both sides, as they were read; a baseline's as it keeps them.
 * @param warmupSeconds what was to be cut.
 * @returns undefined where all runs are alike.
 * @example sameWarmup([{ id: 'a', warmupSeconds: 30 }, { id: 'b' }], 30)?.warmupSeconds // 0
 */
export function sameWarmup(runs: readonly WarmedUp[], warmupSeconds: number): WarmupLeftIn | undefined {
  const uncut = runs.find((run) => (run.warmupSeconds ?? 0) === 0);
  if (warmupSeconds === 0 || uncut === undefined || runs.every((run) => (run.warmupSeconds ?? 0) === 0)) return undefined;
  const name = echo(uncut.sources?.[0]?.name ?? uncut.id, 80);
  return {
    warmupSeconds: 0,
    diagnostic: {
      code: 'warmup-left-in',
      severity: 'warning',
      message: `the first ${Number(warmupSeconds.toPrecision(3))} s are left in on both sides: they were not cut from ${name}, and what is compared has to be alike`,
    },
  };
}
