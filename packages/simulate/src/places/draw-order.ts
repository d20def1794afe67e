import type { Random } from '@loadline/stats';
import { drawGamma } from '../draw/draw-gamma.js';
import { probit } from '../latency/probit.js';
import type { OrderPlan } from './order-plan.js';

/** Where the least request, those at the percentiles and the greatest one of a run lie. */
export interface OrderPlaces {
  /** Rank, from 1; between two requests for a quantile of type 7. */
  rank: Float64Array;
  /** Place on the normal scale, ascending. */
  z: Float64Array;
}

/** Below so many requests autocorrelation has no room to do all that its sums over all lags say. */
const FEWEST = 10;

/**
 * Draws the order statistics of so many requests, at least one, without drawing the requests: those of independent
 * requests by gamma spacings (Rényi 1953, with uniform places), then the movements of the plan.
 */
export function drawOrder(plan: OrderPlan, requests: number, random: Random): OrderPlaces {
  const rank = ranksOf(plan.shares, requests);
  const z = drawIndependent(plan, rank, random);
  const size = Math.max(requests, FEWEST);
  for (const level of plan.levels) {
    const moved = random.normal() / Math.sqrt(size);
    for (let index = 0; index < z.length; index++) z[index] = (z[index] ?? 0) + moved * (level[index] ?? 0);
  }
  let before = -Infinity;
  for (let index = 0; index < z.length; index++) {
    before = Math.max(before, (z[index] ?? 0) + (plan.drift[index] ?? 0) / size);
    z[index] = before;
  }
  return { rank, z };
}

function ranksOf(shares: readonly number[], requests: number): Float64Array {
  const rank = new Float64Array(shares.length + 2);
  rank[0] = 1;
  for (let index = 0; index < shares.length; index++) rank[index + 1] = 1 + (requests - 1) * (shares[index] ?? 0);
  rank[rank.length - 1] = requests;
  return rank;
}

function drawIndependent({ edge }: OrderPlan, rank: Float64Array, random: Random): Float64Array {
  const last = rank.length - 1;
  const below = new Float64Array(rank.length);
  let reached = edge * drawGamma(random, 1);
  below[0] = reached;
  for (let index = 1; index <= last; index++) {
    const steps = (rank[index] ?? 0) - (rank[index - 1] ?? 0);
    // What the extremes are further from the ends, their neighbours are nearer to them.
    const taken = (edge - 1) * ((index === 1 ? 1 : 0) + (index === last ? 1 : 0));
    reached += drawGamma(random, Math.max(steps - taken, steps / 2));
    below[index] = reached;
  }
  // From above, so that the last places keep their digits.
  let above = edge * drawGamma(random, 1);
  const z = new Float64Array(rank.length);
  for (let index = last; index >= 0; index--) {
    const own = below[index] ?? 0;
    z[index] = probit(Math.log(own / above));
    above += own - (below[index - 1] ?? 0);
  }
  return z;
}
