import type { EndpointId, ServiceRule } from '@loadline/schema';
import { fitsMatch } from '@loadline/schema';

/** The service of all endpoints where there are no rules. */
const allService = 'all';

/** The service of endpoints that no rule matches. */
const otherService = 'other';

/**
 * The service that an endpoint belongs to: that of the first rule that matches; else the service whose name the endpoint
 * bears exactly (flat files have services as rows); else `other`; with no rules at all `all`.
 */
export function serviceOf(endpoint: EndpointId, rules: readonly ServiceRule[]): string {
  if (rules.length === 0) return allService;
  const rule =
    rules.find(({ match }) => match.some((each) => fitsMatch(each, endpoint))) ?? rules.find(({ name }) => name === endpoint.name);
  return rule?.name ?? otherService;
}
