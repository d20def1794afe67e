import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addGaps, createGaps, gapsBetweenRuns, noteRow } from './gaps.js';

const gapsOf = (rows: readonly (readonly [number, number])[]) => {
  const gaps = createGaps();
  for (const [start, ms] of rows) noteRow(gaps, start, start + ms);
  return gaps;
};

describe('gaps', () => {
  it('finds the time between two runs in one file', () => {
    const gaps = gapsOf([
      [0, 100],
      [50, 10],
      [1000, 5],
      [60_000, 10],
      [61_000, 10],
    ]);
    expect(gapsBetweenRuns(gaps)).toEqual([{ from: 1005, to: 60_000 }]);
  });
  it('takes a test that pauses often for one run', () => {
    expect(gapsBetweenRuns(gapsOf(Array.from({ length: 20 }, (_, index) => [index * 40_000, 10] as const)))).toEqual([]);
  });
  it('finds the same in the parts of a file', () => {
    const rows = fc.array(fc.tuple(fc.nat(200_000), fc.nat(5000)), { maxLength: 30 }).map((all) => all.sort(([a], [b]) => a - b));
    fc.assert(
      fc.property(rows, fc.nat(30), (all, cut) => {
        const whole = gapsOf(all);
        const joined = createGaps();
        for (const part of [all.slice(0, cut), all.slice(cut)]) addGaps(joined, gapsOf(part));
        expect(gapsBetweenRuns(joined)).toEqual(gapsBetweenRuns(whole));
        expect(joined.count).toBe(whole.count);
      }),
    );
  });
});
