import type { Baseline, Run } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { buildBaselineOf } from '../testing/build.js';
import { judge, one } from '../testing/judge.js';
import { swappedSides } from './swapped-sides.js';

const at = (startedAt?: string) => one({ requests: 100, p95: 200 }, startedAt === undefined ? {} : { startedAt });
const [early, middle, late] = ['2026-11-01T08:00:00Z', '2026-11-01T09:00:00Z', '2026-11-01T10:00:00Z'].map(at) as [Run, Run, Run];

function said(before: Run[], after: Run[], strategy = 'runs') {
  const built = buildBaselineOf(...before);
  const baseline: Baseline = { ...built, baseline: { ...built.baseline, strategy } };
  return swappedSides(baseline, after).map(({ code, message }) => `${code}: ${message}`);
}

describe('two sides that may be swapped', () => {
  it('are told where all of the baseline began after all that is judged', () => {
    expect(said([late], [early], 'run')).toEqual(['sides-swapped: the baseline began after the run that is judged: are the two swapped?']);
    expect(said([middle, late], [early, early])).toEqual([
      'sides-swapped: the baseline began after the runs that are judged: are the two swapped?',
    ]);
  });
  it('are not where they follow each other, overlap or were made in turns', () => {
    expect(said([early], [late])).toEqual([]);
    expect(said([early], [early])).toEqual([]);
    expect(said([early, late], [middle])).toEqual([]);
  });
  it('are not where a time is not known', () => {
    expect(said([at(), late], [early])).toEqual([]);
    expect(said([late], [early, at()])).toEqual([]);
    expect(said([at()], [at()])).toEqual([]);
  });
  it('are not where the baseline is kept or a history', () => {
    for (const strategy of ['file', 'history', 'git']) expect(said([late], [early], strategy)).toEqual([]);
  });
  it('are told in the comparison', () => {
    const codes = (before: Run, after: Run) => judge(before, after).diagnostics.map(({ code }) => code);
    expect(codes(late, early)).toContain('sides-swapped');
    expect(codes(early, late)).not.toContain('sides-swapped');
  });
});
