import type { Comparison, Endpoint, Histogram, Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { draw, runsOf } from '../testing/draw.js';
import { one } from '../testing/judge.js';

function withHistogram(run: Run, histogram: Histogram): Run {
  return { ...run, endpoints: run.endpoints.map((endpoint): Endpoint => ({ ...endpoint, histogram })) };
}

/** Samples of 1 … n ms, as they were. */
function uniform(n: number): Histogram {
  const values = Array.from({ length: n }, (_, at) => at + 1);
  return { kind: 'values', values, counts: values.map(() => 1), rounding: 'none' };
}

describe('curves', () => {
  const pointsOf = (comparison: Comparison, side: 'baseline' | 'current') =>
    (comparison.curves?.find((curve) => curve.side === side)?.points ?? []).map(({ percentile, latencyMs }) => [percentile, latencyMs]);

  it('have the percentiles that were measured, of several runs the median', () => {
    const before = runsOf({ p99: 400, p50: 100, p95: 200 }, { p50: 120, p95: 210, p99: 300 }, { p50: 110, p95: 500, p99: 500 });
    const comparison = draw(before, [one({ p50: 130, p95: 260, p99: 420, p100: 900 })]);
    expect(pointsOf(comparison, 'baseline')).toEqual([
      [50, 110],
      [95, 210],
      [99, 400],
    ]);
    expect(pointsOf(comparison, 'current')).toEqual([
      [50, 130],
      [95, 260],
      [99, 420],
    ]);
  });

  it('have no percentile with fewer than ten requests beyond it', () => {
    const comparison = draw([one({ requests: 999, p50: 1, p95: 2, p99: 3 })], [one({ requests: 1000, p50: 1, p95: 2, p99: 3 })]);
    expect(pointsOf(comparison, 'baseline').map(([percentile]) => percentile)).toEqual([50, 95]);
    expect(pointsOf(comparison, 'current').map(([percentile]) => percentile)).toEqual([50, 95, 99]);
  });

  it('have no percentile that only a half of the runs know, and never fall', () => {
    const before = runsOf({ p50: 100, p75: 500, p95: 600 }, { p50: 100, p95: 110 }, { p50: 100, p75: 120, p95: 110, p99: 900 });
    expect(pointsOf(draw(before, [one({ p50: 1, p95: 2 })]), 'baseline')).toEqual([
      [50, 100],
      [75, 310],
      [95, 310],
    ]);
  });

  it('are absent where there are fewer than two points', () => {
    expect(draw([one({ p95: 10 })], [one({ p50: 5, p95: 11 })]).curves?.map(({ side }) => side)).toEqual(['current']);
  });

  it('take 40 percentiles from histograms, and what was measured by itself', () => {
    const before = withHistogram(one({ requests: 10_000, p95: 9480 }, { id: 'before' }), uniform(10_000));
    const after = withHistogram(one({ requests: 100_000, p95: 9500 }), uniform(100_000));
    const comparison = draw([before], [after], { atHand: true });
    const points = new Map(pointsOf(comparison, 'baseline') as [number, number][]);
    expect([points.get(1), points.get(50), points.get(95), points.get(99.9)]).toEqual([100.99, 5000.5, 9480, 9990]);
    expect([...points.keys()].at(-1)).toBe(99.9);
    expect(pointsOf(comparison, 'current')).toHaveLength(40);
    expect(pointsOf(comparison, 'current').at(-1)?.[0]).toBe(99.99);
    // Without the runs of the baseline there is one percentile, and no curve.
    expect(pointsOf(draw([before], [after]), 'baseline')).toEqual([]);
  });

  it('mix no histograms with percentiles of other runs', () => {
    const runs = runsOf({ p50: 100, p95: 200 }, { p50: 100, p95: 200 });
    const [first, second] = runs as [Run, Run];
    const comparison = draw([withHistogram(first, uniform(1000)), second], [one({ p50: 1, p95: 2 })], { atHand: true });
    expect(pointsOf(comparison, 'baseline')).toEqual([
      [50, 100],
      [95, 200],
    ]);
  });

  it('pass over a histogram that contradicts itself', () => {
    const broken: Histogram = { kind: 'values', values: [1, 2], counts: [1], rounding: 'none' };
    expect(pointsOf(draw([one({ p50: 1, p95: 2 })], [withHistogram(one({ p50: 1, p95: 2 }), broken)]), 'current')).toHaveLength(2);
  });

  it('have at most 64 points, those that people look for among them', () => {
    const numbers = Object.fromEntries(Array.from({ length: 199 }, (_, at) => [`p${(at + 1) / 2}_latency_ms`, at + 1]));
    const points = pointsOf(draw([one(numbers)], [one(numbers)]), 'current');
    expect(points).toHaveLength(64);
    const percentiles = points.map(([percentile]) => percentile);
    for (const known of [1, 50, 75, 90, 95, 99]) expect(percentiles).toContain(known);
    expect(percentiles).toEqual([...percentiles].sort((a = 0, b = 0) => a - b));
  });

  it('are of services too, and not of the run as a whole', () => {
    const numbers = { p50: 10, p95: 20 };
    const gates = [
      { service: 'all', p95: '+10%' },
      { run: true, errors: '+1pp' },
    ];
    expect(draw([one(numbers)], [one(numbers)], { gates }).curves?.map(({ service, endpoint, side }) => [service, endpoint, side])).toEqual(
      [
        ['all', undefined, 'baseline'],
        ['all', undefined, 'current'],
      ],
    );
  });
});
