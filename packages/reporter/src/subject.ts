import { endpointKey, formatEndpoint } from '@loadline/schema/match';
import type { Comparison, EndpointId } from '@loadline/schema/types';

/** What a finding is of: an endpoint, a service as a whole, or the run as a whole. */
export interface Subject {
  service: string;
  endpoint?: EndpointId;
  scope?: 'endpoint' | 'service' | 'run';
}

/** `endpoint`, `service` or `run`; where it is not said, an endpoint's presence says it. */
export function subjectScope(subject: Subject): 'endpoint' | 'service' | 'run' {
  return subject.scope ?? (subject.endpoint === undefined ? 'service' : 'endpoint');
}

const NO_NAME = '(no name)';

/** A key that two findings share only when they are of the same thing. */
export function subjectKey(subject: Subject): string {
  return JSON.stringify([subjectScope(subject), subject.service, subject.endpoint === undefined ? '' : endpointKey(subject.endpoint)]);
}

/** The same for grouping within one report: as unambiguous, and made faster. */
export function groupingKey(subject: Subject): string {
  const { service, endpoint } = subject;
  return `${subjectScope(subject)} ${service.length} ${service} ${endpoint === undefined ? '' : endpointKey(endpoint)}`;
}

/** Whether a comparison speaks of more than one service, so that endpoints need their service beside them. */
export function hasManyServices(comparison: Comparison): boolean {
  const names = new Set<string>();
  for (const subject of [...comparison.findings, ...comparison.coverage.notJudged, ...comparison.coverage.notGated]) {
    names.add(subject.service);
    if (names.size > 1) return true;
  }
  return comparison.coverage.services > 1;
}

/** Name of the subject in one line: `POST /checkout`, `api: POST /checkout`, `api`. Foreign text, not escaped. */
export function subjectName(subject: Subject, manyServices: boolean): string {
  if (subjectScope(subject) === 'run') return 'whole run';
  if (subject.endpoint === undefined) return manyServices || subject.service !== 'all' ? serviceName(subject.service) : 'all endpoints';
  return manyServices ? `${serviceName(subject.service)}: ${endpointName(subject.endpoint)}` : endpointName(subject.endpoint);
}

/**
 * The name of a subject as every line says it: an endpoint without its service, unless another service has one of that name.
 */
export function subjectNamer(comparison: Comparison): (subject: Subject) => string {
  // Of most endpoints there is one service: a set only where there is a second.
  const first = new Map<string, string>();
  const shared = new Set<string>();
  for (const { endpoint, service } of comparison.findings) {
    if (endpoint === undefined) continue;
    const key = endpointKey(endpoint);
    const known = first.get(key);
    if (known === undefined) first.set(key, service);
    else if (known !== service) shared.add(key);
  }
  const many = hasManyServices(comparison);
  return (subject) => {
    const { endpoint } = subject;
    const isShared = shared.size > 0 && endpoint !== undefined && shared.has(endpointKey(endpoint));
    return subjectName(subject, endpoint === undefined ? many : isShared);
  };
}

/** A service's name; one that is empty is called so. Foreign text, not escaped. */
export function serviceName(service: string): string {
  return service.trim() === '' ? NO_NAME : service;
}

/** `METHOD name` of an endpoint; a name that is empty is called so. Foreign text, not escaped. */
export function endpointName(endpoint: EndpointId): string {
  return formatEndpoint(endpoint.name.trim() === '' ? { ...endpoint, name: NO_NAME } : endpoint);
}
