import type { Baseline, Diagnostic, Run } from '@loadline/schema';
import { LEAST_PAIRS } from '../procedure/judge-pairs.js';
import type { Partners } from '../procedure/run-table.js';
import { type NamedRun, nameRuns } from '../run-name.js';

/** The pairs that are judged, and what is to be said of those that are not. */
export interface Pairing {
  /** Undefined where runs are judged as two sides. */
  partners?: Partners | undefined;
  diagnostics: Diagnostic[];
}

/** A run of either side, as far as it tells with whom it ran. */
type PairedRun = NamedRun & { pairId?: string };

/**
 * The pairs of a report: for each run of the baseline which of the current runs has the same `pairId`, base and candidate run
 * in turn on the same machine. A `pairId` that a side has twice joins nothing.
 *
 * Where some runs have no partner, the pairs are judged without them if they are three and more, and at least half of the runs of
 * either side: then the mean of their differences is expected to be surer than the difference of the sides, as a pair is taken to
 * share half of the variance from run to run (1/m against 1/kb + 1/kc of it). Either way it is said.
 */
export function pairRuns(baseline: Pick<Baseline, 'runs'>, after: readonly Run[]): Pairing {
  const before: readonly PairedRun[] = baseline.runs;
  const now: readonly PairedRun[] = after.map(({ run }) => run);
  const [ofBefore, ofNow] = [byPair(before), byPair(now)];
  if (ofBefore.size + ofNow.size === 0) return { diagnostics: [] };
  const partners = before.map(({ pairId = '' }, at) => (ofBefore.get(pairId) === at ? ofNow.get(pairId) : undefined));
  const paired = new Set(partners.filter((partner) => partner !== undefined));
  const pairs = paired.size;
  const isUsed = pairs >= LEAST_PAIRS && pairs * 2 >= Math.max(before.length, now.length);
  const alone = [...nameRuns(before, 0, (at) => partners[at] === undefined), ...nameRuns(now, 1, (at) => !paired.has(at))];
  if (isUsed && alone.length === 0) return { partners, diagnostics: [] };
  const what = isUsed
    ? `${pairs} pairs are judged without the other runs`
    : `pairs are not judged: ${pairs}, where it takes ${LEAST_PAIRS} and half of each side`;
  const diagnostic: Diagnostic = {
    code: isUsed ? 'pairs-incomplete' : 'pairs-not-used',
    // A baseline that was made in pairs may be held against runs that were not.
    severity: ofBefore.size * ofNow.size > 0 ? 'warning' : 'info',
    message: alone.length === 0 ? what : `${what}; no partner: ${alone.join(', ')}`,
  };
  return { partners: isUsed ? partners : undefined, diagnostics: [diagnostic] };
}

/** Where the run of a pair is; nowhere for a pair that several runs name. */
function byPair(runs: readonly PairedRun[]): Map<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  runs.forEach(({ pairId }, at) => pairId !== undefined && found.set(pairId, found.has(pairId) ? undefined : at));
  return found;
}
