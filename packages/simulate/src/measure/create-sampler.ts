import { createRandom } from '@loadline/stats';
import { latencyAt } from '../latency/latency-at.js';
import type { EndpointConditions } from '../run-conditions.js';
import type { Settings } from '../settings.js';

/** Draws the requests of one endpoint one after the other. */
export interface Sampler {
  /** Start of the current request in ms since the start of the run; Infinity once there is no further one. */
  startMs: number;
  /** Response time of the current request in ms. */
  elapsedMs: number;
  failed: boolean;
  /** Goes on to the next request; the sampler begins on the first. */
  advance(): void;
}

/**
 * The requests of one endpoint in a run: arrivals at random (exponential gaps), response times whose places on the normal
 * scale are an autoregression of first order, failures in bursts of geometric length (a chain of two states).
 */
export function createSampler({ model, requests, scale, errorShare, seed }: EndpointConditions, settings: Settings): Sampler {
  const random = createRandom(seed);
  const endMs = settings.durationSeconds * 1000;
  const innovation = Math.sqrt(1 - settings.rho ** 2);
  const burstEnds = errorShare >= 1 ? 0 : 1 / settings.burst;
  const burstBegins = errorShare >= 1 ? 1 : Math.min(1, (errorShare * burstEnds) / (1 - errorShare));
  let place = random.normal();
  const sampler: Sampler = {
    startMs: 0,
    elapsedMs: 0,
    failed: random.next() < errorShare,
    advance() {
      place = settings.rho * place + innovation * random.normal();
      sampler.failed = random.next() < (sampler.failed ? 1 - burstEnds : burstBegins);
      step();
    },
  };
  const step = () => {
    sampler.startMs -= (endMs / requests) * Math.log(1 - random.next());
    if (!(sampler.startMs < endMs)) sampler.startMs = Infinity;
    sampler.elapsedMs = scale * latencyAt(model.shape, place);
  };
  step();
  return sampler;
}
