import type { Endpoint, EndpointKind } from '@loadline/schema';

/** What is counted, first choice first: a transaction is made of requests, a group of both. */
const KINDS: readonly EndpointKind[] = ['request', 'transaction', 'group', 'check'];

/**
 * The endpoints that are counted in a whole: the requests, or where there are none, those of the first kind that is there.
 * Nothing is ever added to its own parts.
 */
export function countedEndpoints(endpoints: readonly Endpoint[]): Endpoint[] {
  const kind = KINDS.find((each) => endpoints.some((endpoint) => endpoint.kind === each));
  return endpoints.filter((endpoint) => endpoint.kind === kind);
}
