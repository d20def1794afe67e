import type { Run } from '@loadline/schema';
import { createRandom } from '@loadline/stats';
import { modelOf } from './service-model.js';
import { checkSeed, readSettings } from './settings.js';
import { drawSigmas, startOf } from './spread.js';
import type { RunOptions, Service } from './types.js';
import { writeRun } from './write-run.js';

/**
 * One run of a load test against a described service, as a document. Response times have the noise of real ones: from
 * request to request, autocorrelated, and from run to run; failures come in bursts. The model and its numbers are those of
 * published load tests; see the README.
 *
 * Percentiles are drawn as order statistics, without drawing the requests; with `samples` every request is drawn.
 *
 * @throws UserError when an option is out of range, or a change is of an endpoint that is not there.
 * @example simulateRun(exampleService(3), { seed: 1 }).endpoints.length // 3
 */
export function simulateRun(service: Service, options: RunOptions): Run {
  const settings = readSettings(options);
  checkSeed(options.seed);
  const random = createRandom(options.seed);
  const model = modelOf(service, settings, drawSigmas(service, settings, random), options.changes ?? []);
  return writeRun(model, createRandom(random.integer(2 ** 32)), options.id ?? `simulated-${options.seed}`, startOf(settings));
}
