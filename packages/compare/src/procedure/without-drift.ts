import { median } from '@loadline/stats';
import type { Series } from './run-table.js';

/**
 * The same series with what moved all endpoints of a run taken off: per metric and run, the median over the endpoints. The
 * other endpoints act as controls. Undefined for a metric that too few endpoints share.
 */
export function withoutDrift(series: readonly Series[], minEndpoints: number): (Series | undefined)[] {
  const byMetric = new Map<string, Series[]>();
  for (const each of series) {
    const known = byMetric.get(each.metric);
    if (known === undefined) byMetric.set(each.metric, [each]);
    else known.push(each);
  }
  const drifts = new Map([...byMetric].map(([metric, own]) => [metric, own.length < minEndpoints ? undefined : driftByRun(own)]));
  return series.map((each) => {
    const drift = drifts.get(each.metric);
    if (drift === undefined) return undefined;
    const less = (values: readonly number[], first: number) =>
      values.map((value, at) => value - (drift.get(each.runs[first + at] ?? -1) ?? 0));
    return { ...each, baseline: less(each.baseline, 0), current: less(each.current, each.baseline.length) };
  });
}

/** Median of the endpoints by run. */
export function driftByRun(series: readonly Series[]): Map<number, number> {
  const byRun = new Map<number, number[]>();
  for (const { baseline, current, runs } of series)
    [...baseline, ...current].forEach((value, at) => {
      const run = runs[at] ?? -1;
      const known = byRun.get(run);
      if (known === undefined) byRun.set(run, [value]);
      else known.push(value);
    });
  return new Map([...byRun].map(([run, values]) => [run, median(values)]));
}
