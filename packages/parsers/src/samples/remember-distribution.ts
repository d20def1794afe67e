import type { Histogram } from '@loadline/schema';
import { mergeHistograms } from '@loadline/stats';
import { addDistribution, addTime, createDistribution, type Distribution, MOST_DISTINCT } from './distribution.js';
import { histogramOf } from './distribution-values.js';

/** The times behind histograms that were read in this process: a stored histogram is coarser than what was counted. */
const remembered = new WeakMap<Histogram, Distribution>();

/** A distribution as it is stored, which {@link distributionBehind} finds again. */
export function storeDistribution(distribution: Distribution): Histogram | undefined {
  const histogram = histogramOf(distribution);
  if (histogram !== undefined) remembered.set(histogram, distribution);
  return histogram;
}

/** The times that a histogram was made of, where it was made in this process and no endpoint has changed it since. */
export function distributionBehind(histogram: Histogram): Distribution | undefined {
  return remembered.get(histogram);
}

/**
 * One histogram of several, of the finest kind that all of them allow. Times that were read here are joined as they were
 * counted; stored ones as stored. What has more distinct times than are kept becomes buckets, as it would have in one file.
 */
export function joinHistograms(histograms: readonly Histogram[]): Histogram | undefined {
  const [first, ...others] = histograms;
  if (first === undefined || others.length === 0) return first;
  const distributions = histograms.map(distributionBehind);
  if (distributions.every((each) => each !== undefined)) {
    const all = createDistribution();
    for (const each of distributions) addDistribution(all, each);
    return storeDistribution(all);
  }
  return capped(others.reduce<Histogram>(mergeHistograms, first));
}

function capped(histogram: Histogram): Histogram {
  if (histogram.kind !== 'values' || histogram.rounding !== 'none' || histogram.values.length <= MOST_DISTINCT) return histogram;
  const all = createDistribution();
  histogram.values.forEach((ms, index) => {
    addTime(all, ms, histogram.counts[index]);
  });
  return storeDistribution(all) ?? histogram;
}
