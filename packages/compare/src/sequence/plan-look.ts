import type { Policy, Sequence } from '@loadline/schema';
import { procedureParameters } from '../evidence/procedure-parameters.js';
import { alphaOfLook, spentAlpha } from './spend-alpha.js';

/** A comparison that may be made again with more runs. */
export interface SequenceOptions {
  /** So many looks there may be in all, 1 and more. It must be the same at every look. */
  maxLooks: number;
  /** Which look this is, from 1. Default: a look for each current run. Never more than there are current runs. */
  look?: number;
}

/** One look at the runs: where in the sequence it is, and the policy with its share of the error rates. */
export interface PlannedLook {
  sequence: Required<Sequence>;
  policy: Policy;
  /** Error rate of the bound that a strict limit is held against. */
  boundAlpha: number;
}

/** Error rate of the bound that a strict limit is held against, where there is one look. */
export const BOUND_ALPHA = 0.05;

/**
 * Gives a look its share of the false discovery rates and of the chance up to which a limit decides alone. One look of one has
 * all of them.
 *
 * @param runs current runs, each counted once: with no more runs than at the look before there is no other look.
 */
export function planLook(runs: number, { maxLooks: most, look = runs }: SequenceOptions, policy: Policy): PlannedLook {
  const maxLooks = Math.max(1, Math.trunc(most) || 1);
  const at = Math.max(1, Math.min(Math.trunc(look) || 1, runs, maxLooks));
  const { q, qSuspect } = procedureParameters(policy);
  const share = (alpha: number) => alphaOfLook(alpha, at, maxLooks);
  const sequence = { look: at, maxLooks, alphaSpent: q > 0 ? spentAlpha(q, at, maxLooks) / q : 1 };
  if (maxLooks === 1) return { sequence, policy, boundAlpha: BOUND_ALPHA };
  const alonePct = share((policy.parameters.alonePct ?? 1) / 100) * 100;
  return {
    sequence,
    policy: { ...policy, parameters: { ...policy.parameters, q: share(q), qWarn: share(qSuspect), alonePct } },
    boundAlpha: share(BOUND_ALPHA),
  };
}
