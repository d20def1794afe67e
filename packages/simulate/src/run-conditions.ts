import type { Random } from '@loadline/stats';
import { drawGamma } from './draw/draw-gamma.js';
import type { EndpointModel, ServiceModel } from './service-model.js';
import type { Settings } from './settings.js';

/** What one run is like for one endpoint: drawn once per run, before any request. */
export interface EndpointConditions {
  model: EndpointModel;
  /** Expected requests in this run. */
  requests: number;
  /** Times of the shape × this. */
  scale: number;
  /** Expected share of failures in this run. */
  errorShare: number;
  /** Seed of what is drawn for this endpoint alone. */
  seed: number;
}

/**
 * Draws the conditions of a run. Response times × exp(sigma·(√lambda·C + √(1 − lambda)·U)), C common to the run and U the
 * endpoint's own; the throughput likewise with its noise; the error rate × a gamma number of mean 1. A bad run is 15 ± 10 %
 * slower, never faster. Every run draws the same amount, so that an option changes what it is about and nothing else.
 */
export function drawConditions({ endpoints, settings }: ServiceModel, random: Random): EndpointConditions[] {
  const isBad = random.next() < settings.contamination;
  const badness = Math.max(0, 0.15 + 0.1 * random.normal());
  const common = random.normal();
  const commonThroughput = random.normal();
  const mixed = (shared: number, own: number) => Math.sqrt(settings.lambda) * shared + Math.sqrt(1 - settings.lambda) * own;
  return endpoints.map((model) => {
    const latency = model.sigma * mixed(common, random.normal());
    const throughput = settings.throughputNoise * mixed(commonThroughput, random.normal());
    return {
      model,
      requests: model.requests * Math.exp(throughput),
      scale: model.scale * Math.exp(latency) * (isBad ? 1 + badness : 1),
      errorShare: Math.min(1, model.errorShare * errorLevel(settings, random)),
      seed: random.integer(2 ** 32),
    };
  });
}

/** Level of the error rate in a run: gamma with mean 1 and the given coefficient of variation. */
function errorLevel({ errorCv }: Settings, random: Random): number {
  if (errorCv === 0) return 1;
  const shape = errorCv ** -2;
  return drawGamma(random, shape) / shape;
}
