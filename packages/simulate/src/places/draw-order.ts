import type { Random } from '@loadline/stats';
import { drawGamma } from '../draw/draw-gamma.js';
import { probit } from '../latency/probit.js';
import type { Spacing } from './spacing.js';

/** Where the least request, those at the percentiles and the greatest one of a run lie. */
export interface OrderPlaces {
  /** Rank, from 1; between two requests for a quantile of type 7. */
  rank: Float64Array;
  /** Share of all that is possible below. */
  share: Float64Array;
  /** The same on the normal scale. */
  z: Float64Array;
}

/** Draws the order statistics of so many requests, at least one, without drawing the requests. */
export function drawOrder(spacing: Spacing, requests: number, random: Random): OrderPlaces {
  const count = spacing.shares.length + 2;
  const rank = ranksOf(spacing.shares, requests);
  const share = new Float64Array(count);
  const z = new Float64Array(count);
  let below = spacing.edge * drawGamma(random, 1);
  share[0] = below;
  for (let index = 1; index < count; index++) {
    const steps = (rank[index] ?? 0) - (rank[index - 1] ?? 0);
    const shifted = steps + (spacing.shift[index] ?? 0) - (spacing.shift[index - 1] ?? 0);
    const inflation = spacing.inflation[index - 1] ?? 1;
    below += inflation * drawGamma(random, Math.max(shifted, steps / 2) / inflation);
    share[index] = below;
  }
  // From above, so that the last places keep their digits.
  let above = spacing.edge * drawGamma(random, 1);
  const total = below + above;
  for (let index = count - 1; index >= 0; index--) {
    const own = share[index] ?? 0;
    z[index] = probit(Math.log(own / above));
    share[index] = own / total;
    above += own - (share[index - 1] ?? 0);
  }
  return { rank, share, z };
}

function ranksOf(shares: readonly number[], requests: number): Float64Array {
  const rank = new Float64Array(shares.length + 2);
  rank[0] = 1;
  for (let index = 0; index < shares.length; index++) rank[index + 1] = 1 + (requests - 1) * (shares[index] ?? 0);
  rank[rank.length - 1] = requests;
  return rank;
}
