import type { EndpointId } from '@loadline/schema';
import { ALL_REQUESTS } from '../values/name-of-url.js';

/** Which labels say what an endpoint is. */
export interface LabelNames {
  /** The endpoint's name; without one all requests are one endpoint. */
  name: string | undefined;
  /** Its method. */
  method: string | undefined;
  /** Its group. */
  group: string | undefined;
  /** Its scenario. */
  scenario: string | undefined;
  /** HTTP status or the like. */
  status: string | undefined;
}

/** The labels that k6 writes. */
export const k6Labels: LabelNames = { name: 'name', method: 'method', group: 'group', scenario: 'scenario', status: 'status' };

/** The labels that Locust's exporters write. */
export const locustLabels: LabelNames = { name: 'name', method: 'method', group: undefined, scenario: undefined, status: undefined };

/** The endpoint that a series belongs to. */
export function endpointOf(labels: ReadonlyMap<string, string>, names: LabelNames): EndpointId {
  const text = (name: string | undefined) => (name === undefined ? '' : (labels.get(name) ?? ''));
  const name = text(names.name);
  // k6 writes `::outer::inner`.
  const group = text(names.group)
    .split('::')
    .filter((part) => part !== '')
    .join('/');
  return {
    kind: 'request',
    ...(text(names.method) === '' ? {} : { method: text(names.method) }),
    name: name === '' ? ALL_REQUESTS : name,
    ...(group === '' ? {} : { group }),
    // k6's name for a test without scenarios.
    ...(text(names.scenario) === '' || text(names.scenario) === 'default' ? {} : { scenario: text(names.scenario) }),
  };
}

/** Whether a series is of k6's `setup()` or `teardown()`, which are no part of the load. */
export function isOutsideLoad(labels: ReadonlyMap<string, string>): boolean {
  return /^::(?:setup|teardown)(?:::|$)/.test(labels.get('group') ?? '') && (labels.get('scenario') ?? '') === '';
}

/** The labels that tell endpoints apart, for `by (…)`. */
export function identityLabels(names: LabelNames): string[] {
  return [names.name, names.method, names.group, names.scenario].filter((name) => name !== undefined);
}
