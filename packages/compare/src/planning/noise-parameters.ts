import type { NoiseParameters } from '@loadline/schema';
import type { ProcedureParameters } from '../procedure/parameters.js';
import type { MeasuredClass } from './class-noise.js';
import type { ErrorNoise } from './error-noise.js';

/** What was measured of identical runs. */
export interface MeasuredNoise {
  latency: MeasuredClass | undefined;
  throughput: MeasuredClass | undefined;
  errors: ErrorNoise | undefined;
}

/**
 * What comparisons take from a measurement. Few runs may look quiet, or noisy, by chance: each variance is weighed with the
 * expected one, w degrees of freedom against those measured, as the procedure itself does with the noise of a report:
 * (w·σ0² + df·σ²)/(w + df), with w = `priorWeight`, for errors `errorPriorWeight`.
 */
export function moderatedParameters({ latency, throughput, errors }: MeasuredNoise, parameters: ProcedureParameters): NoiseParameters {
  const { priorWeight, errorPriorWeight, latencyNoise, throughputNoise, errorDispersion, errorNoise } = parameters;
  const noisePct = (expected: number, { between, df }: MeasuredClass) =>
    rounded(Math.sqrt(moderated(expected * expected, priorWeight, between, df)) * 100);
  return {
    ...(latency === undefined ? {} : { latencyNoisePct: noisePct(latencyNoise, latency) }),
    ...(throughput === undefined ? {} : { throughputNoisePct: noisePct(throughputNoise, throughput) }),
    ...(errors === undefined
      ? {}
      : {
          errorNoisePct: rounded(Math.sqrt(moderated(errorNoise ** 2, errorPriorWeight, errors.deviation.value ** 2, errors.df)) * 100),
          ...(errors.dispersion === undefined
            ? {}
            : { errorDispersion: rounded(moderated(errorDispersion, errorPriorWeight, errors.dispersion.value, errors.df)) }),
        }),
  };
}

function moderated(expected: number, weight: number, measured: number, df: number): number {
  return (weight * expected + df * measured) / (weight + df);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
