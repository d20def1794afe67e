import type { Finding } from '@loadline/schema/types';

/** How far something changes by chance alone, in 95 of 100 comparisons of unchanged code. */
export interface ChanceRange {
  low: number;
  high: number;
}

const NORMAL = 1.959964;

/** Fewer degrees of freedom say next to nothing, and the series below does not hold for them. */
const LEAST_DF = 4;

/**
 * The range in which the change of some findings of one metric stays by chance alone, in per cent (shares: in percentage
 * points): the reach of their 95 % intervals, about no change; of several the middle one. Undefined where nothing was weighed.
 */
export function chanceRange(findings: readonly Finding[]): ChanceRange | undefined {
  const [first] = findings;
  if (first === undefined) return undefined;
  if (first.evidence.method === 'quasi-binomial') {
    const reach = middleOf(findings.flatMap(({ evidence }) => reachOfRate(evidence) ?? []));
    return reach === undefined ? undefined : { low: -reach, high: reach };
  }
  const reach = middleOf(findings.flatMap(({ change }) => reachOfInterval(change.interval) ?? []));
  return reach === undefined ? undefined : { low: (Math.exp(-reach) - 1) * 100, high: (Math.exp(reach) - 1) * 100 };
}

/** Half the width of an interval, on the logarithmic scale on which it was found. */
function reachOfInterval(interval: Finding['change']['interval']): number | undefined {
  if (interval === null || interval === undefined) return undefined;
  const reach = (Math.log1p(interval.highPct / 100) - Math.log1p(interval.lowPct / 100)) / 2;
  return Number.isFinite(reach) && reach > 0 ? reach : undefined;
}

function reachOfRate({ noisePct, df }: Finding['evidence']): number | undefined {
  if (typeof noisePct !== 'number' || !(noisePct > 0)) return undefined;
  if (df === null || df === undefined) return NORMAL * noisePct;
  return df < LEAST_DF ? undefined : studentReach(df) * noisePct;
}

/** Student's quantile for 95 % by its series about the normal one; within 1 % from four degrees of freedom on. */
function studentReach(df: number): number {
  const z = NORMAL;
  const terms = [z, (z ** 3 + z) / 4, (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96, (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384];
  return terms.reduce((sum, term, power) => sum + term / df ** power, 0);
}

function middleOf(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
