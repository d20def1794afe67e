import type { BaselineService, InvalidPart, Run, Series } from '@loadline/schema';
import { formatEndpoint } from '@loadline/schema';
import { countRun } from './count-run.js';

/** Requests and failures, per run; null where a run does not say. */
interface Counts {
  requests: readonly (number | null)[];
  failures: readonly (number | null)[];
}

/** What a part is called in the document, and in words. */
interface Named {
  part: Pick<InvalidPart, 'scope' | 'service' | 'endpoint'>;
  what: string;
}

/**
 * What of a baseline cannot be called normal: a run, service or endpoint of which more than `maxFailurePct` of the requests
 * failed (services and endpoints over all runs together; where together they hold, each run in which they do not), and metrics
 * that are only estimated.
 *
 * @param runs aligned with the values of `services`.
 * @example findInvalid(runs, baseline.services, 5).map((part) => part.reason)
 */
export function findInvalid(runs: readonly Run[], services: readonly BaselineService[], maxFailurePct: number): InvalidPart[] {
  const ids = runs.map((run) => run.run.id);
  const failed = ({ part, what }: Named, counts: Counts) =>
    findFailing(counts, maxFailurePct).map(({ index, requests, failures }): InvalidPart => {
      const run = index === undefined ? {} : { run: ids[index] ?? '' };
      const where = index === undefined ? '' : ` in the run ${ids[index] ?? ''}`;
      return {
        ...part,
        ...run,
        code: 'too-many-failures',
        reason: `${failures} of ${requests} requests of ${what} failed${where}, more than ${maxFailurePct} %`,
      };
    });
  const parts = runs.flatMap((run): InvalidPart[] => {
    const { requests, failures } = countRun(run);
    return failed({ part: { scope: 'run' }, what: 'the run' }, { requests: [requests], failures: [failures] }).map((part) => ({
      ...part,
      run: run.run.id,
    }));
  });
  for (const service of services) {
    const { name } = service;
    parts.push(
      ...failed({ part: { scope: 'service', service: name }, what: name }, service),
      ...findEstimated({ part: { scope: 'metric', service: name }, what: name }, service.metrics),
    );
    for (const { endpoint, metrics, ...counts } of service.endpoints) {
      const what = formatEndpoint(endpoint);
      parts.push(
        ...failed({ part: { scope: 'endpoint', service: name, endpoint }, what }, counts),
        ...findEstimated({ part: { scope: 'metric', service: name, endpoint }, what }, metrics),
      );
    }
  }
  return parts;
}

interface Failing {
  /** The run; undefined for all together. */
  index?: number;
  requests: number;
  failures: number;
}

function findFailing({ requests, failures }: Counts, maxFailurePct: number): Failing[] {
  const counted = requests.flatMap((sent, index): Required<Failing>[] => {
    const failed = failures[index] ?? null;
    return sent === null || failed === null ? [] : [{ index, requests: sent, failures: failed }];
  });
  const isFailing = (each: Failing) => each.requests > 0 && (each.failures / each.requests) * 100 > maxFailurePct;
  const together = counted.reduce((sum, each) => ({ requests: sum.requests + each.requests, failures: sum.failures + each.failures }), {
    requests: 0,
    failures: 0,
  });
  return isFailing(together) ? [together] : counted.filter(isFailing);
}

function findEstimated({ part, what }: Named, metrics: readonly Series[]): InvalidPart[] {
  const estimated = metrics.filter((series) => series.provenance === 'estimated');
  return estimated.map(({ name }) => ({
    ...part,
    metric: name,
    code: 'estimated',
    reason: `${name} of ${what} is a multiple of the mean, not a measurement`,
  }));
}
