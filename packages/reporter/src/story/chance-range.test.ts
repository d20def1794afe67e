import type { Finding } from '@loadline/schema/types';
import { expect, test } from 'vitest';
import { buildFinding } from '../../test/build-comparison.js';
import { chanceRange } from './chance-range.js';

const finding = (lowPct: number, highPct: number): Finding => {
  const built = buildFinding({ metric: 'p95', before: 100, after: 120 });
  return { ...built, change: { ...built.change, interval: { lowPct, highPct, level: 0.95 } } };
};

test('is the reach of the interval about no change', () => {
  const range = chanceRange([finding((1.5 / 1.25 - 1) * 100, (1.5 * 1.25 - 1) * 100)]);
  expect(range?.low).toBeCloseTo(-20, 9);
  expect(range?.high).toBeCloseTo(25, 9);
});

test('of several is the middle one', () => {
  const spread = [1.1, 1.9, 1.25].map((factor) => finding((1 / factor - 1) * 100, (factor - 1) * 100));
  expect(chanceRange(spread)?.high).toBeCloseTo(25, 9);
});

// Student's 97.5 % quantiles, as every table has them.
test.each([
  [null, 1.96],
  [30, 2.042],
  [10, 2.228],
  [4, 2.776],
])('of an error rate with %s degrees of freedom rests on its standard error', (df, quantile) => {
  const built = buildFinding({ metric: 'errors', before: 1, after: 2 });
  const rate = { ...built, evidence: { ...built.evidence, method: 'quasi-binomial', noisePct: 2, df } };
  expect((chanceRange([rate])?.high ?? 0) / 2 / quantile).toBeCloseTo(1, 2);
  expect(chanceRange([{ ...rate, evidence: { ...rate.evidence, df: 2 } }])).toBeUndefined();
});

test('is not known where nothing was weighed', () => {
  expect(chanceRange([])).toBeUndefined();
  expect(chanceRange([buildFinding({ metric: 'p95', before: 100, after: 120 })])).toBeUndefined();
});
