import type { Finding, Limit, LimitTerm, Policy } from '@loadline/schema';
import { endpointKey } from '@loadline/schema';
import { excess } from './judge-limits.js';
import { severity } from './severity.js';
import { isCounted } from './summarize-findings.js';

/**
 * Worst verdict first, what does not count last; among equals the one that is furthest beyond its limit (for improvements:
 * that is best), of what is not there or not comparable the one that is most of the load; then by name, so that the order of
 * the input does not show.
 */
export function sortFindings(findings: readonly Finding[], policy: Policy): Finding[] {
  const keyed = findings.map((each) => ({
    each,
    rank: severity(each.verdict),
    counts: isCounted(each) ? 0 : 1,
    size: sizeOf(each, policy),
    name: JSON.stringify([each.service, each.endpoint === undefined ? '' : endpointKey(each.endpoint), each.scope, each.metric]),
  }));
  keyed.sort(
    (a, b) => a.counts - b.counts || a.rank - b.rank || descending(a.size, b.size) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
  return keyed.map(({ each }) => each);
}

/** Sizes may be infinite, so that they cannot be subtracted. */
function descending(a: number, b: number): number {
  return a === b ? 0 : a > b ? -1 : 1;
}

function sizeOf(each: Finding, policy: Policy): number {
  if (each.verdict === 'invalid') return Math.max(each.baseline.failures ?? 0, each.current.failures ?? 0);
  if (each.verdict === 'missing' || each.verdict === 'new') return Math.max(each.baseline.requests ?? 0, each.current.requests ?? 0);
  const limit = limitOf(each, policy);
  if (limit === undefined || each.current.value === null) return -Infinity;
  const beyond = excess(limit, { baseline: each.baseline.value, current: each.current.value });
  return each.verdict === 'improved' ? -beyond : beyond;
}

const OTHER_SIDE: Readonly<Record<LimitTerm['op'], LimitTerm['op']>> = { '<': '>', '<=': '>', '>': '<', '>=': '<', '==': '!=', '!=': '==' };

/** The limit that a finding names, as it stands in the policy; a goal turned to its bad side. */
export function limitOf({ limit, metric, inPlaceOf }: Finding, policy: Policy): Limit | undefined {
  if (limit === null) return undefined;
  const gated = policy.gates
    .find((gate) => gate.index === limit.gate)
    ?.limits.findLast((limits) => limits.metric === (inPlaceOf ?? metric));
  const found = gated?.[limit.level];
  if (found === undefined || limit.level !== 'slo') return found;
  return { ...found, any: found.any.map(({ all }) => ({ all: all.map((term) => ({ ...term, op: OTHER_SIDE[term.op] })) })) };
}
