import type { Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { decide } from '../decide.js';
import { buildBaselineOf } from '../testing/build.js';
import { draw } from '../testing/draw.js';
import { one, options, policyOf } from '../testing/judge.js';
import { illustrate } from './illustrate.js';

describe('timelines', () => {
  const timed = (id: string, startedAt: string, points: NonNullable<Run['timeline']>['points'], intervalSeconds = 1): Run => ({
    ...one({ p95: 1 }, { id, startedAt }),
    timeline: { intervalSeconds, points },
  });
  const short = [{ offsetSeconds: 0, rps: 10 }];

  it('are of the newest run of each side', () => {
    const before = [
      timed('new', '2026-01-02T00:00:00Z', short),
      timed('old', '2026-01-01T00:00:00Z', short),
      one({ p95: 1 }, { id: 'none' }),
    ];
    expect(draw(before, before, { atHand: true }).timelines).toEqual([
      { side: 'baseline', run: 'new', intervalSeconds: 1, points: short },
      { side: 'current', run: 'after 0', intervalSeconds: 1, points: short },
    ]);
    expect(draw(before, before).timelines?.map(({ side }) => side)).toEqual(['current']);
  });

  it('are of no run that is not in the baseline', () => {
    const [kept, left] = [timed('kept', '2026-01-01T00:00:00Z', short), timed('left out', '2026-01-02T00:00:00Z', short)];
    const baseline = buildBaselineOf(kept);
    const runs = [one({ p95: 2 }, { id: 'after' })];
    const comparison = decide(baseline, runs, policyOf({}), options);
    const { timelines } = illustrate(comparison, { baseline, runs, baselineRuns: [kept, left] });
    expect(timelines?.map(({ run }) => run)).toEqual(['kept']);
  });

  it('join neighbours to at most 120 points', () => {
    const points = Array.from({ length: 3600 }, (_, offsetSeconds) => ({
      offsetSeconds,
      users: offsetSeconds < 30 ? offsetSeconds : 30,
      rps: 100,
      failuresPerSecond: offsetSeconds % 2,
      p50LatencyMs: 100,
      p95LatencyMs: offsetSeconds === 45 ? 3000 : null,
    }));
    const [timeline] = draw([one({ p95: 1 })], [timed('r', '2026-01-01T00:00:00Z', points)]).timelines ?? [];
    expect(timeline?.intervalSeconds).toBe(30);
    expect(timeline?.points).toHaveLength(120);
    expect(timeline?.points.slice(0, 3)).toEqual([
      { offsetSeconds: 0, users: 14.5, rps: 100, failuresPerSecond: 0.5, p50LatencyMs: 100 },
      { offsetSeconds: 30, users: 30, rps: 100, failuresPerSecond: 0.5, p50LatencyMs: 100, p95LatencyMs: 3000 },
      { offsetSeconds: 60, users: 30, rps: 100, failuresPerSecond: 0.5, p50LatencyMs: 100 },
    ]);
  });

  it('weigh percentiles by requests, and leave gaps', () => {
    const points = [
      { offsetSeconds: 0, rps: 90, p95LatencyMs: 100 },
      { offsetSeconds: 1, rps: 10, p95LatencyMs: 1100 },
      { offsetSeconds: 200, rps: 5 },
    ];
    expect(draw([one({ p95: 1 })], [timed('r', '2026-01-01T00:00:00Z', points)]).timelines?.[0]).toMatchObject({
      intervalSeconds: 2,
      points: [
        { offsetSeconds: 0, rps: 50, p95LatencyMs: 200 },
        { offsetSeconds: 200, rps: 5 },
      ],
    });
  });
});
