import { type Endpoint, formatEndpoint, type RunTotal } from '@loadline/schema';
import type { Diagnostics } from './input/diagnostics.js';

/**
 * Endpoints of which more failed than were requested have a count of failures that cannot be: it becomes unknown, with its
 * rate, and is said. A damaged file, or one whose tool counts otherwise than its reader knows.
 */
export function possibleFailures(endpoints: readonly Endpoint[], diagnostics: Diagnostics): Endpoint[] {
  return endpoints.map((endpoint) => {
    if (isPossible(endpoint)) return endpoint;
    const message = `${formatEndpoint(endpoint)}: ${endpoint.failures ?? 0} failures of ${endpoint.requests ?? 0} requests; the failures are not known`;
    diagnostics.add('warning', 'failures-impossible', message);
    return withoutFailures(endpoint);
  });
}

/** The same of a total. */
export function possibleTotal(total: RunTotal | undefined): RunTotal | undefined {
  return total === undefined || isPossible(total) ? total : withoutFailures(total);
}

function isPossible({ requests, failures }: Pick<Endpoint, 'requests' | 'failures'>): boolean {
  return requests === null || failures === null || failures <= requests;
}

function withoutFailures<Counted extends Endpoint | RunTotal>(counted: Counted): Counted {
  return { ...counted, failures: null, metrics: counted.metrics.filter(({ name }) => name !== 'error_rate_pct') };
}
