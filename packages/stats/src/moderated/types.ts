/** One series: the values of a metric of one endpoint, by run. */
export interface ModeratedSeries {
  /** Values of the baseline's runs, such as logarithms of a percentile; larger is worse. */
  baseline: readonly number[];
  /** Values of the current runs. */
  current: readonly number[];
  /** Variance of a run that is expected beforehand. */
  priorVariance: number;
}

/** What is assumed of the spread of variances over the series. */
export interface ModerationOptions {
  /** Weight of the expected variance against the pooled one, in degrees of freedom, above 0. Default 4. */
  priorWeight?: number;
  /** Least degrees of freedom d0 that the other series lend to each, above 2. Default 8. */
  leastDf?: number;
  /** Most of them. Default 40. */
  mostDf?: number;
  /** d0 where there are fewer than six series, of which it cannot be estimated. Default 16. */
  fewDf?: number;
}

/** What was found of one series. */
export interface ModeratedResult {
  /** θ: mean of the current runs less that of the baseline's. */
  theta: number;
  /** Its standard error. */
  standardError: number;
  /** θ over its standard error. */
  t: number;
  /** One-sided probability of such a t when nothing has become worse. */
  p: number;
}

/** What the series have in common. */
export interface ModeratedFit {
  /** One for each series, in the order given. */
  results: ModeratedResult[];
  /** Degrees of freedom of each t. */
  df: number;
  /** Degrees of freedom that the others lend to each series. */
  d0: number;
  /** Degrees of freedom of the pooled scale, fewer than runs × series where series move together. */
  dfPool: number;
  /** Pooled variance over the expected one. */
  cHat: number;
  /** The same, shrunk towards 1. */
  cTilde: number;
}

/** The difference of a series, what is left of its values without the means, and the variance expected of a run. */
export interface Row {
  theta: number;
  residuals: readonly number[];
  priorVariance: number;
}
