import type { Gate, GateLimits, Policy } from '@loadline/schema';
import { fitsGlob, fitsMatch } from '@loadline/schema';
import type { Subject } from './subjects.js';

/** Limits of one metric with the gate that set them. */
export interface AppliedGate {
  limits: GateLimits;
  gate: number;
}

/** Whether a gate speaks of a subject. */
export function gateFits(gate: Gate, subject: Subject): boolean {
  if (gate.scope !== subject.scope) return false;
  if (gate.scope === 'service')
    return (
      gate.service === undefined ||
      gate.service === subject.service ||
      (gate.service.includes('*') && fitsGlob(gate.service, subject.service))
    );
  if (gate.match === undefined || subject.endpoint === undefined) return true;
  return fitsMatch(gate.match, { ...subject.endpoint, service: subject.service });
}

/**
 * The limits that hold for a subject: for each metric those of the last gate that matches and names it. A gate without
 * limits for a metric takes it out again.
 */
export function limitsFor(policy: Policy, subject: Subject): AppliedGate[] {
  const byMetric = new Map<string, AppliedGate>();
  for (const gate of policy.gates) {
    if (!gateFits(gate, subject)) continue;
    for (const limits of gate.limits) byMetric.set(limits.metric, { limits, gate: gate.index });
  }
  return [...byMetric.values()].filter(({ limits }) => limits.warn !== undefined || limits.fail !== undefined || limits.slo !== undefined);
}

/** What a gate matches, in words. */
export function describeGate(gate: Gate): string {
  if (gate.scope === 'run') return 'the whole run';
  if (gate.scope === 'service') return `the service ${gate.service ?? ''}`;
  const pattern = gate.match?.text ?? gate.match?.name;
  if (pattern === undefined) return gate.match === undefined ? 'each endpoint' : 'its match';
  return 'glob' in pattern ? pattern.glob : `/${pattern.regex}/`;
}
