import type { Diagnostic, Endpoint } from '@loadline/schema';
import { echo, endpointId, endpointKey, formatEndpoint } from '@loadline/schema';
import { combine, lostMetrics } from './combine.js';
import { timedRequests } from './measured.js';

/**
 * Joins endpoints with the same identity: after a rename, in shards, or written twice by a tool. Each stands where its
 * first stood.
 *
 * @param diagnostics takes a note of every join; without, joins are silent. Values that get lost are always noted where
 *   there is a list.
 * @param durationSeconds length of the window that they share.
 */
export function joinSame(endpoints: readonly Endpoint[], diagnostics: Diagnostic[] | undefined, durationSeconds?: number): Endpoint[] {
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const key = endpointKey(endpoint);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [endpoint]);
    else group.push(endpoint);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    diagnostics?.push({
      code: 'endpoints-joined',
      severity: 'info',
      message: `${group.length} rows of ${echo(formatEndpoint(first))} were joined`,
      count: group.length,
    });
    noteLost(group, first, diagnostics);
    return [{ ...endpointId(first), ...combine(group, durationSeconds, 0), ...inflationOf(group) }];
  });
}

/** Each part's own samples are correlated among themselves: the whole is taken for as correlated as the worst of them. */
function inflationOf(group: readonly Endpoint[]): { vif?: number } {
  const timed = group.filter((endpoint) => timedRequests(endpoint) !== 0);
  const known = timed.flatMap((endpoint) => (endpoint.vif === undefined ? [] : [endpoint.vif]));
  return known.length === 0 || known.length < timed.length ? {} : { vif: Math.max(...known) };
}

function noteLost(group: readonly Endpoint[], first: Endpoint, diagnostics: Diagnostic[] | undefined): void {
  const lost = lostMetrics(group);
  if (lost.length === 0) return;
  diagnostics?.push({
    code: 'metrics-not-joined',
    severity: 'warning',
    message: `${lost.map((name) => echo(name, 60)).join(', ')} of ${echo(formatEndpoint(first))} cannot be joined and was left out`,
    count: lost.length,
  });
}
