import type { ProcedureParameters } from './parameters.js';
import type { EndpointRuns, MeasuredPercentile, RunRow, Series } from './run-table.js';
import { roundingVariance, withinVariance } from './within-variance.js';

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

interface Value {
  run: number;
  y: number;
  /** Variance within the run, rounding included. */
  within: number;
}

function percentileSeries(endpoint: EndpointRuns, percentile: number, parameters: ProcedureParameters): Series[] {
  const find = (row: RunRow): MeasuredPercentile | undefined =>
    row.percentiles.find((each) => each.percentile === percentile && each.value > 0);
  const hasTail = rowsOf(endpoint).every(
    (row) => find(row) === undefined || (row.requests ?? 0) * (1 - percentile / 100) >= parameters.minTailSamples - 1e-9,
  );
  if (!hasTail) return [];
  return seriesOf(endpoint, `p${percentile}`, 'latency', parameters.latencyNoise, (row) => {
    const own = find(row);
    return own === undefined ? undefined : { y: Math.log(own.value), within: withinVariance(row, own, parameters) + roundingVariance(own) };
  });
}

function meanSeries(endpoint: EndpointRuns, parameters: ProcedureParameters): Series[] {
  return seriesOf(endpoint, 'mean', 'latency', parameters.latencyNoise, (row) => {
    if (row.mean === undefined || !(row.mean > 0) || !row.requests) return undefined;
    // Without its spread the mean is taken to be as sure as a median of the same requests.
    const inflation = row.vif ?? parameters.varianceInflation;
    return { y: Math.log(row.mean), within: (inflation * parameters.slopeFallback ** 2) / row.requests };
  });
}

function throughputSeries(endpoint: EndpointRuns, parameters: ProcedureParameters): Series[] {
  return seriesOf(endpoint, 'rps', 'throughput', parameters.throughputNoise, (row) =>
    row.rps === undefined || !(row.rps > 0) || !row.requests ? undefined : { y: -Math.log(row.rps), within: 1 / row.requests },
  );
}

function seriesOf(
  { key, baseline, current }: EndpointRuns,
  metric: string,
  metricClass: Series['class'],
  noise: number,
  measure: (row: RunRow) => Omit<Value, 'run'> | undefined,
): Series[] {
  const values = (rows: EndpointRuns['baseline'], first: number): Value[] =>
    rows.flatMap((row, index) => {
      const value = row === undefined ? undefined : measure(row);
      return value === undefined ? [] : [{ ...value, run: first + index }];
    });
  const [before, after] = [values(baseline, 0), values(current, baseline.length)];
  if (before.length === 0 || after.length === 0) return [];
  const all = [...before, ...after];
  return [
    {
      endpoint: key,
      metric,
      class: metricClass,
      baseline: before.map(({ y }) => y),
      current: after.map(({ y }) => y),
      runs: all.map(({ run }) => run),
      priorVariance: noise * noise + all.reduce((sum, { within }) => sum + within, 0) / all.length,
    },
  ];
}

function rowsOf({ baseline, current }: EndpointRuns): RunRow[] {
  return [...baseline, ...current].filter((row) => row !== undefined);
}
