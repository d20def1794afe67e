import { LAST_Z, type LatencyShape, STEPS_PER_Z } from './latency-shape.js';

/** A table's value at a place of the normal scale; beyond the table's ends that of the end. */
export function tableAt(table: Float64Array, z: number): number {
  const position = (z + LAST_Z) * STEPS_PER_Z;
  if (position <= 0) return table[0] ?? NaN;
  const index = Math.floor(position);
  const low = table[index];
  const high = table[index + 1];
  if (low === undefined || high === undefined) return table[table.length - 1] ?? NaN;
  return low + (position - index) * (high - low);
}

/** Response time in ms at a place of the normal scale. */
export function latencyAt(shape: LatencyShape, z: number): number {
  return tableAt(shape.latencyMs, z);
}

/** The place of a response time on the normal scale: the inverse of {@link latencyAt}, within the table. */
export function placeOfLatency({ latencyMs }: LatencyShape, ms: number): number {
  let low = 0;
  let high = latencyMs.length - 1;
  if (!(ms > (latencyMs[0] ?? 0))) return -LAST_Z;
  if (ms >= (latencyMs[high] ?? 0)) return LAST_Z;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((latencyMs[middle] ?? 0) < ms) low = middle;
    else high = middle;
  }
  const from = latencyMs[low] ?? 0;
  const to = latencyMs[high] ?? 0;
  return (low + (ms - from) / (to - from)) / STEPS_PER_Z - LAST_Z;
}
