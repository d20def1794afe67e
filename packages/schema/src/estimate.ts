/** The multiples of the mean that stand for a percentile where none was measured. */
export const estimateFactors: ReadonlyMap<string, number> = new Map([
  ['p95_latency_ms', 1.4],
  ['p99_latency_ms', 1.7],
]);

/** p95 ≈ 1.4 × mean and p99 ≈ 1.7 × mean, truncated to whole ms; undefined for other metrics. Never gated. */
export function estimatePercentile(metric: string, meanMs: number): number | undefined {
  const factor = estimateFactors.get(metric);
  // 1.4 × 150 is 209.99999999999997: the estimate meant is 210.
  return factor === undefined ? undefined : Math.trunc(Number((meanMs * factor).toFixed(6)));
}
