import type { LimitTerm } from '@loadline/schema/types';
import { type Changed, limitAlternatives } from './format-change.js';

/**
 * How much of its limit a change uses up: 1 when the limit is exactly reached, more beyond it, 0 or less when nothing moved
 * the bad way. Of terms joined by `and` the least counts, of those joined by `or` the most. Undefined where there is no such
 * share: no limit, a side that is missing, a limit of 0, a value of 0 or less against a floor. A value of 0 uses nothing of a ceiling.
 *
 * @example limitUse(finding) // 2 for +60 % against a limit of +30 %
 */
export function limitUse(finding: Changed): number | undefined {
  const shares = limitAlternatives(finding).flatMap(({ all }) => {
    const known = all.flatMap((term) => useOfTerm(finding, term) ?? []);
    return known.length === 0 ? [] : [Math.min(...known)];
  });
  return shares.length === 0 ? undefined : Math.max(...shares);
}

function useOfTerm({ current, change, limit }: Changed, { kind, op, bound }: LimitTerm): number | undefined {
  if (bound === 0) return undefined;
  if (kind !== 'value') {
    const moved = kind === 'relative' ? change.relativePct : change.absolute;
    return moved === null ? undefined : moved / bound;
  }
  if (current.value === null || current.value < 0 || bound < 0 || op === '==' || op === '!=') return undefined;
  // A goal is written by its good side, every other limit by its bad one.
  const isUpper = op.startsWith('>') !== (limit?.level === 'slo');
  if (isUpper) return current.value / bound;
  return current.value === 0 ? undefined : bound / current.value;
}
