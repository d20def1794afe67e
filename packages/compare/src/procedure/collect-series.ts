import type { ProcedureParameters } from './parameters.js';
import type { EndpointRuns, MeasuredPercentile, RunRow, Series } from './run-table.js';
import { meanVariance, roundingVariance, withinVariance } from './within-variance.js';

/**
 * The series of an endpoint that can be judged: of each wanted metric (`p95`, `mean`, `rps`) the runs that measured it, where
 * there is one on each side, and for a percentile so many requests that its tail is known.
 */
export function collectSeries(endpoint: EndpointRuns, wanted: ReadonlySet<string>, parameters: ProcedureParameters): Series[] {
  return [...wanted].flatMap((metric) => {
    if (metric === 'mean') return meanSeries(endpoint, parameters);
    if (metric === 'rps') return throughputSeries(endpoint, parameters);
    const percentile = /^p(\d+(?:\.\d+)?)$/.exec(metric)?.[1];
    return percentile === undefined ? [] : percentileSeries(endpoint, Number(percentile), parameters);
  });
}

/** Takes the value of a run, its variance within the run, rounding included, and the finest difference that it can tell. */
type Add = (y: number, within: number, step?: number) => void;

function percentileSeries(endpoint: EndpointRuns, percentile: number, parameters: ProcedureParameters): Series[] {
  const find = (row: RunRow): MeasuredPercentile | undefined =>
    row.percentiles.find((each) => each.percentile === percentile && each.value > 0);
  const hasTail = rowsOf(endpoint).every(
    (row) => find(row) === undefined || (row.requests ?? 0) * (1 - percentile / 100) >= parameters.minTailSamples - 1e-9,
  );
  if (!hasTail) return [];
  return seriesOf(endpoint, `p${percentile}`, 'latency', parameters.latencyNoise, (row, add) => {
    const own = find(row);
    if (own !== undefined) add(Math.log(own.value), withinVariance(row, own, parameters) + roundingVariance(own), own.step);
  });
}

function meanSeries(endpoint: EndpointRuns, parameters: ProcedureParameters): Series[] {
  return seriesOf(endpoint, 'mean', 'latency', parameters.latencyNoise, (row, add) => {
    if (row.mean !== undefined && row.mean > 0 && row.requests) add(Math.log(row.mean), meanVariance(row, parameters));
  });
}

function throughputSeries(endpoint: EndpointRuns, parameters: ProcedureParameters): Series[] {
  return seriesOf(endpoint, 'rps', 'throughput', parameters.throughputNoise, (row, add) => {
    if (row.rps !== undefined && row.rps > 0 && row.requests) add(-Math.log(row.rps), 1 / row.requests);
  });
}

function seriesOf(
  { key, baseline, current }: EndpointRuns,
  metric: string,
  metricClass: Series['class'],
  noise: number,
  measure: (row: RunRow, add: Add) => void,
): Series[] {
  const [before, after, runs]: [number[], number[], number[]] = [[], [], []];
  let total = 0;
  let step = 0;
  const collect = (rows: EndpointRuns['baseline'], first: number, into: number[]) =>
    rows.forEach((row, index) => {
      if (row === undefined) return;
      measure(row, (y, within, width = 0) => {
        into.push(y);
        step = Math.max(step, width);
        runs.push(first + index);
        total += within;
      });
    });
  collect(baseline, 0, before);
  collect(current, baseline.length, after);
  if (before.length === 0 || after.length === 0) return [];
  const priorVariance = noise * noise + total / runs.length;
  return [{ endpoint: key, metric, class: metricClass, baseline: before, current: after, runs, priorVariance, step }];
}

function rowsOf({ baseline, current }: EndpointRuns): RunRow[] {
  return [...baseline, ...current].filter((row) => row !== undefined);
}
