import type { Policy } from '@loadline/schema';
import { defaultParameters, type ProcedureParameters } from '../procedure/parameters.js';

/** The parameters of a policy as the procedure takes them: shares instead of per cents. An older policy lacks some. */
export function procedureParameters({ parameters: given }: Pick<Policy, 'parameters'>): ProcedureParameters {
  const share = (pct: number | undefined, otherwise: number) => (pct === undefined ? otherwise : pct / 100);
  const d = defaultParameters;
  return {
    q: given.q ?? d.q,
    qSuspect: given.qWarn ?? d.qSuspect,
    minLatencyChange: share(given.minLatencyChangePct, d.minLatencyChange),
    minThroughputChange: share(given.minThroughputChangePct, d.minThroughputChange),
    minErrorChange: share(given.minErrorChangePp, d.minErrorChange),
    tolerance: share(given.tolerancePct, d.tolerance),
    latencyNoise: share(given.latencyNoisePct, d.latencyNoise),
    throughputNoise: share(given.throughputNoisePct, d.throughputNoise),
    varianceInflation: given.varianceInflation ?? d.varianceInflation,
    priorWeight: given.priorWeight ?? d.priorWeight,
    errorPriorWeight: given.errorPriorWeight ?? d.errorPriorWeight,
    leastDf: given.leastDf ?? d.leastDf,
    mostDf: given.mostDf ?? d.mostDf,
    fewDf: given.fewDf ?? d.fewDf,
    minDriftEndpoints: given.minDriftEndpoints ?? d.minDriftEndpoints,
    errorDispersion: given.errorDispersion ?? d.errorDispersion,
    errorNoise: share(given.errorNoisePct, d.errorNoise),
    slopeFallback: given.slopeFallback ?? d.slopeFallback,
    minSlope: given.minSlope ?? d.minSlope,
    minTailSamples: given.minTailSamples,
  };
}
