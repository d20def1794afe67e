import type { Series } from '@loadline/schema';
import { median } from '@loadline/stats';

/**
 * The one number that stands for a series: the median over the runs that have it. One bad run does not move it as it would
 * move a mean.
 *
 * @returns in the metric's unit; null when no run has the metric.
 */
export function seriesValue(series: Pick<Series, 'values'>): number | null {
  const known = series.values.filter((value) => value !== null);
  return known.length === 0 ? null : (median(known) ?? null);
}
