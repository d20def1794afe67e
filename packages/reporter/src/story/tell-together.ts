import { describeMetric } from '@loadline/schema/metrics';
import type { Comparison, Finding } from '@loadline/schema/types';
import type { StoryGroups } from './story.js';

/** A change that most endpoints share. */
export interface Together {
  /** Endpoints that are worse. */
  count: number;
  /** Of how many. */
  whole: number;
  /** The shift that is told: that of p95 where there is one. */
  shift: NonNullable<Comparison['shifts']>[number];
}

/** Whether it is a time that rose. */
export function isSlower({ unit, change }: Finding): boolean {
  return unit === 'ms' && (change.absolute ?? 0) > 0;
}

/** Share of the endpoints that has to be slower. */
const MOST = 2 / 3;

/**
 * Whether most endpoints are slower by a change that they share: at least two thirds of them are worse in a time, and all
 * moved together by more than noise. One cause is likelier then than many, and no single endpoint is worth the headline.
 */
export function findTogether({ shifts = [], coverage, counts, verdict }: Comparison, { worse }: StoryGroups): Together | undefined {
  if (verdict !== 'fail' && verdict !== 'warn') return undefined;
  const slower = shifts.filter(({ metric, lowPct }) => describeMetric(metric).unit === 'ms' && lowPct > 0);
  const shift = slower.find(({ metric }) => metric === 'p95') ?? slower[0];
  const seen = worse.filter(({ scope, lead }) => scope === 'endpoint' && isSlower(lead)).length;
  // What is worse is nothing but times: then all that the comparison counts are, those too that a reduced copy has no room for.
  const areTimes = worse.every(({ scope, lead }) => scope !== 'endpoint' || lead.unit === 'ms');
  const count = areTimes ? Math.max(seen, counts.endpoints.fail + counts.endpoints.warn) : seen;
  const whole = Math.max(coverage.endpoints, count);
  return shift === undefined || count < 2 || count < whole * MOST ? undefined : { count, whole, shift };
}
