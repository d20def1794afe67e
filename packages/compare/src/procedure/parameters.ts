/** Every number that the procedure assumes; what it means for a reader stands in docs/how-we-decide.md. */
export interface ProcedureParameters {
  /** Largest adjusted p value of a regression, and of a suspicion. */
  q: number;
  qSuspect: number;
  /** Smallest relative change that matters, of latency and of throughput. */
  minLatencyChange: number;
  minThroughputChange: number;
  /** Smallest absolute change of an error rate that matters, as a share. */
  minErrorChange: number;
  /** A latency or throughput passes when it is shown to have become worse by less than this. */
  tolerance: number;
  /** Run-to-run standard deviation of ln latency and of ln throughput that is expected beforehand. */
  latencyNoise: number;
  throughputNoise: number;
  /** Variance inflation of a quantile by requests that depend on each other, where no run measured it. */
  varianceInflation: number;
  /** Weight of that expectation against the noise of the report itself, in degrees of freedom; of errors likewise. */
  priorWeight: number;
  errorPriorWeight: number;
  /** Bounds of the degrees of freedom that series lend each other, and what is taken of fewer than six. */
  leastDf: number;
  mostDf: number;
  fewDf: number;
  /** So many endpoints must share a metric for its drift to be taken off, and for the spread between them to be used. */
  minDriftEndpoints: number;
  /** Over-dispersion of failures within a run, and their coefficient of variation from run to run. */
  errorDispersion: number;
  errorNoise: number;
  /** Slope of ln latency over the normal score where it cannot be measured, and the least that is believed. */
  slopeFallback: number;
  minSlope: number;
  /** So many requests must lie beyond a percentile in every run. */
  minTailSamples: number;
}

/** The parameters of rules 1. */
export const defaultParameters: ProcedureParameters = {
  q: 0.01,
  qSuspect: 0.1,
  minLatencyChange: 0.05,
  minThroughputChange: 0.05,
  minErrorChange: 0.001,
  tolerance: 0.1,
  latencyNoise: 0.05,
  throughputNoise: 0.03,
  varianceInflation: 2,
  priorWeight: 4,
  errorPriorWeight: 8,
  leastDf: 8,
  mostDf: 40,
  fewDf: 16,
  minDriftEndpoints: 5,
  errorDispersion: 2,
  errorNoise: 0.15,
  slopeFallback: 0.6,
  minSlope: 0.05,
  minTailSamples: 10,
};
