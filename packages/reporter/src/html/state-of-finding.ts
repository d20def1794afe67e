import type { Finding, Verdict } from '@loadline/schema/types';

/** What is said of an endpoint or of one of its metrics: a verdict, or why it counts for none. */
export type RowState = Verdict | 'muted' | 'unlimited';

/** The state of a finding: its verdict, unless it is muted, or no limit speaks of it and nothing else is to be said. */
export function stateOfFinding({ verdict, muted, gated }: Finding): RowState {
  if (muted !== undefined) return 'muted';
  return gated ||
    verdict === 'missing' ||
    verdict === 'invalid' ||
    verdict === 'inconclusive' ||
    verdict === 'new' ||
    verdict === 'improved'
    ? verdict
    : 'unlimited';
}
