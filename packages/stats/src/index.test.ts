import { expect, it } from 'vitest';
import * as stats from './index.js';

it('exports these names', () => {
  expect(Object.keys(stats).sort()).toEqual([
    'createRandom',
    'exponentialBound',
    'exponentialIndex',
    'histogramCount',
    'histogramMean',
    'histogramQuantile',
    'histogramResolution',
    'locustResolution',
    'locustRound',
    'maxExponentialBuckets',
    'median',
    'mergeHistograms',
    'mergedKind',
    'mixtureQuantile',
    'quantile',
    'sum',
    'varianceInflation',
    'weightedMean',
  ]);
});
