import { normalDensity, normalQuantile } from '@loadline/stats';
import { requestTail } from './request-tail.js';

/** Ends of the tables on the normal scale: one request in 2·10^10 lies beyond. */
export const LAST_Z = 6.5;
/** Steps of the tables per unit of the normal scale. */
export const STEPS_PER_Z = 128;

/** A distribution of response times, tabled over the normal scale: place z stands for the share Φ(z) below. */
export interface LatencyShape {
  /** Response time in ms at z = −6.5 + index / 128, ascending. */
  latencyMs: Float64Array;
  /** Share of the requests up to there: ∫ φ dz. */
  partialShare: Float64Array;
  /** Mean over all requests of the times up to there, times above counted as 0: ∫ latency·φ dz. */
  partialMeanMs: Float64Array;
  /** Likewise of the squares: ∫ latency²·φ dz. */
  partialSquareMs: Float64Array;
}

let known: LatencyShape | undefined;

/** The distribution of {@link requestTail}, made once. */
export function requestShape(): LatencyShape {
  known ??= shapeOf(invertTail());
  return known;
}

/** A shape from its times, by the trapezoidal rule. */
export function shapeOf(latencyMs: Float64Array): LatencyShape {
  const densities = latencyMs.map((_, index) => normalDensity(index / STEPS_PER_Z - LAST_Z));
  const integralOf = (power: number): Float64Array => {
    let before = 0;
    let total = 0;
    return latencyMs.map((ms, index) => {
      const here = ms ** power * (densities[index] ?? 0);
      total += (before + here) / (2 * STEPS_PER_Z);
      before = here;
      return total;
    });
  };
  return { latencyMs, partialShare: integralOf(0), partialMeanMs: integralOf(1), partialSquareMs: integralOf(2) };
}

const LEAST_LN_MS = Math.log(4);
const LN_MS_STEP = 1 / 300;

/** Times at even places of the normal scale, from places of times that are even on a logarithmic one. */
function invertTail(): Float64Array {
  const latencyMs = new Float64Array(2 * LAST_Z * STEPS_PER_Z + 1);
  let lnMs = LEAST_LN_MS;
  let z = placeOf(lnMs);
  let nextZ = placeOf(lnMs + LN_MS_STEP);
  for (let index = 0; index < latencyMs.length; index++) {
    const wanted = index / STEPS_PER_Z - LAST_Z;
    while (nextZ < wanted) {
      lnMs += LN_MS_STEP;
      z = nextZ;
      nextZ = placeOf(lnMs + LN_MS_STEP);
    }
    latencyMs[index] = Math.exp(lnMs + (LN_MS_STEP * (wanted - z)) / (nextZ - z));
  }
  return latencyMs;
}

function placeOf(lnMs: number): number {
  const { above, upTo } = requestTail(Math.exp(lnMs));
  return above < 0.5 ? -normalQuantile(above) : normalQuantile(upTo);
}
