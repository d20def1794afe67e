import { type Run, UserError } from '@loadline/schema';
import { createRandom, type Random } from '@loadline/stats';
import { exampleService } from './example-service.js';
import { modelOf, type ServiceModel } from './service-model.js';
import { checkRange, checkSeed, readSettings } from './settings.js';
import { drawSigmas, startOf } from './spread.js';
import type { ReportOptions, SimulatedReport } from './types.js';
import { writeRun } from './write-run.js';

/** From the start of one run to that of the next, beyond its length. */
const PAUSE_MS = 3_600_000;

/**
 * The runs of two sides, with a known difference between them: what a comparison is tested with. Runs of a side differ by
 * noise alone; which endpoints are noisier (`heterogeneity`) is drawn once for both sides.
 *
 * @throws UserError when an option is out of range, or a change is of an endpoint that is not there.
 * @example
 * const { baseline, current } = simulateReport({ seed: 1, changes: [{ endpoint: 'GET /cart', latencyFactor: 1.2 }] });
 * [baseline.length, current.length]; // [5, 1]
 */
export function simulateReport(options: ReportOptions): SimulatedReport {
  const settings = readSettings(options);
  const { seed, baselineRuns = 5, currentRuns = 1, endpoints = 10, changes = [] } = options;
  checkSeed(seed);
  checkCounts({ baselineRuns, currentRuns, endpoints });
  const service = options.service ?? exampleService(endpoints, options.errorRatePct);
  const random = createRandom(seed);
  const sigmas = drawSigmas(service, settings, random);
  const firstMs = startOf(settings);
  const stepMs = settings.durationSeconds * 1000 + PAUSE_MS;
  const draw = (model: ServiceModel, runs: number, side: string, before: number): Run[] =>
    Array.from({ length: runs }, (_, index) => {
      const startMs = firstMs === undefined ? undefined : firstMs + (before + index) * stepMs;
      return writeRun(model, fork(random), `simulated-${seed}-${side}-${index + 1}`, startMs);
    });
  const modelFor = (side: 'baseline' | 'current'): ServiceModel =>
    modelOf(
      service,
      settings,
      sigmas,
      changes.filter(({ runs = 'current' }) => runs === side),
    );
  return {
    baseline: draw(modelFor('baseline'), baselineRuns, 'baseline', 0),
    current: draw(modelFor('current'), currentRuns, 'current', baselineRuns),
  };
}

/** A generator of its own for each run, so that what one run draws moves no other. */
const fork = (random: Random): Random => createRandom(random.integer(2 ** 32));

function checkCounts(counts: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(counts)) {
    checkRange(name, value, 0, 1e5);
    if (!Number.isInteger(value))
      throw new UserError({ code: 'simulation-option', found: `${name} of ${value}`, expected: 'a whole number' });
  }
}
