import type { Random } from '@loadline/stats';
import { latencyAt, tableAt } from '../latency/latency-at.js';
import type { LatencyShape } from '../latency/latency-shape.js';
import type { OrderPlaces } from './draw-order.js';

/**
 * Mean response time of a run of which some order statistics are known, before scaling, in ms. Strictly between two known
 * places the requests lie as the whole distribution does; how their sum varies is drawn as one normal number.
 */
export function drawMean({ rank, z }: OrderPlaces, shape: LatencyShape, random: Random): number {
  const last = z.length - 1;
  const requests = rank[last] ?? 1;
  const noise = random.normal();
  let before = pointOf(shape, z[0] ?? 0);
  let total = before.ms / 2;
  let variance = 0;
  for (let index = 1; index <= last; index++) {
    const here = pointOf(shape, z[index] ?? 0);
    const steps = (rank[index] ?? 0) - (rank[index - 1] ?? 0);
    const middle = (before.ms + here.ms) / 2;
    // A known place belongs to both its sides by halves. Where two nearly meet, the integrals' difference has no digits left.
    if (steps > 1 && here.z - before.z > 1e-2) {
      const width = here.share - before.share;
      const mean = (here.sum - before.sum) / width;
      total += (steps - 1) * mean + middle;
      variance += (steps - 1) * Math.max(0, (here.squares - before.squares) / width - mean * mean);
    } else total += steps * middle;
    before = here;
  }
  return (total + before.ms / 2 + noise * Math.sqrt(variance)) / requests;
}

interface Point {
  z: number;
  ms: number;
  share: number;
  sum: number;
  squares: number;
}

function pointOf(shape: LatencyShape, z: number): Point {
  return {
    z,
    ms: latencyAt(shape, z),
    share: tableAt(shape.partialShare, z),
    sum: tableAt(shape.partialMeanMs, z),
    squares: tableAt(shape.partialSquareMs, z),
  };
}
