export { histogramCount, histogramQuantile, histogramResolution, locustResolution, maxExponentialBuckets, mergeHistograms, type BoundsHistogram, type ExponentialHistogram, type Histogram, type ValuesHistogram } from './histogram.js';
export { mixtureQuantile, type MixturePart } from './mixture-quantile.js';
export { median, quantile, weightedMean } from './quantile.js';
export { createRandom, type Random } from './random.js';
