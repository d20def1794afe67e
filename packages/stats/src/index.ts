export { adjustPValues, type Adjustment } from './adjust-p-values.js';
export { exponentialBound, exponentialIndex, histogramCount } from './buckets.js';
export { betaQuantile, regularizedBeta, upperBeta } from './distributions/beta.js';
export { binomialLower, binomialMass, binomialQuantile, binomialUpper } from './distributions/binomial.js';
export { hypergeometricLower, hypergeometricMass, hypergeometricUpper } from './distributions/hypergeometric.js';
export { logGamma } from './distributions/log-gamma.js';
export { normalDensity, normalLower, normalQuantile, normalUpper } from './distributions/normal.js';
export { digamma, trigamma, trigammaInverse } from './distributions/polygamma.js';
export { studentLower, studentQuantile, studentUpper } from './distributions/student.js';
export { type ChangePoint, eDivisive, type EDivisiveOptions } from './e-divisive.js';
export { edPelt } from './ed-pelt.js';
export { energyDistance, type EnergyDistance } from './energy-distance.js';
export { energyStatistic, type Split } from './energy-statistic.js';
export { harrellDavis, harrellDavisError, maritzJarrett } from './harrell-davis.js';
export { histogramMean } from './histogram-mean.js';
export { histogramQuantile } from './histogram-quantile.js';
export { histogramResolution, locustResolution, locustRound } from './histogram-resolution.js';
export { hodgesLehmann, type ShiftInterval } from './hodges-lehmann.js';
export { type Alternative, mannWhitney, type MannWhitneyOptions, type MannWhitneyResult } from './mann-whitney.js';
export { maxExponentialBuckets, mergedKind, mergeHistograms } from './merge-histograms.js';
export { mixtureQuantile, type MixturePart, type QuantilePoint } from './mixture-quantile.js';
export {
  moderatedPairedT,
  moderatedReach,
  moderatedT,
  type ModeratedFit,
  type ModeratedResult,
  type ModeratedSeries,
  type ModerationOptions,
} from './moderated-t.js';
export { otavaChangePoints, type OtavaChangePoint, type OtavaOptions } from './otava-change-points.js';
export { type PredictionLimits, type PredictionOptions, tPredictionLimit } from './prediction-limit.js';
export {
  clopperPearson,
  fisherExact,
  type FisherResult,
  type Interval,
  miettinenNurminenInterval,
  newcombeInterval,
  type Proportion,
  scoreTest,
  type ScoreResult,
  wilsonInterval,
} from './proportions.js';
export { median, quantile } from './quantile.js';
export {
  batchInflation,
  correlatedQuantileInterval,
  effectiveSampleSize,
  type EffectiveSampleSize,
  quantileInterval,
  type QuantileInterval,
} from './quantile-interval.js';
export { createRandom, type Random } from './random.js';
export { sum } from './sum.js';
export type { BoundsHistogram, ExponentialHistogram, Histogram, ValuesHistogram } from './types.js';
export { varianceInflation } from './variance-inflation.js';
export { weightedMean, type Weighted } from './weighted-mean.js';
