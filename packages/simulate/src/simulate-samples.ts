import { createRandom } from '@loadline/stats';
import type { EndpointId } from '@loadline/schema';
import { createSampler } from './measure/create-sampler.js';
import { drawConditions } from './run-conditions.js';
import { modelOf } from './service-model.js';
import { checkSeed, readSettings } from './settings.js';
import { drawSigmas, startOf } from './spread.js';
import type { RunOptions, Service } from './types.js';

/** One request. */
export interface Sample {
  /** Start in ms since the epoch; since the start of the run where `startedAt` is not given. */
  startMs: number;
  /** Response time in ms. */
  elapsedMs: number;
  failed: boolean;
  endpoint: EndpointId;
}

/**
 * The single requests of a run, in the order of their start, in memory that does not grow with their number: those that
 * {@link simulateRun} with `samples` and the same seed draws. The options that say what a document states have no effect.
 *
 * @throws UserError when an option is out of range, or a change is of an endpoint that is not there.
 * @example [...simulateSamples(exampleService(1), { seed: 1, requests: 100 })].length // about 100
 */
export function* simulateSamples(service: Service, options: RunOptions): Generator<Sample, void, undefined> {
  const settings = readSettings(options);
  checkSeed(options.seed);
  const random = createRandom(options.seed);
  const model = modelOf(service, settings, drawSigmas(service, settings, random), options.changes ?? []);
  const startMs = startOf(settings) ?? 0;
  const streams = drawConditions(model, createRandom(random.integer(2 ** 32))).map((conditions) => ({
    endpoint: conditions.model.id,
    sampler: createSampler(conditions, settings),
  }));
  for (;;) {
    let next = streams[0];
    for (const stream of streams) if (stream.sampler.startMs < (next?.sampler.startMs ?? Infinity)) next = stream;
    if (next === undefined || next.sampler.startMs === Infinity) return;
    const { endpoint, sampler } = next;
    yield { startMs: startMs + sampler.startMs, elapsedMs: sampler.elapsedMs, failed: sampler.failed, endpoint };
    sampler.advance();
  }
}
