import type { Timeline } from '@loadline/schema';
import { quantile } from '@loadline/stats';
import type { Settings } from '../settings.js';
import type { OnSample } from './measure-sampled.js';

const MOST_POINTS = 3600;

/** Takes the requests of a run, in any order, and gives its timeline: per second, coarser beyond an hour. */
export function recordTimeline({ durationSeconds, users }: Settings): { add: OnSample; timeline(): Timeline } {
  const intervalSeconds = Math.max(1, Math.ceil(durationSeconds / MOST_POINTS));
  const slots = Array.from({ length: Math.ceil(durationSeconds / intervalSeconds) }, () => ({ times: [] as number[], failures: 0 }));
  return {
    add(startMs, elapsedMs, failed) {
      const slot = slots[Math.floor(startMs / 1000 / intervalSeconds)];
      slot?.times.push(elapsedMs);
      if (failed && slot !== undefined) slot.failures++;
    },
    timeline: () => ({
      intervalSeconds,
      points: slots.flatMap(({ times, failures }, index) => {
        if (times.length === 0) return [];
        const sorted = times.sort((a, b) => a - b);
        const offsetSeconds = index * intervalSeconds;
        const seconds = Math.min(intervalSeconds, durationSeconds - offsetSeconds);
        return {
          offsetSeconds,
          ...(users === undefined ? {} : { users }),
          rps: times.length / seconds,
          failuresPerSecond: failures / seconds,
          p50LatencyMs: quantile(sorted, 0.5),
          p95LatencyMs: quantile(sorted, 0.95),
        };
      }),
    }),
  };
}
