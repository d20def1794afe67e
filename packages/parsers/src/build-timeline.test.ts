import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildTimeline, withUsers } from './build-timeline.js';

describe('buildTimeline', () => {
  it('has nothing to say of nothing', () => {
    expect(buildTimeline([])).toBeUndefined();
    expect(
      buildTimeline([
        { from: 5, to: 5, requests: 3 },
        { from: NaN, to: 7 },
      ]),
    ).toBeUndefined();
  });

  it('leaves what was not measured out', () => {
    const slices = [
      { from: 10, to: 11, requests: 3 },
      { from: 13, to: 14, requests: 5, users: 2 },
    ];
    expect(buildTimeline(slices, 8.7)).toEqual({
      intervalSeconds: 1,
      points: [
        { offsetSeconds: 2, rps: 3 },
        { offsetSeconds: 5, users: 2, rps: 5 },
      ],
    });
  });

  it('keeps every request, within 3,600 points in order', () => {
    const slice = fc.record({ from: fc.nat(100_000), length: fc.integer({ min: 1, max: 5000 }), requests: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(slice, { minLength: 1, maxLength: 30 }), (parts) => {
        // One after the other, with gaps.
        let at = 0;
        const slices = parts.map(({ from, length, requests }) => {
          const start = at + from;
          at = start + length;
          return { from: start, to: at, requests };
        });
        const { intervalSeconds = 0, points = [] } = buildTimeline(slices) ?? {};
        expect(points.length).toBeLessThanOrEqual(3600);
        expect(
          points.every((point, index) => index === 0 || point.offsetSeconds >= (points[index - 1]?.offsetSeconds ?? 0) + intervalSeconds),
        ).toBe(true);
        const most = slices.reduce((rate, { from, to, requests }) => Math.max(rate, requests / (to - from)), 0);
        expect(points.every((point) => (point.rps ?? 0) <= most + 1e-9)).toBe(true);
      }),
    );
  });
});

describe('withUsers', () => {
  it('gives each slice the last count before its end', () => {
    const slices = [0, 1, 2, 3].map((from) => ({ from, to: from + 1 }));
    const counted = [
      { from: 1, to: 2, users: 5 },
      { from: 2.5, to: 4, users: 9 },
    ];
    expect(withUsers(slices, counted).map((slice) => slice.users)).toEqual([undefined, 5, 9, 9]);
  });
});
