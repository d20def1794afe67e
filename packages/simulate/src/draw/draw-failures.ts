import type { Random } from '@loadline/stats';
import { drawGamma } from './draw-gamma.js';
import { drawPoisson } from './draw-poisson.js';

/**
 * How many of so many requests failed, where failures come in bursts of geometric length: a Poisson number of bursts, and
 * beyond the first failure of each a negative binomial number (a Poisson one of gamma mean). Variance of the count, for
 * small shares: requests × share × (2·burst − 1). Never more than the requests.
 *
 * @param share expected share of failures, 0 to 1. @param burst mean length of a burst, from 1.
 */
export function drawFailures(random: Random, requests: number, share: number, burst: number): number {
  const bursts = drawPoisson(random, (requests * share) / burst);
  const further = burst > 1 ? drawPoisson(random, drawGamma(random, bursts) * (burst - 1)) : 0;
  return Math.min(requests, bursts + further);
}
