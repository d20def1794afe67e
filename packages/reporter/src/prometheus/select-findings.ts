import type { Finding } from '@loadline/schema/types';
import { subjectKey } from '../subject.js';

/**
 * At most so many findings, in the order that they had. What is not ok comes first, then what has a limit, then the
 * endpoints with the most requests: an order that hardly changes from one run to the next, so that series do not come
 * and go.
 */
export function selectFindings(findings: readonly Finding[], most: number): readonly Finding[] {
  if (findings.length <= most) return findings;
  const ranked = findings.map((finding, index) => ({
    finding,
    index,
    rank: rankOf(finding),
    requests: requestsOf(finding),
    key: keyOf(finding),
  }));
  ranked.sort((a, b) => a.rank - b.rank || b.requests - a.requests || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const kept = ranked.slice(0, most).sort((a, b) => a.index - b.index);
  return kept.map(({ finding }) => finding);
}

function rankOf({ verdict, gated, muted }: Finding): number {
  if (verdict !== 'pass' && muted === undefined) return 0;
  return gated ? 1 : 2;
}

function requestsOf({ baseline, current }: Finding): number {
  return baseline.requests ?? current.requests ?? 0;
}

function keyOf(finding: Finding): string {
  return `${subjectKey(finding)}\n${finding.metric}`;
}
