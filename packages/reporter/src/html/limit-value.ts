import type { Finding, LimitTerm } from '@loadline/schema/types';
import { limitAlternatives } from '../format-change.js';

/**
 * The current value at which a finding's limit breaks, in the metric's unit: of terms that must all break the farthest,
 * of alternatives the nearest. Undefined where there is no limit, it cannot be read, or it has no one such value.
 */
export function limitValue(finding: Finding): number | undefined {
  const { better, baseline } = finding;
  if (better === 'none') return undefined;
  const farther = better === 'lower' ? Math.max : Math.min;
  const nearer = better === 'lower' ? Math.min : Math.max;
  const values = limitAlternatives(finding).flatMap(({ all }) => {
    const bounds = all.map((term) => boundOf(term, baseline.value)).filter((bound) => bound !== undefined);
    return bounds.length === 0 || bounds.length < all.length ? [] : [farther(...bounds)];
  });
  return values.length === 0 ? undefined : nearer(...values);
}

function boundOf({ kind, op, bound }: LimitTerm, baseline: number | null): number | undefined {
  if (op === '!=') return undefined;
  if (kind === 'value') return bound;
  if (baseline === null) return undefined;
  return kind === 'absolute' ? baseline + bound : baseline * (1 + bound / 100);
}
