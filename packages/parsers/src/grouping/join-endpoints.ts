import type { Diagnostic, Endpoint } from '@loadline/schema';
import { endpointId, endpointKey, formatEndpoint } from '@loadline/schema';
import { combine } from './combine.js';

/** Joins endpoints with the same identity (after a rename, or written twice by a tool). The order of the first stays. */
export function joinSame(endpoints: readonly Endpoint[], diagnostics: Diagnostic[] | undefined, durationSeconds?: number): Endpoint[] {
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const key = endpointKey(endpoint);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [endpoint]);
    else group.push(endpoint);
  }
  if (groups.size === endpoints.length) return [...endpoints];
  return [...groups.values()].map((group) => {
    const first = group[0] as Endpoint;
    if (group.length === 1) return first;
    diagnostics?.push({ code: 'endpoints-joined', severity: 'info', message: `${group.length} rows of ${formatEndpoint(first)} were joined`, count: group.length });
    return { ...endpointId(first), ...combine(group, durationSeconds) };
  });
}
