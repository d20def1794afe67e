import type { Run } from '@loadline/schema';

/**
 * Two runs of a list, by position, that overlap in time and are of one scenario, as far as windows are known; undefined
 * when there are none. Such runs are rather parts of one than repeats of the same.
 */
export function findOverlap(runs: readonly Run[]): readonly [number, number] | undefined {
  const windows = runs.map(({ run }) => {
    const start = run.startedAt === undefined ? NaN : Date.parse(run.startedAt);
    return { start, end: start + (run.durationSeconds ?? 0) * 1000, scenario: run.scenario };
  });
  for (const [later, b] of windows.entries()) {
    const earlier = windows.slice(0, later).findIndex((a) => a.scenario === b.scenario && a.start < b.end && b.start < a.end);
    if (earlier >= 0) return [earlier, later];
  }
  return undefined;
}
