import type { EndpointId } from '@loadline/schema';

const BETWEEN = ' / ';

/** The identity of a request in its groups, outermost first. */
export function requestId(groups: readonly string[], name: string): EndpointId {
  return { kind: 'request', name, ...(groups.length === 0 ? {} : { group: groups.join(BETWEEN) }) };
}

/** The identity of a group, the last of a path: its time is that of all its requests, so that it is no request. */
export function groupId(groups: readonly string[]): EndpointId {
  const outer = groups.slice(0, -1);
  return { kind: 'transaction', name: groups.at(-1) ?? '', ...(outer.length === 0 ? {} : { group: outer.join(BETWEEN) }) };
}

/** The whole path of an endpoint, as Gatling prints it. */
export function pathOf({ group, name }: Pick<EndpointId, 'group' | 'name'>): string {
  return group === undefined ? name : `${group}${BETWEEN}${name}`;
}
