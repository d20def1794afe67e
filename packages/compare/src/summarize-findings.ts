import type { Comparison, Counts, Finding, NotGated, NotJudged, Verdict, VerdictCounts } from '@loadline/schema';
import { endpointKey } from '@loadline/schema';
import { worstVerdict } from './severity.js';
import type { Subject } from './subjects.js';

/** Whether a finding counts towards the verdict and the exit code: it is gated and not muted. */
export function isCounted(each: Pick<Finding, 'gated' | 'muted'>): boolean {
  return each.gated && each.muted === undefined;
}

/** Whether a finding is a judgement: something was there on the side that is judged, and could be compared. */
export function isJudged(each: Pick<Finding, 'gated' | 'verdict'>): boolean {
  return each.gated && each.verdict !== 'invalid' && each.verdict !== 'missing';
}

/**
 * The worst verdict that counts. Where none counts: `pass` when what was judged is muted, else `new` when there is something
 * new, else `invalid`, since no data is never a pass.
 */
export function overallVerdict(findings: readonly Finding[]): Verdict {
  const counted = findings.filter(isCounted);
  const worst = worstVerdict(counted.map((each) => each.verdict));
  if (worst !== undefined) return worst;
  if (findings.some((each) => each.muted !== undefined && isJudged(each))) return 'pass';
  return findings.some((each) => each.verdict === 'new') ? 'new' : 'invalid';
}

function noCounts(): VerdictCounts {
  return { fail: 0, warn: 0, inconclusive: 0, pass: 0, improved: 0, missing: 0, invalid: 0, new: 0 };
}

/** Findings by verdict, muted ones apart; endpoints by the worst of their verdicts, of those that count where any does. */
export function countFindings(findings: readonly Finding[]): Counts {
  const unmuted = findings.filter((each) => each.muted === undefined);
  const byFinding = noCounts();
  for (const each of unmuted) byFinding[each.verdict] += 1;
  const byEndpoint = noCounts();
  for (const group of groupByEndpoint(unmuted).values()) {
    const counted = group.filter((each) => each.gated);
    const worst = worstVerdict((counted.length > 0 ? counted : group).map((each) => each.verdict));
    if (worst !== undefined) byEndpoint[worst] += 1;
  }
  return {
    findings: byFinding,
    endpoints: byEndpoint,
    muted: findings.length - unmuted.length,
    gated: findings.filter((each) => each.gated).length,
  };
}

function groupByEndpoint(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const each of findings) {
    if (each.endpoint === undefined) continue;
    const key = nameOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}

function nameOf({ service, endpoint }: Pick<Finding, 'service' | 'endpoint'>): string {
  return JSON.stringify([service, endpoint === undefined ? '' : endpointKey(endpoint)]);
}

/** How much of both sides was judged, and what was not. */
export function coverageOf(
  subjects: readonly Subject[],
  findings: readonly Finding[],
  rest: { notGated: readonly NotGated[]; notJudged: readonly NotJudged[] },
): Comparison['coverage'] {
  const judged = findings.filter(isJudged);
  const count = (scope: Subject['scope']) => subjects.filter((subject) => subject.scope === scope).length;
  return {
    endpoints: count('endpoint'),
    gatedEndpoints: new Set(judged.filter((each) => each.endpoint !== undefined).map(nameOf)).size,
    services: count('service'),
    gatedServices: new Set(judged.filter((each) => each.scope === 'service').map((each) => each.service)).size,
    notGated: [...rest.notGated],
    notJudged: [...rest.notJudged],
  };
}
