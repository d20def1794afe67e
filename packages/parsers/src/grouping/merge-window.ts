import type { Run, RunInfo } from '@loadline/schema';

/** Start and length of a run's window, as far as they are known. */
export type Window = Pick<RunInfo, 'startedAt' | 'durationSeconds'>;

/**
 * The union of the runs' windows: from the first start to the last end. Where no start is known the runs are taken to have
 * begun together, and it is as long as the longest. Where only some are known, nothing is: they cannot be laid out.
 */
export function mergeWindow(runs: readonly Run[]): Window {
  const starts = runs.map(({ run }) => (run.startedAt === undefined ? NaN : Date.parse(run.startedAt)));
  const seconds = runs.map(({ run }) => run.durationSeconds ?? NaN);
  if (starts.every(Number.isNaN)) return withDuration(Math.max(...seconds));
  if (starts.some(Number.isNaN)) return {};
  const start = Math.min(...starts);
  const end = Math.max(...starts.map((each, index) => each + (seconds[index] ?? NaN) * 1000));
  return { startedAt: new Date(start).toISOString(), ...withDuration((end - start) / 1000) };
}

function withDuration(durationSeconds: number): Window {
  return Number.isNaN(durationSeconds) ? {} : { durationSeconds };
}
