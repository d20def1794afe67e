import type { Comparison, Run, TimelinePoint } from '@loadline/schema';
import { rounded } from './rounded.js';

type RunTimeline = NonNullable<Comparison['timelines']>[number];

const MOST_POINTS = 120;

/** How the load went over the time of the newest run of each side that tells it. */
export function drawTimelines(baselineRuns: readonly Run[], runs: readonly Run[]): RunTimeline[] {
  return [...timelineOf('baseline', baselineRuns), ...timelineOf('current', runs)];
}

function timelineOf(side: RunTimeline['side'], runs: readonly Run[]): RunTimeline[] {
  const newest = newestWithTimeline(runs);
  if (newest?.timeline === undefined) return [];
  const { intervalSeconds, points } = newest.timeline;
  if (!(intervalSeconds > 0)) return [];
  return [{ side, run: newest.run.id, ...joinIntervals(intervalSeconds, points) }];
}

/** The one that started last; of runs that do not tell their start the last. */
function newestWithTimeline(runs: readonly Run[]): Run | undefined {
  let newest: Run | undefined;
  for (const run of runs) {
    if ((run.timeline?.points.length ?? 0) === 0) continue;
    if (newest === undefined || !(Date.parse(run.run.startedAt ?? '') < Date.parse(newest.run.startedAt ?? ''))) newest = run;
  }
  return newest;
}

/**
 * Neighbouring intervals joined, so that there are at most 120 of them. Users and rates are the means of the intervals that
 * measured them. A percentile is the mean of the intervals' percentiles, each by its number of requests: like the percentile of
 * the joined requests it lies between the smallest and the largest of them, a slow second shows by its part of the requests, and
 * it is near the truth where neighbours are alike. The largest would make a minute of its worst second.
 */
function joinIntervals(intervalSeconds: number, points: readonly TimelinePoint[]): Pick<RunTimeline, 'intervalSeconds' | 'points'> {
  const last = points.reduce((most, { offsetSeconds }) => Math.max(most, offsetSeconds), 0);
  const joined = Math.max(1, Math.ceil((Math.floor(last / intervalSeconds) + 1) / MOST_POINTS));
  const length = joined * intervalSeconds;
  const groups = new Map<number, TimelinePoint[]>();
  for (const point of points) {
    const at = Math.floor(point.offsetSeconds / length);
    const known = groups.get(at);
    if (known === undefined) groups.set(at, [point]);
    else known.push(point);
  }
  const ordered = [...groups].sort(([a], [b]) => a - b).slice(0, MOST_POINTS);
  return { intervalSeconds: length, points: ordered.map(([at, own]) => joinPoints(rounded(at * length), own)) };
}

function joinPoints(offsetSeconds: number, points: readonly TimelinePoint[]): TimelinePoint {
  const joined: TimelinePoint = { offsetSeconds };
  for (const key of ['users', 'rps', 'failuresPerSecond'] as const)
    put(
      joined,
      key,
      meanOf(points, key, () => 1),
    );
  // All intervals are of the same length: their rates are as their requests.
  for (const key of ['p50LatencyMs', 'p95LatencyMs'] as const)
    put(
      joined,
      key,
      meanOf(points, key, ({ rps }) => rps ?? 1),
    );
  return joined;
}

type Measure = Exclude<keyof TimelinePoint, 'offsetSeconds'>;

function put(point: TimelinePoint, key: Measure, value: number | undefined): void {
  if (value !== undefined) point[key] = rounded(value);
}

/** Weighted mean of what is known; undefined where nothing is. */
function meanOf(points: readonly TimelinePoint[], key: Measure, weightOf: (point: TimelinePoint) => number): number | undefined {
  let [total, weights] = [0, 0];
  for (const point of points) {
    const value = point[key] ?? null;
    const weight = weightOf(point);
    if (value === null || weight <= 0) continue;
    total += value * weight;
    weights += weight;
  }
  return weights > 0 ? total / weights : undefined;
}
