import type { EndpointId, Tag } from '@loadline/schema';
import { ALL_REQUESTS } from '../values/name-of-url.js';

/** The name of a metric of k6, taken apart: `http_req_duration{name:slow}` is a submetric of `http_req_duration`. */
export interface MetricName {
  /** The metric, without tags. */
  base: string;
  /** Tags of a submetric, by name; undefined for a metric itself. */
  tags: Tag[] | undefined;
}

/**
 * Takes the name of a metric apart, as k6 does: tags are split at commas and at their first colon, blanks and quotes around
 * names and values do not count.
 *
 * @example parseMetricName('http_reqs{name:slow}') // { base: 'http_reqs', tags: [{ name: 'name', value: 'slow' }] }
 */
export function parseMetricName(full: string): MetricName {
  const open = full.indexOf('{');
  if (open <= 0 || !full.trimEnd().endsWith('}')) return { base: full, tags: undefined };
  const inner = full.slice(open + 1, full.lastIndexOf('}'));
  const tags = inner.split(',').flatMap((pair): Tag[] => {
    if (pair.trim() === '') return [];
    const colon = pair.indexOf(':');
    return [colon < 0 ? { name: bare(pair), value: '' } : { name: bare(pair.slice(0, colon)), value: bare(pair.slice(colon + 1)) }];
  });
  return { base: full.slice(0, open).trim(), tags: tags.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)) };
}

function bare(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && /[\s"']/.test(text.charAt(from))) from++;
  while (to > from && /[\s"']/.test(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

/**
 * The path of a group: `::main::nested` is `main/nested`. Empty for the root.
 */
export function groupPath(group: string): string {
  return group
    .split('::')
    .filter((part) => part !== '')
    .join('/');
}

/** Whether a group is that of `setup()` or `teardown()`, which are no part of the load. */
export function isOutsideLoad(group: string): boolean {
  return /^::(?:setup|teardown)(?:::|$)/.test(group);
}

/** Tags that say how a request ended, not which one it was. */
const OUTCOMES: ReadonlySet<string> = new Set(['expected_response', 'status', 'error', 'error_code']);

/**
 * The endpoint that the tags of a submetric stand for; undefined where they stand for none: an outcome alone
 * (`{expected_response:true}`), or `setup()` and `teardown()`. Tags without a name are a group of requests.
 */
export function endpointOfTags(tags: readonly Tag[]): EndpointId | undefined {
  const known = new Map(tags.map((tag) => [tag.name, tag.value]));
  if (tags.every((tag) => OUTCOMES.has(tag.name)) || isOutsideLoad(known.get('group') ?? '')) return undefined;
  const name = known.get('name') ?? known.get('url');
  const group = groupPath(known.get('group') ?? '');
  const rest = tags.filter(
    (tag) => !['name', 'method', 'group', 'scenario'].includes(tag.name) && (tag.name !== 'url' || known.has('name')),
  );
  const identity = {
    ...optional('method', known.get('method')),
    ...optional('scenario', known.get('scenario')),
    ...(rest.length === 0 ? {} : { tags: rest }),
  };
  if (name !== undefined) return { kind: 'request', name, ...optional('group', group), ...identity };
  return { kind: 'group', name: group === '' ? ALL_REQUESTS : group, ...identity };
}

function optional(key: 'method' | 'scenario' | 'group', value: string | undefined) {
  return value === undefined || value === '' ? {} : { [key]: value };
}
