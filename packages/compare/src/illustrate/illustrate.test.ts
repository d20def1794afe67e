import type { Run } from '@loadline/schema';
import { createRandom } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { decide } from '../decide.js';
import { buildBaselineOf, buildRun, type Numbers } from '../testing/build.js';
import { draw } from '../testing/draw.js';
import { drawRuns } from '../testing/draw-runs.js';
import { one, options, policyOf } from '../testing/judge.js';
import { illustrate } from './illustrate.js';

describe('what is drawn', () => {
  const both = (factor: (index: number) => number, count: number) =>
    [1, 0].map((isBefore) =>
      buildRun({
        all: Object.fromEntries(
          Array.from({ length: count }, (_, index): [string, Numbers] => {
            const latency = isBefore ? 100 : 100 * factor(index);
            return [`/${index}`, { p50: latency, p95: latency * 2 }];
          }),
        ),
      }),
    ) as [Run, Run];
  const drawn = ([before, after]: [Run, Run], gates?: object[]) => [
    ...new Set((draw([before], [after], gates === undefined ? {} : { gates }).curves ?? []).map(({ endpoint }) => endpoint?.name)),
  ];

  it('is what is not fine, and the 200 largest changes of the rest', () => {
    const names = drawn(both((index) => (index === 250 ? 2 : 1 + index / 10_000), 260));
    expect(names).toHaveLength(201);
    expect(names.slice(0, 3)).toEqual(['/250', '/259', '/258']);
  });

  it('is at most 300 endpoints that are not fine, beside the largest changes', () => {
    expect(drawn(both(() => 2, 400))).toHaveLength(300);
    expect(drawn(both((index) => (index < 400 ? 2 : 1 + index / 10_000), 650))).toHaveLength(500);
  });

  it('takes a half for as much as twice, and no share of failures for its per cents', () => {
    const [before, after] = [0, 1].map((at) =>
      buildRun({
        all: {
          '/a': { requests: 100_000, failures: 1 + at * 3, p50: 10, p95: 20 },
          '/b': { p50: 10, p95: at === 0 ? 20 : 10.1 },
          '/c': { p50: 10, p95: 20 * (1 + at * 0.08) },
        },
      }),
    ) as [Run, Run];
    expect(drawn([before, after])).toEqual(['/b', '/c', '/a']);
  });

  it('is absent where there is nothing', () => {
    const comparison = draw([one({ rps: 10 })], [one({ rps: 11 })]);
    for (const key of ['curves', 'timelines', 'history']) expect(comparison).not.toHaveProperty(key);
  });
});

it('decides nothing, and gives the same for the same', () => {
  const random = createRandom(6);
  const [before, after] = [drawRuns(random, { runs: 12 }), drawRuns(random, { runs: 2, name: 'after', factor: 2 })];
  const baseline = buildBaselineOf(...before);
  const comparison = decide(baseline, after, policyOf({}), options);
  const { curves, history, ...rest } = illustrate(comparison, { baseline, runs: after });
  expect(rest).toEqual(comparison);
  expect(illustrate(comparison, { baseline, runs: [...after, ...after] })).toEqual({ ...rest, curves, history });
});
