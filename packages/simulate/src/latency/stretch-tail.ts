import { normalQuantile } from '@loadline/stats';
import { latencyAt } from './latency-at.js';
import { LAST_Z, type LatencyShape, shapeOf, STEPS_PER_Z } from './latency-shape.js';

/** Where the tail begins: one request in ten is in it. */
const TAIL_FROM = 0.9;

/**
 * The shape with the times above its 90th percentile multiplied; a factor below 1 takes none of them below that
 * percentile.
 */
export function stretchTail(shape: LatencyShape, factor: number): LatencyShape {
  if (factor === 1) return shape;
  const from = normalQuantile(TAIL_FROM);
  const leastMs = latencyAt(shape, from);
  return shapeOf(shape.latencyMs.map((ms, index) => (index / STEPS_PER_Z - LAST_Z > from ? Math.max(ms * factor, leastMs) : ms)));
}
