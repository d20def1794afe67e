import { percentileOf } from '@loadline/schema';
import { procedureMetric } from '../evidence/run-tables.js';
import type { ProcedureParameters } from '../procedure/parameters.js';
import type { SeriesResult } from '../procedure/run-procedure.js';
import type { EndpointRuns, RunRow } from '../procedure/run-table.js';
import { meanVariance, roundingVariance, withinVariance } from '../procedure/within-variance.js';
import { type ExplanationStep, numberOf } from './explanation.js';

/** Variances of the logarithm of one run's value that are expected beforehand. */
export interface ExpectedNoise {
  /** From run to run: σ0². */
  run: number;
  /** By the number of requests, mean over the runs. */
  requests: number;
  /** How many of the runs measured that from their own requests, and how many there are. */
  measuredRuns: number;
  runs: number;
  /** By rounding, mean over the runs. */
  rounding: number;
  /** Variance inflation, mean over the runs that did not measure it; NaN where all did. */
  inflation: number;
}

/** The parts of what was expected beforehand of the runs that measured a metric; they add up to `priorVariance`. */
export function expectedNoise(table: EndpointRuns, metric: string, parameters: ProcedureParameters): ExpectedNoise {
  const name = procedureMetric(metric);
  const isRate = name === 'rps';
  const percentile = percentileOf(metric);
  const rows = [...table.baseline, ...table.current].filter((row) => row !== undefined);
  const parts = rows.flatMap((row): Part[] => {
    if (name === 'rps') {
      if (!(row.rps !== undefined && row.rps > 0) || !row.requests) return [];
      return [{ requests: 1 / row.requests, rounding: 0, isMeasured: false, inflation: 1 }];
    }
    const inflation = row.vif ?? parameters.varianceInflation;
    if (name === 'mean') {
      if (!(row.mean !== undefined && row.mean > 0) || !row.requests) return [];
      return [{ requests: meanVariance(row, parameters), rounding: 0, isMeasured: row.meanLnStandardError !== undefined, inflation }];
    }
    const own = row.percentiles.find((each) => each.percentile === percentile);
    if (own === undefined) return [];
    const isMeasured = own.lnStandardError !== undefined;
    return [{ requests: withinVariance(row, own, parameters), rounding: roundingVariance(own), isMeasured, inflation }];
  });
  const assumed = parts.filter(({ isMeasured }) => !isMeasured);
  const mean = (of: readonly Part[], pick: (part: Part) => number) => of.reduce((sum, part) => sum + pick(part), 0) / of.length;
  return {
    run: (isRate ? parameters.throughputNoise : parameters.latencyNoise) ** 2,
    requests: mean(parts, (part) => part.requests),
    measuredRuns: parts.length - assumed.length,
    runs: parts.length,
    rounding: mean(parts, (part) => part.rounding),
    inflation: mean(assumed, (part) => part.inflation),
  };
}

/** What is expected within one run. */
interface Part {
  requests: number;
  rounding: number;
  isMeasured: boolean;
  inflation: number;
}

/** What is expected beforehand, as a step: standard deviations of one run in %. @param isCalibrated σ0 was measured over identical runs. */
export function expectedStep(
  table: EndpointRuns,
  metric: string,
  result: SeriesResult,
  parameters: ProcedureParameters,
  isCalibrated: boolean,
): ExplanationStep {
  const { run, requests, measuredRuns, runs, rounding, inflation } = expectedNoise(table, metric, parameters);
  const spread = (variance: number) => Math.sqrt(variance) * 100;
  const way = result.metric === 'rps' ? 'throughput' : result.metric === 'mean' ? 'mean' : 'percentile';
  const percentile = percentileOf(metric);
  const isAssumed = measuredRuns < runs;
  const first = [...table.baseline, ...table.current].find((row) => row !== undefined && !measuredItself(row, percentile));
  const neighbours = way === 'percentile' && first !== undefined && percentile !== undefined ? neighboursOf(first, percentile) : [];
  return {
    code: 'expected',
    way: measuredRuns === 0 ? way : isAssumed ? `${way}-partly-measured` : `${way}-measured`,
    ...(isCalibrated ? { text: 'calibrated' } : {}),
    numbers: [
      numberOf('runNoise', spread(run), '%'),
      numberOf('requestNoise', spread(requests), '%'),
      ...(measuredRuns > 0 && isAssumed ? [numberOf('measuredRuns', measuredRuns, 'runs')] : []),
      ...(way === 'throughput' || !isAssumed ? [] : [numberOf('inflation', inflation, 'ratio'), ...neighbours]),
      ...(rounding > 0 ? [numberOf('roundingNoise', spread(rounding), '%')] : []),
      numberOf('expectedNoise', spread(result.priorVariance), '%'),
    ],
  };
}

function measuredItself({ percentiles }: RunRow, own: number | undefined): boolean {
  return percentiles.some(({ percentile, lnStandardError }) => percentile === own && lnStandardError !== undefined);
}

/** The percentiles on either side, of which the slope was taken; the percentile itself where there is none. */
function neighboursOf({ percentiles }: RunRow, own: number): ExplanationStep['numbers'] {
  const low = percentiles.findLast(({ percentile }) => percentile > 0 && percentile < own)?.percentile ?? own;
  const high = percentiles.find(({ percentile }) => percentile > own && percentile < 100)?.percentile ?? own;
  if (low === high) return [];
  return [numberOf('lowerNeighbour', low, 'percentile'), numberOf('upperNeighbour', high, 'percentile')];
}
