import type { Baseline, Metric, Provenance, Run, Series } from '@loadline/schema';
import { type Measured, partsOf, RUN_KEY, tableKey } from '../evidence/run-tables.js';

/** What every run of both sides measured of something; undefined for a run in which it does not occur. */
export interface DrawnParts {
  baseline: readonly (Measured | undefined)[];
  current: readonly (Measured | undefined)[];
}

/**
 * What the runs measured of what is drawn, by key. Estimates are no measurements and are left out.
 *
 * @param baselineRuns runs of the baseline as far as they are at hand: of these are the histograms, which a baseline has not.
 */
export function drawnParts(
  keys: ReadonlySet<string>,
  baseline: Baseline,
  runs: readonly Run[],
  baselineRuns: readonly Run[],
): ReadonlyMap<string, DrawnParts> {
  const before = baselineParts(keys, baseline);
  const after = runs.map((run) => partsByKey(keys, run));
  const atHand = new Map(baselineRuns.map((run) => [run.run.id, run]));
  const whole = baseline.runs.map(({ id }) => {
    const run = atHand.get(id);
    return run === undefined ? undefined : partsByKey(keys, run);
  });
  const none = baseline.runs.map(() => undefined);
  return new Map(
    [...keys].map((key) => [
      key,
      {
        baseline: (before.get(key) ?? none).map((part, at) => withHistogram(part, whole[at]?.get(key))),
        current: after.map((parts) => parts.get(key)),
      },
    ]),
  );
}

function withHistogram(part: Measured | undefined, whole: Measured | undefined): Measured | undefined {
  return part === undefined || whole?.histogram === undefined ? part : { ...part, histogram: whole.histogram };
}

function partsByKey(keys: ReadonlySet<string>, run: Run): Map<string, Measured> {
  const found = new Map<string, Measured>();
  for (const [key, part] of partsOf(run))
    if (keys.has(key)) found.set(key, { ...part, metrics: part.metrics.filter(({ provenance }) => isMeasured(provenance)) });
  return found;
}

interface PartOfBaseline {
  requests: readonly (number | null)[];
  failures: readonly (number | null)[];
  metrics: readonly Series[];
}

function baselineParts(keys: ReadonlySet<string>, { runs, services, total }: Baseline): Map<string, (Measured | undefined)[]> {
  const found = new Map<string, (Measured | undefined)[]>();
  const add = (key: string, part: PartOfBaseline) => {
    if (keys.has(key))
      found.set(
        key,
        runs.map((_, at) => partOfRun(part, at)),
      );
  };
  for (const service of services) {
    add(tableKey(service.name), service);
    for (const endpoint of service.endpoints) add(tableKey(service.name, endpoint.endpoint), endpoint);
  }
  if (total !== undefined) add(RUN_KEY, total);
  return found;
}

function partOfRun({ requests, failures, metrics }: PartOfBaseline, at: number): Measured | undefined {
  const count = requests[at] ?? null;
  const measured = metrics.flatMap(({ name, values, provenance }): Metric[] => {
    const value = values[at] ?? null;
    return value === null || !isMeasured(provenance) ? [] : [{ name, value, provenance }];
  });
  return count === null && measured.length === 0 ? undefined : { requests: count, failures: failures[at] ?? null, metrics: measured };
}

function isMeasured(provenance: Provenance): boolean {
  return provenance !== 'estimated';
}
