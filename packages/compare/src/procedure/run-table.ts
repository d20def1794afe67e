/** A percentile that a run measured. */
export interface MeasuredPercentile {
  /** 0 to 100. */
  percentile: number;
  /** In ms, above 0. */
  value: number;
  /** Width in ms of what the value may stand for, where it is rounded or bucketed. */
  resolution?: number | undefined;
  /** Width in ms of the finest difference that it can tell, where that is known. */
  step?: number | undefined;
  /** Standard error of its logarithm within the run, above 0, where the run measured it from its own samples. */
  lnStandardError?: number | undefined;
}

/** What one run measured of one endpoint. What is missing was not measured. */
export interface RunRow {
  /** Requests. */
  requests: number | null;
  /** Failed requests. */
  failures: number | null;
  /** Requests per second, above 0. */
  rps?: number | undefined;
  /** Percentiles, ascending. */
  percentiles: readonly MeasuredPercentile[];
  /** Mean in ms, above 0. */
  mean?: number | undefined;
  /** Standard error of the logarithm of the mean within the run, above 0, where the run measured it from its own samples. */
  meanLnStandardError?: number | undefined;
  /** Variance inflation that the run measured. */
  vif?: number | undefined;
}

/** What all runs measured of one endpoint; undefined for a run in which it does not occur. */
export interface EndpointRuns {
  /** Stable identity. */
  key: string;
  baseline: readonly (RunRow | undefined)[];
  current: readonly (RunRow | undefined)[];
}

/** Pairs of runs, base and candidate in turn on the same machine: for each run of the baseline which of the current ones. */
export type Partners = readonly number[];

/** The metric classes that share their noise. */
export type MetricClass = 'latency' | 'throughput';

/** A gated metric of one endpoint, as logarithms that rise when it gets worse. */
export interface Series {
  endpoint: string;
  metric: string;
  class: MetricClass;
  baseline: readonly number[];
  current: readonly number[];
  /** Which of all runs these are of, so that a run can be recognised across series. */
  runs: readonly number[];
  /** Variance of a run that is expected beforehand: between runs, within a run, and by rounding. */
  priorVariance: number;
  /** The finest difference that all its values can tell, in the metric's unit; 0 where that is not known. */
  step: number;
}
