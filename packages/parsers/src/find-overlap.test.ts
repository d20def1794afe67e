import { expect, it } from 'vitest';
import { buildRun } from '../test/build-run.js';
import { findOverlap } from './find-overlap.js';

const window = (second: number, durationSeconds: number, scenario?: string) =>
  buildRun([], {
    run: {
      startedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
      durationSeconds,
      ...(scenario === undefined ? {} : { scenario }),
    },
  });

it('finds runs of one scenario that overlap', () => {
  expect(findOverlap([window(0, 10), window(10, 10), window(15, 10)])).toEqual([1, 2]);
});

it('finds none where they touch, differ in scenario, or windows are not known', () => {
  expect(findOverlap([window(0, 10), window(10, 10)])).toBeUndefined();
  expect(findOverlap([window(0, 10, 'a'), window(5, 10, 'b')])).toBeUndefined();
  expect(findOverlap([buildRun([]), buildRun([])])).toBeUndefined();
  expect(findOverlap([])).toBeUndefined();
});
