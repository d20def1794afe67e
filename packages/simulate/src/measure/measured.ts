import type { Histogram } from '@loadline/stats';

/** What a run measured of one endpoint. */
export interface Measured {
  requests: number;
  failures: number;
  /** Response times; undefined without a request. */
  latency: MeasuredLatency | undefined;
  vif?: number;
}

/** Response times in ms. */
export interface MeasuredLatency {
  avgMs: number;
  minMs: number;
  maxMs: number;
  /** Aligned with the percentiles of the settings. */
  percentilesMs: number[];
  histogram?: Histogram;
}
