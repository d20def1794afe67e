import type { Verdict } from '@loadline/schema';

/** Every verdict once, so that a new one does not compile until it has its place. */
const SEVERITY: Readonly<Record<Verdict, number>> = {
  fail: 0,
  missing: 1,
  invalid: 2,
  inconclusive: 3,
  warn: 4,
  new: 5,
  improved: 6,
  pass: 7,
};

/** Place of a verdict, from 0 for the worst. */
export function severity(verdict: Verdict): number {
  return SEVERITY[verdict];
}

/** The worst of some verdicts; undefined of none. */
export function worstVerdict(found: Iterable<Verdict>): Verdict | undefined {
  let worst: Verdict | undefined;
  for (const verdict of found) if (worst === undefined || severity(verdict) < severity(worst)) worst = verdict;
  return worst;
}
