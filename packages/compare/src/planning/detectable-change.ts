import { normalQuantile, studentQuantile } from '@loadline/stats';
import type { ProcedureParameters } from '../procedure/parameters.js';
import { withinVariance } from '../procedure/within-variance.js';

/** What a comparison would be made of. */
export interface Design {
  baselineRuns: number;
  currentRuns: number;
  /** Requests of an endpoint in a run. */
  requests: number;
  endpoints: number;
}

/** What is known of the noise, and how sure the finding is to be. */
export interface Conditions {
  /** Standard deviation of ln latency from run to run, as it is; `parameters` hold what comparisons expect. */
  noise: number;
  /** λ, its share that all endpoints have in common, 0 to 1. */
  drift: number;
  /** Share of true changes that are to be found, between 0 and 1. */
  power: number;
  /** Percentile that is judged, 0 to 100. */
  percentile: number;
  parameters: ProcedureParameters;
}

/** Gated metrics of an endpoint without a configuration: p50, p95, errors and throughput. Two of them are latencies. */
const METRICS = 4;
const LATENCIES = 2;

/** p values of a report: its gated metrics, and its latencies once more without what moved all endpoints. */
export function testsOf(design: Design, parameters: ProcedureParameters): number {
  return design.endpoints * (METRICS + (hasTwins(design, parameters) ? LATENCIES : 0));
}

function hasTwins({ baselineRuns, currentRuns, endpoints }: Design, { minDriftEndpoints }: ProcedureParameters): boolean {
  return baselineRuns + currentRuns >= 4 && endpoints >= minDriftEndpoints;
}

/**
 * Smallest growth of one endpoint's latency, as a factor less 1, that a comparison finds with the power asked for: its
 * logarithm is t(1 − q/M) standard errors as the procedure takes them, among M tests, and t(power) as they are. From five
 * endpoints on the smaller one of it and its twin without what moved all endpoints counts. In simulated reports of 500 to 50,000
 * requests and 5 % of noise it is right within 3 percentage points, with one run on each side within 6.
 *
 * @example detectableChange({ baselineRuns: 5, currentRuns: 1, requests: 5000, endpoints: 10 }, conditions) // 0.27
 */
export function detectableChange(design: Design, conditions: Conditions): number {
  const { noise, drift, power, parameters } = conditions;
  const within = withinOf(design, conditions);
  const expected = parameters.latencyNoise ** 2 + within;
  const f = 1 / design.baselineRuns + 1 / design.currentRuns;
  const tail = 1 - parameters.q / testsOf(design, parameters);
  const found = (between: number, common: number) => {
    const own = between + within;
    const { variance, df } = moderation(design, { between, own, common: common / own, expected }, parameters);
    const quantile = (p: number) => (df === null ? normalQuantile(p) : studentQuantile(p, df));
    return quantile(tail) * Math.sqrt(variance * f) + quantile(power) * Math.sqrt(own * f);
  };
  const plain = found(noise * noise, drift * noise * noise);
  const twin = hasTwins(design, parameters) ? found((1 - drift) * noise * noise, 0) : plain;
  return Math.max(parameters.minLatencyChange, Math.expm1(Math.min(plain, twin)));
}

interface Variances {
  /** Variance between runs, and with that within them. */
  between: number;
  own: number;
  /** Correlation between endpoints. */
  common: number;
  /** Variance of a run that is expected beforehand. */
  expected: number;
}

/** Variance of a run after moderation, and degrees of freedom of t, where the endpoints are alike (docs/how-we-decide.md, 7). */
function moderation(
  { baselineRuns, currentRuns, endpoints }: Design,
  { between, own, common, expected }: Variances,
  { priorWeight, mostDf, fewDf, minDriftEndpoints }: ProcedureParameters,
): { variance: number; df: number | null } {
  const nu = baselineRuns + currentRuns - 2;
  // One run on each side: what is expected, or what the endpoints show of each other where that is more.
  if (nu < 2) return { variance: endpoints < minDriftEndpoints ? expected : Math.max(expected, own * (1 - common)), df: null };
  const m = endpoints * LATENCIES;
  const d0 = m < 6 ? fewDf : mostDf;
  const alike = m * (LATENCIES - 1);
  const dfPool = (nu * m * m) / (m + alike * (between / own) ** 2 + (m * (m - 1) - alike) * common ** 2);
  const pooled = (priorWeight * expected + dfPool * own) / (priorWeight + dfPool);
  const share = d0 / (d0 + nu);
  return { variance: (d0 * pooled + nu * own) / (d0 + nu), df: 1 / (1 / (d0 + nu) + share ** 2 / (priorWeight + dfPool)) };
}

/** Variance within a run, of the slope that is taken of an endpoint of which one percentile is known. */
function withinOf({ requests }: Design, { percentile, parameters }: Conditions): number {
  const own = { percentile, value: 1 };
  return withinVariance({ requests, failures: null, percentiles: [own] }, own, parameters);
}
