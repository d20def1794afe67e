import type { Better, Limit, LimitTerm } from '@loadline/schema';

/**
 * The current value at which a limit begins to be broken, given the baseline: of terms joined by `and` the one that is
 * reached last, of alternatives the one that is reached first. Undefined where a term points the good way or names a single
 * value: such a limit has no boundary on the way to worse.
 *
 * @param better which way is good: `lower` values break above the boundary, `higher` ones below.
 */
export function limitBoundary(limit: Limit, baseline: number, better: Exclude<Better, 'none'>): number | undefined {
  const further = better === 'lower' ? Math.max : Math.min;
  const nearer = better === 'lower' ? Math.min : Math.max;
  const alternatives = limit.any.map(({ all }) => {
    const terms = all.map((term) => termBoundary(term, baseline, better));
    return terms.some((value) => value === undefined) ? undefined : further(...terms.map((value) => value ?? NaN));
  });
  const known = alternatives.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : nearer(...known);
}

function termBoundary({ kind, op, bound }: LimitTerm, baseline: number, better: 'lower' | 'higher'): number | undefined {
  if (!op.startsWith(better === 'lower' ? '>' : '<')) return undefined;
  if (kind === 'value') return bound;
  return kind === 'absolute' ? baseline + bound : baseline * (1 + bound / 100);
}
