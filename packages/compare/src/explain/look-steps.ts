import type { Policy } from '@loadline/schema';
import { procedureParameters } from '../evidence/procedure-parameters.js';
import type { NextStep } from '../sequence/next-step.js';
import { BOUND_ALPHA, type PlannedLook, type SequenceOptions } from '../sequence/plan-look.js';
import { spentAlpha } from '../sequence/spend-alpha.js';
import { type ExplainedNumber, type ExplanationStep, type NumberName, numberOf } from './explanation.js';

/** The sequence in which a finding was judged. `comparison.sequence` is one. */
export interface ExplainSequence extends SequenceOptions {
  /** What `nextStep` says of the whole comparison. Default: no step speaks of it. */
  next?: NextStep;
}

/**
 * Which look of how many this is, and how its share of each error rate came about: what may be spent up to it less what was up
 * to the look before. Nothing where there is one look.
 *
 * @param asked the policy of the whole sequence. @param isWeighed evidence was asked: else the shares decide nothing.
 */
export function lookSteps({ sequence, policy, boundAlpha }: PlannedLook, asked: Policy, isWeighed: boolean): ExplanationStep[] {
  const { look, maxLooks } = sequence;
  if (maxLooks === 1) return [];
  const sharesOf = ([whole, spent, before, share]: readonly [NumberName, NumberName, NumberName, NumberName], alpha: number, own: number) =>
    [
      numberOf(whole, alpha, 'probability'),
      numberOf(spent, spentAlpha(alpha, look, maxLooks), 'probability'),
      numberOf(before, spentAlpha(alpha, look - 1, maxLooks), 'probability'),
      numberOf(share, own, 'probability'),
    ] satisfies ExplainedNumber[];
  const [all, here] = [procedureParameters(asked), procedureParameters(policy)];
  const { evidence } = asked;
  const shares = [
    ...sharesOf(['qWhole', 'qSpent', 'qSpentBefore', 'q'], all.q, here.q),
    ...sharesOf(['qWarnWhole', 'qWarnSpent', 'qWarnSpentBefore', 'qWarn'], all.qSuspect, here.qSuspect),
    ...(evidence === 'auto'
      ? sharesOf(['aloneWhole', 'aloneSpent', 'aloneSpentBefore', 'aloneBelow'], aloneShare(asked), aloneShare(policy))
      : []),
    ...(evidence === 'strict' ? sharesOf(['boundWhole', 'boundSpent', 'boundSpentBefore', 'bound'], BOUND_ALPHA, boundAlpha) : []),
  ];
  return [
    {
      code: 'look',
      way: !isWeighed ? 'unused' : evidence === 'advisory' ? 'advisory' : 'shared',
      numbers: [numberOf('look', look, 'looks'), numberOf('maxLooks', maxLooks, 'looks'), ...(isWeighed ? shares : [])],
    },
  ];
}

/** Chance in a report, 0 to 1, below which unchanged code breaks a typed limit so seldom that it decides alone. */
export function aloneShare({ parameters }: Pick<Policy, 'parameters'>): number {
  return (parameters.alonePct ?? 1) / 100;
}

/**
 * What to do after this look, as `nextStep` says of the whole comparison. Nothing where there is one look, or nothing was said.
 */
export function againSteps({ sequence }: PlannedLook, next: NextStep | undefined): ExplanationStep[] {
  const { look, maxLooks } = sequence;
  if (maxLooks === 1 || next === undefined) return [];
  if (next.step === 'done') return [{ code: 'again', way: look >= maxLooks ? 'last-look' : 'done', numbers: [] }];
  const runs = next.inPairs === true ? numberOf('morePairs', next.runs, 'pairs') : numberOf('moreRuns', next.runs, 'runs');
  return [{ code: 'again', way: 'run-again', numbers: [runs], text: next.why }];
}
