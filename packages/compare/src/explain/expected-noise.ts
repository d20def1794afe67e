import { percentileOf } from '@loadline/schema';
import { procedureMetric } from '../evidence/run-tables.js';
import type { ProcedureParameters } from '../procedure/parameters.js';
import type { SeriesResult } from '../procedure/run-procedure.js';
import type { EndpointRuns, RunRow } from '../procedure/run-table.js';
import { roundingVariance, withinVariance } from '../procedure/within-variance.js';
import { type ExplanationStep, numberOf } from './explanation.js';

/** Variances of the logarithm of one run's value that are expected beforehand. */
export interface ExpectedNoise {
  /** From run to run: σ0². */
  run: number;
  /** By the number of requests, mean over the runs. */
  requests: number;
  /** By rounding, mean over the runs. */
  rounding: number;
  /** Variance inflation, mean over the runs. */
  inflation: number;
}

/** The parts of what was expected beforehand of the runs that measured a metric; they add up to `priorVariance`. */
export function expectedNoise(table: EndpointRuns, metric: string, parameters: ProcedureParameters): ExpectedNoise {
  const name = procedureMetric(metric);
  const isRate = name === 'rps';
  const percentile = percentileOf(metric);
  const rows = [...table.baseline, ...table.current].filter((row) => row !== undefined);
  const parts = rows.flatMap((row): { requests: number; rounding: number; inflation: number }[] => {
    if (name === 'rps')
      return row.rps === undefined || !(row.rps > 0) || !row.requests ? [] : [{ requests: 1 / row.requests, rounding: 0, inflation: 1 }];
    const inflation = row.vif ?? parameters.varianceInflation;
    if (name === 'mean')
      return row.mean === undefined || !(row.mean > 0) || !row.requests
        ? []
        : [{ requests: (inflation * parameters.slopeFallback ** 2) / row.requests, rounding: 0, inflation }];
    const own = row.percentiles.find((each) => each.percentile === percentile);
    return own === undefined ? [] : [{ requests: withinVariance(row, own, parameters), rounding: roundingVariance(own), inflation }];
  });
  const mean = (pick: (part: (typeof parts)[number]) => number) => parts.reduce((sum, part) => sum + pick(part), 0) / parts.length;
  return {
    run: (isRate ? parameters.throughputNoise : parameters.latencyNoise) ** 2,
    requests: mean((part) => part.requests),
    rounding: mean((part) => part.rounding),
    inflation: mean((part) => part.inflation),
  };
}

/** What is expected beforehand, as a step: standard deviations of one run in %. @param isCalibrated σ0 was measured over identical runs. */
export function expectedStep(
  table: EndpointRuns,
  metric: string,
  result: SeriesResult,
  parameters: ProcedureParameters,
  isCalibrated: boolean,
): ExplanationStep {
  const { run, requests, rounding, inflation } = expectedNoise(table, metric, parameters);
  const spread = (variance: number) => Math.sqrt(variance) * 100;
  const way = result.metric === 'rps' ? 'throughput' : result.metric === 'mean' ? 'mean' : 'percentile';
  const percentile = percentileOf(metric);
  const first = [...table.baseline, ...table.current].find((row) => row !== undefined);
  const neighbours = way === 'percentile' && first !== undefined && percentile !== undefined ? neighboursOf(first, percentile) : [];
  return {
    code: 'expected',
    way,
    ...(isCalibrated ? { text: 'calibrated' } : {}),
    numbers: [
      numberOf('runNoise', spread(run), '%'),
      numberOf('requestNoise', spread(requests), '%'),
      ...(way === 'throughput' ? [] : [numberOf('inflation', inflation, 'ratio')]),
      ...neighbours,
      ...(rounding > 0 ? [numberOf('roundingNoise', spread(rounding), '%')] : []),
      numberOf('expectedNoise', spread(result.priorVariance), '%'),
    ],
  };
}

/** The percentiles on either side, of which the slope was taken; the percentile itself where there is none. */
function neighboursOf({ percentiles }: RunRow, own: number): ExplanationStep['numbers'] {
  const low = percentiles.findLast(({ percentile }) => percentile > 0 && percentile < own)?.percentile ?? own;
  const high = percentiles.find(({ percentile }) => percentile > own && percentile < 100)?.percentile ?? own;
  if (low === high) return [];
  return [numberOf('lowerNeighbour', low, 'percentile'), numberOf('upperNeighbour', high, 'percentile')];
}
