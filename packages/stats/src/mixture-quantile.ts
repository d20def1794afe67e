import { checkQuantile } from './quantile.js';

/** A distribution known at some quantiles, with its share in a mixture. */
export interface MixturePart {
  /** Relative size: the number of samples. */
  weight: number;
  /** Known points: quantile (0 to 1) and value. Minimum and maximum go in as 0 and 1 where they are known. */
  points: readonly { q: number; value: number }[];
}

/**
 * The quantile of a mixture of distributions, each known at some of its quantiles. The distribution function of a part
 * is taken as linear between its known points and as a step at the outermost ones; the mixture's is their weighted
 * mean, and its quantile the smallest value at which it reaches q. Solved exactly on the joined break points.
 *
 * The result lies between the least and the greatest of the parts' own quantiles, as that of every mixture does.
 *
 * @returns undefined when no part has weight, or one that has knows no point.
 * @throws RangeError for a q outside of 0 to 1.
 */
export function mixtureQuantile(parts: readonly MixturePart[], q: number): number | undefined {
  checkQuantile(q);
  const weighty = parts.filter((part) => part.weight > 0);
  const total = weighty.reduce((sum, part) => sum + part.weight, 0);
  if (total === 0 || weighty.some((part) => part.points.length === 0)) return undefined;
  const curves = weighty.map((part) => ({ weight: part.weight / total, points: [...part.points].sort((a, b) => a.q - b.q || a.value - b.value) }));
  const breaks = [...new Set(curves.flatMap((curve) => curve.points.map((point) => point.value)))].sort((a, b) => a - b);
  const target = q - 1e-12;
  let previous = { value: breaks[0] ?? 0, share: 0 };
  for (const value of breaks) {
    const left = share(curves, value, 'left');
    if (left >= target && left > previous.share) return previous.value + ((q - previous.share) / (left - previous.share)) * (value - previous.value);
    const right = share(curves, value, 'right');
    if (right >= target) return value;
    previous = { value, share: right };
  }
  return breaks.at(-1);
}

type Curve = { weight: number; points: readonly { q: number; value: number }[] };

/** The mixture's distribution function at a value, just before it or at it. */
function share(curves: readonly Curve[], value: number, side: 'left' | 'right'): number {
  return curves.reduce((sum, curve) => sum + curve.weight * shareOf(curve.points, value, side), 0);
}

function shareOf(points: Curve['points'], value: number, side: 'left' | 'right'): number {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return 0;
  if (value < first.value || (value === first.value && side === 'left')) return 0;
  if (value > last.value || (value === last.value && side === 'right')) return 1;
  let low = first;
  for (const high of points) {
    if (high.value > value || (high.value === value && side === 'left')) {
      return high.value === low.value ? low.q : low.q + ((value - low.value) / (high.value - low.value)) * (high.q - low.q);
    }
    low = high;
  }
  return low.q;
}
