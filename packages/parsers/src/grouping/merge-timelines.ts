import type { Run, Timeline, TimelinePoint } from '@loadline/schema';

/** Longest timeline of a Run, in points. */
const MAX_POINTS = 3600;

/**
 * The timelines of runs that are parts of one, added up interval by interval: users, requests and failures per second. An
 * interval that a part does not have adds nothing; what a part does not know makes the sum unknown. Percentiles stay only
 * where a single part has the interval. Intervals are laid on the grid of the clock, in steps of their length, so that the
 * order of the parts does not matter.
 *
 * @returns undefined where a part has no timeline, they differ in their intervals, only some of their starts are known, or
 *   the sum is longer than 3,600 points.
 */
export function mergeTimelines(runs: readonly Run[]): Timeline | undefined {
  const [first] = runs;
  const intervalSeconds = first?.timeline?.intervalSeconds;
  if (intervalSeconds === undefined || runs.some((run) => run.timeline?.intervalSeconds !== intervalSeconds)) return undefined;
  const starts = runs.map(({ run }) =>
    run.startedAt === undefined ? NaN : Math.floor(Date.parse(run.startedAt) / 1000 / intervalSeconds),
  );
  if (starts.some(Number.isNaN) && !starts.every(Number.isNaN)) return undefined;
  const origin = Math.min(...starts);
  const merged = new Map<number, TimelinePoint>();
  runs.forEach((run, index) => {
    const shift = Number.isNaN(origin) ? 0 : (starts[index] ?? origin) - origin;
    // Of two points of one part in one interval the later is its state; they are not two parts.
    const own = new Map((run.timeline?.points ?? []).map((point) => [shift + Math.floor(point.offsetSeconds / intervalSeconds), point]));
    for (const [at, point] of own) {
      const known = merged.get(at);
      const moved = { ...point, offsetSeconds: at * intervalSeconds };
      merged.set(at, known === undefined ? moved : addPoints(known, moved));
    }
  });
  if (merged.size > MAX_POINTS) return undefined;
  return { intervalSeconds, points: [...merged].sort(([a], [b]) => a - b).map(([, point]) => point) };
}

function addPoints(a: TimelinePoint, b: TimelinePoint): TimelinePoint {
  return { offsetSeconds: a.offsetSeconds, ...addField(a, b, 'users'), ...addField(a, b, 'rps'), ...addField(a, b, 'failuresPerSecond') };
}

function addField(a: TimelinePoint, b: TimelinePoint, field: 'users' | 'rps' | 'failuresPerSecond'): Partial<TimelinePoint> {
  const [left, right] = [a[field], b[field]];
  if (left === undefined || right === undefined) return {};
  return { [field]: left === null || right === null ? null : left + right };
}
