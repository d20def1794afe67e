import { describe, expect, it } from 'vitest';
import { mergeHistograms } from '@loadline/stats';
import { addTime, createDistribution, MOST_DISTINCT } from './distribution.js';
import { histogramOf } from './distribution-values.js';
import { distributionBehind, joinHistograms, storeDistribution } from './remember-distribution.js';

function of(times: readonly number[]) {
  const distribution = createDistribution();
  for (const ms of times) addTime(distribution, ms);
  return distribution;
}

const odd = Array.from({ length: MOST_DISTINCT }, (_, index) => 2 * index + 1);
const even = Array.from({ length: MOST_DISTINCT }, (_, index) => 2 * index + 2);

describe('joinHistograms', () => {
  it('joins what was counted, not what is stored', () => {
    const [a, b] = [storeDistribution(of(odd)), storeDistribution(of(even))];
    if (a === undefined || b === undefined) throw new Error('no histogram');
    const joined = joinHistograms([a, b]);
    expect(joined).toEqual(histogramOf(of([...odd, ...even])));
    expect(joined === undefined ? undefined : distributionBehind(joined)?.count).toBe(2 * MOST_DISTINCT);
  });
  it('gives of stored parts what one file would have given', () => {
    const [a, b] = [histogramOf(of(odd)), histogramOf(of(even))];
    if (a === undefined || b === undefined) throw new Error('no histogram');
    expect(joinHistograms([structuredClone(a), structuredClone(b)])).toEqual(histogramOf(of([...odd, ...even])));
    const more = histogramOf(of([...odd, ...even, 5000]));
    if (more === undefined) throw new Error('no histogram');
    expect(joinHistograms([structuredClone(more), a])).toEqual(mergeHistograms(more, a));
  });
  it('leaves one as it is, and none', () => {
    const a = storeDistribution(of([1]));
    expect(joinHistograms(a === undefined ? [] : [a])).toBe(a);
    expect(joinHistograms([])).toBeUndefined();
  });
});
