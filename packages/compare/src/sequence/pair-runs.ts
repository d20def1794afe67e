import type { Baseline, Run } from '@loadline/schema';
import type { Partners } from '../procedure/run-table.js';

/**
 * The pairs of a report: for each run of the baseline which of the current runs has the same `pairId`, base and candidate run
 * in turn on the same machine.
 *
 * @returns undefined unless every run of both sides has exactly one partner on the other.
 */
export function pairRuns({ runs: before }: Pick<Baseline, 'runs'>, after: readonly Run[]): Partners | undefined {
  if (before.length !== after.length) return undefined;
  const byId = new Map(after.flatMap(({ run }, at) => (run.pairId === undefined ? [] : [[run.pairId, at] as const])));
  const partners = before.map(({ pairId }) => (pairId === undefined ? undefined : byId.get(pairId)));
  const known = partners.filter((partner) => partner !== undefined);
  return known.length === before.length && new Set(known).size === after.length ? known : undefined;
}
