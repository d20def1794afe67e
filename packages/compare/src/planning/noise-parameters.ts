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
 * expected one, as the procedure itself does with the noise of a report: s = (w·σ0² + d·σ²)/(w + d), with w = `priorWeight`, for
 * errors `errorPriorWeight`. d are the degrees of freedom that tell of σ² alone, 2s²/Var(σ²): where the variance within a run
 * hides it they are few, however many runs there are. Noise of latencies and throughputs is never taken to be less than was
 * measured: false alarms cost more than what is overlooked.
 */
export function moderatedParameters({ latency, throughput, errors }: MeasuredNoise, parameters: ProcedureParameters): NoiseParameters {
  const { priorWeight, errorPriorWeight, latencyNoise, throughputNoise, errorDispersion, errorNoise } = parameters;
  const noisePct = (expected: number, { between, within, df }: MeasuredClass) =>
    rounded(
      Math.sqrt(
        Math.max(
          between,
          moderated(expected * expected, priorWeight, between, (s) => df * (s / (s + within)) ** 2),
        ),
      ) * 100,
    );
  const told = (error: number, df: number) => (s: number) => Math.min(df, (2 * s * s) / (error * error));
  return {
    ...(latency === undefined ? {} : { latencyNoisePct: noisePct(latencyNoise, latency) }),
    ...(throughput === undefined ? {} : { throughputNoisePct: noisePct(throughputNoise, throughput) }),
    ...(errors === undefined
      ? {}
      : {
          errorNoisePct: rounded(
            Math.sqrt(moderated(errorNoise ** 2, errorPriorWeight, errors.deviation.value ** 2, told(errors.varianceError, errors.df))) *
              100,
          ),
        }),
    ...(errors?.dispersion === undefined
      ? {}
      : {
          errorDispersion: rounded(
            moderated(errorDispersion, errorPriorWeight, errors.dispersion.value, told(errors.dispersionError ?? Infinity, errors.df)),
          ),
        }),
  };
}

const STEPS = 60;

/** The s between both for which s·(w + d(s)) = w·expected + d(s)·measured, by halving. */
function moderated(expected: number, weight: number, measured: number, df: (s: number) => number): number {
  let [low, high] = [Math.min(expected, measured), Math.max(expected, measured)];
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    const d = df(middle);
    if (middle * (weight + d) < weight * expected + d * measured) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
