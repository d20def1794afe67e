import { UserError } from '@loadline/schema';
import type { PlanOptions } from './plan-runs.js';

/** The ranges that make sense, and how each is called. */
const RANGES: readonly (readonly [key: keyof PlanOptions, what: string, least: number, most: number])[] = [
  ['noisePct', 'a noise', 0, 100],
  ['driftShare', 'a drift share', 0, 1],
  ['effectPct', 'an effect', 1, 1000],
  ['powerPct', 'a power', 50, 99.9],
  ['endpoints', 'endpoints', 1, 100_000],
  ['requests', 'requests of an endpoint in a run', 20, 1e9],
];

/** @throws UserError for a number out of its range. */
export function checkPlan(plan: PlanOptions): void {
  for (const [key, what, least, most] of RANGES) {
    const value = plan[key];
    const isWhole = key === 'endpoints' || key === 'requests';
    if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) continue;
    const unit = key.endsWith('Pct') ? ' %' : '';
    throw new UserError({
      code: 'plan-range',
      found: isWhole ? `${String(value)} ${what}` : `${what} of ${String(value)}${unit}`,
      expected: `${isWhole ? 'a whole number ' : ''}from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}${unit}`,
    });
  }
}
