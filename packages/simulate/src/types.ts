import type { Provenance, Run } from '@loadline/schema';

/** One endpoint of a described service. */
export interface ServiceEndpoint {
  /** HTTP method. */
  method?: string;
  /** Name or path. */
  name: string;
  /** Expected requests of a run; the simulation's `requests` unless given. */
  requests?: number;
  /** Median response time in ms; 89 unless given. The shape of the distribution stays. */
  medianMs?: number;
  /** Share of requests that fail, in per cent; the simulation's `errorRatePct` unless given. */
  errorRatePct?: number;
}

/** What is put under load. */
export interface Service {
  endpoints: readonly ServiceEndpoint[];
}

/** A change of the service, the truth that a comparison has to find. What is not given stays as it is. */
export interface Change {
  /** Name, or `METHOD name`, of an endpoint; `all` for each of them. */
  endpoint: string;
  /** Every response time × this: 1.2 is 20 % slower. */
  latencyFactor?: number;
  /** Response times above the 90th percentile × this; those below stay. */
  tailFactor?: number;
  /** Percentage points added to the error rate. */
  errorPp?: number;
  /** Requests × this. */
  rpsFactor?: number;
  /** Side of a report that the change is on; `current` unless given. */
  runs?: 'baseline' | 'current';
}

/** How runs differ and what is written of them. All have defaults. */
export interface SimulationOptions {
  /** Expected requests per endpoint and run; 5000. The count varies as arrivals at random do. */
  requests?: number;
  /** Standard deviation from run to run of ln(response time); 0.05. */
  sigma?: number;
  /** Share of that variance, and of the throughput's, that all endpoints of a run have in common, 0 to 1; 0.5. */
  lambda?: number;
  /** Spread of `sigma` over the endpoints: standard deviation of its logarithm; 0. */
  heterogeneity?: number;
  /** Autocorrelation of neighbouring requests of an endpoint, on the normal scale, 0 to 0.99; 0.5. */
  rho?: number;
  /** Share of runs that are bad: all response times 15 ± 10 % longer; 0. */
  contamination?: number;
  /** Share of requests that fail, in per cent, of endpoints that do not say; 0. */
  errorRatePct?: number;
  /** Coefficient of variation of the error rate from run to run; 0.15. */
  errorCv?: number;
  /** Mean number of failures in a row, from 1; 2. */
  burst?: number;
  /** Standard deviation from run to run of ln(throughput); 0.02. */
  throughputNoise?: number;
  /** Length of a run in seconds; 300. */
  durationSeconds?: number;
  /** Concurrent users that the run states; not stated unless given. */
  users?: number;
  /** Percentiles to state, ascending, above 0 and below 100; 50, 66, 75, 80, 90, 95, 98, 99 and 99.9. */
  percentiles?: readonly number[];
  /** How values are marked; `exact`. */
  provenance?: Extract<Provenance, 'exact' | 'reported'>;
  /** `locust`: percentiles and histogram as Locust rounds them, with that resolution, marked `histogram` in place of `exact`; `none`. */
  rounding?: 'none' | 'locust';
  /** State the variance inflation of each endpoint; no. */
  vif?: boolean;
  /** State a histogram of each endpoint; no. */
  histogram?: boolean;
  /** Draw every request, and give a timeline, instead of drawing the percentiles; no. */
  samples?: boolean;
  /** Start of the run, ISO 8601; not stated unless given. */
  startedAt?: string;
}

/** Options of one run. */
export interface RunOptions extends SimulationOptions {
  /** A whole number. The same seed and options give the same run. */
  seed: number;
  /** Changes of the service in this run; `runs` of a change does not matter here. */
  changes?: readonly Change[];
  /** Id of the run; `simulated-` and the seed unless given. */
  id?: string;
}

/** Options of a report: the runs of two sides. */
export interface ReportOptions extends SimulationOptions {
  /** A whole number. The same seed and options give the same runs. */
  seed: number;
  /** Runs before; 5. */
  baselineRuns?: number;
  /** Runs after; 1. */
  currentRuns?: number;
  /** Number of endpoints of the example service; 10. */
  endpoints?: number;
  /** The service, in place of the example. */
  service?: Service;
  /** Changes between the sides. */
  changes?: readonly Change[];
}

/** Runs of two sides. */
export interface SimulatedReport {
  baseline: Run[];
  current: Run[];
}
