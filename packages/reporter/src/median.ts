/**
 * Median of the values that are there; the mean of the middle two for an even number; undefined for none.
 *
 * @example median([3, null, 1]) // 2
 */
export function median(values: readonly (number | null)[]): number | undefined {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const upper = known[Math.floor(known.length / 2)];
  const lower = known[Math.ceil(known.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
