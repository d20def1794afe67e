import type { Noise } from '@loadline/schema';
import type { ProcedureParameters } from '../procedure/parameters.js';
import { checkPlan } from './check-plan.js';
import { type Conditions, type Design, detectableChange } from './detectable-change.js';

/** What is known beforehand, and what is to be found. */
export interface PlanOptions {
  /** Standard deviation of latencies from run to run, in %. */
  noisePct: number;
  /** λ, the share of that variance that all endpoints have in common, 0 to 1. */
  driftShare: number;
  /** Growth of one endpoint's latency that is to be found, in %. */
  effectPct: number;
  /** Share of such growths that is to be found, in %. */
  powerPct: number;
  /** Endpoints of the test. */
  endpoints: number;
  /** Requests of an endpoint in a run. */
  requests: number;
}

/** Numbers of runs and requests, and the smallest growth that they find, in %. */
export interface PlannedRuns {
  baselineRuns: number;
  currentRuns: number;
  /** Requests of an endpoint in a run. */
  requests: number;
  detectablePct: number;
}

/** What {@link planRuns} gives. */
export interface RunPlan extends PlanOptions {
  /** Noise that comparisons expect, in %; one run on each side is judged by it. */
  expectedNoisePct: number;
  /** Percentile that is planned for: 95, or with few requests the highest that ten requests lie beyond. */
  percentile: number;
  /** Fewest current runs, then fewest baseline runs, then fewest requests; null where no row of the table is enough. */
  needed: PlannedRuns | null;
  /** Columns of the table. */
  currentRuns: readonly number[];
  /** Rows of the table: the smallest growth found, in %, by current runs. */
  rows: { baselineRuns: number; detectablePct: number[] }[];
}

/** What is taken where nothing is said. */
export const defaultPlan: Omit<PlanOptions, 'noisePct'> = { driftShare: 0.5, effectPct: 20, powerPct: 80, endpoints: 10, requests: 5000 };

const BASELINE_RUNS = [1, 2, 3, 5, 10, 20] as const;
const CURRENT_RUNS = [1, 2, 3, 5, 10] as const;
const PERCENTILES = [95, 90, 75, 50] as const;
/** So many times the requests are still thought of. */
const MOST_TIMES = 100;

/**
 * How many runs and requests find a growth of one endpoint's latency, with the default gates and their evidence.
 *
 * @param options what is left out is as it was measured, else as in `defaultPlan`, the noise as comparisons expect it.
 * @param parameters of the procedure: what comparisons will expect.
 * @param measured noise of the environment.
 * @throws UserError for a number out of its range.
 * @example planRuns({ effectPct: 20 }, defaultParameters).needed // { baselineRuns: 5, currentRuns: 2, requests: 4700, … }
 */
export function planRuns(
  options: { [Name in keyof PlanOptions]?: PlanOptions[Name] | undefined },
  parameters: ProcedureParameters,
  measured?: Noise,
): RunPlan {
  const plan: PlanOptions = {
    noisePct: options.noisePct ?? measured?.parameters.latencyNoisePct ?? rounded(parameters.latencyNoise * 100),
    driftShare: options.driftShare ?? measured?.latency?.drift?.value ?? defaultPlan.driftShare,
    effectPct: options.effectPct ?? defaultPlan.effectPct,
    powerPct: options.powerPct ?? defaultPlan.powerPct,
    endpoints: options.endpoints ?? measured?.endpoints ?? defaultPlan.endpoints,
    requests: options.requests ?? defaultPlan.requests,
  };
  checkPlan(plan);
  const percentile = PERCENTILES.find((each) => plan.requests * (1 - each / 100) >= parameters.minTailSamples - 1e-9) ?? 50;
  const conditions: Conditions = {
    noise: plan.noisePct / 100,
    drift: plan.driftShare,
    power: plan.powerPct / 100,
    percentile,
    parameters,
  };
  const found = (baselineRuns: number, currentRuns: number, requests = plan.requests) =>
    rounded(detectableChange({ baselineRuns, currentRuns, requests, endpoints: plan.endpoints }, conditions) * 100);
  return {
    ...plan,
    expectedNoisePct: rounded(parameters.latencyNoise * 100),
    percentile,
    needed: neededRuns(plan, found, Math.ceil(parameters.minTailSamples / (1 - percentile / 100) - 1e-9)),
    currentRuns: CURRENT_RUNS,
    rows: BASELINE_RUNS.map((baselineRuns) => ({
      baselineRuns,
      detectablePct: CURRENT_RUNS.map((currentRuns) => found(baselineRuns, currentRuns)),
    })),
  };
}

type Find = (baselineRuns: Design['baselineRuns'], currentRuns: Design['currentRuns'], requests?: number) => number;

/** The cheapest row and column: with the requests there are, else with more of them. */
function neededRuns({ effectPct, requests }: PlanOptions, found: Find, least: number): PlannedRuns | null {
  for (const most of [requests, requests * MOST_TIMES])
    for (const currentRuns of CURRENT_RUNS)
      for (const baselineRuns of BASELINE_RUNS) {
        if (found(baselineRuns, currentRuns, most) > effectPct) continue;
        const fewest = fewestRequests((count) => found(baselineRuns, currentRuns, count) <= effectPct, least, most);
        return { baselineRuns, currentRuns, requests: fewest, detectablePct: found(baselineRuns, currentRuns, fewest) };
      }
  return null;
}

/** The fewest requests that are enough, up to two digits, between bounds of which the upper one is. */
function fewestRequests(isEnough: (requests: number) => boolean, least: number, most: number): number {
  let [low, high] = [least, most];
  if (isEnough(low)) return low;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  const step = 10 ** Math.max(0, Math.floor(Math.log10(high)) - 1);
  return Math.min(most, Math.ceil(high / step) * step);
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
