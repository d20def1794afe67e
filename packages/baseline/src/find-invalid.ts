import type { BaselineService, InvalidPart, Run } from '@loadline/schema';
import { formatEndpoint } from '@loadline/schema';

/**
 * What of a baseline cannot be called normal: a run, service or endpoint of which more than `maxFailurePct` failed (services
 * and endpoints over all runs together), and metrics that are only estimated.
 */
export function findInvalid(runs: readonly Run[], services: readonly BaselineService[], maxFailurePct: number): InvalidPart[] {
  const failing = (requests: number | null, failures: number | null) => requests !== null && failures !== null && requests > 0 && (failures / requests) * 100 > maxFailurePct;
  const reason = (what: string, requests: number | null, failures: number | null) => `${failures} of ${requests} requests of ${what} failed, more than ${maxFailurePct} %`;
  const parts: InvalidPart[] = [];
  for (const run of runs) {
    const requests = run.total?.requests ?? null;
    const failures = run.total?.failures ?? null;
    if (failing(requests, failures)) parts.push({ scope: 'run', run: run.run.id, code: 'too-many-failures', reason: reason('the run', requests, failures) });
  }
  for (const service of services) {
    const [requests, failures] = [sumOf(service.requests), sumOf(service.failures)];
    if (failing(requests, failures)) parts.push({ scope: 'service', service: service.name, code: 'too-many-failures', reason: reason(service.name, requests, failures) });
    for (const series of service.metrics) {
      if (series.provenance === 'estimated') parts.push({ scope: 'metric', service: service.name, metric: series.name, code: 'estimated', reason: `${series.name} of ${service.name} is a multiple of the mean, not a measurement` });
    }
    for (const endpoint of service.endpoints) {
      const [sent, failed] = [sumOf(endpoint.requests), sumOf(endpoint.failures)];
      if (failing(sent, failed)) parts.push({ scope: 'endpoint', service: service.name, endpoint: endpoint.endpoint, code: 'too-many-failures', reason: reason(formatEndpoint(endpoint.endpoint), sent, failed) });
    }
  }
  return parts;
}

/** Sum of what is known; null when nothing is. */
export function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
