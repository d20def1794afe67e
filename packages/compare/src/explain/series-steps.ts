import type { Finding, Policy } from '@loadline/schema';
import type { WeighedReport } from '../evidence/weigh-report.js';
import { procedureMetric } from '../evidence/run-tables.js';
import { collectSeries } from '../procedure/collect-series.js';
import type { ClassNoise } from '../procedure/judge-class.js';
import { spreadOf } from '../evidence/power.js';
import type { SeriesResult } from '../procedure/run-procedure.js';
import type { EndpointRuns, Series } from '../procedure/run-table.js';
import { expectedStep } from './expected-noise.js';
import { type ExplanationStep, numberOf } from './explanation.js';

/** From what is expected of a latency or a throughput to how sure its change is by itself. */
export function seriesSteps(
  finding: Finding,
  result: SeriesResult,
  table: EndpointRuns,
  report: WeighedReport,
  policy: Policy,
): ExplanationStep[] {
  const { parameters, procedure } = report;
  const [series] = collectSeries(table, new Set([procedureMetric(finding.metric) ?? '']), parameters);
  return [
    expectedStep(table, finding.metric, result, parameters, policy.noise !== undefined),
    noiseStep(result, series, procedure.noise[result.class] ?? { mode: 'prior' }),
    changeStep(result, report),
    driftStep(finding, result, parameters.minDriftEndpoints, procedure.noise[result.class]?.mode === 'prior'),
  ];
}

/** How far one run moves by itself here, as it was taken. */
function noiseStep(result: SeriesResult, series: Series | undefined, noise: ClassNoise): ExplanationStep {
  const { pairs } = result;
  // The difference of a pair has the noise of two runs.
  const f = pairs === undefined ? spreadOf(result) : 2 / pairs;
  const oneRun = result.standardError / Math.sqrt(f);
  const taken = numberOf('oneRunNoise', oneRun * 100, '%');
  if (noise.mode === 'prior') {
    const isWider = oneRun * oneRun > result.priorVariance * (1 + 1e-9);
    const spread = isWider ? [numberOf('endpointSpread', result.standardError * 100, '%')] : [];
    return { code: 'noise', way: isWider ? 'spread' : 'assumed', numbers: [...spread, taken] };
  }
  const nu = pairs === undefined ? result.runs[0] + result.runs[1] - 2 : pairs - 1;
  const own =
    series === undefined || nu < 1 || pairs !== undefined
      ? null
      : Math.sqrt((squares(series.baseline) + squares(series.current)) / nu) * 100;
  return {
    code: 'noise',
    way: result.df === noise.df ? 'measured' : 'lent',
    numbers: [
      numberOf('ownNoise', own, '%'),
      numberOf('ownDf', nu, 'df'),
      numberOf('scale', noise.cTilde, 'ratio'),
      numberOf('d0', noise.d0, 'df'),
      numberOf('poolDf', noise.dfPool, 'df'),
      numberOf('df', result.df, 'df'),
      taken,
    ],
  };
}

function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** The change of the logarithm with its interval, and the chance of it. */
function changeStep(result: SeriesResult, { reachOf }: WeighedReport): ExplanationStep {
  const { theta, standardError, df, p } = result;
  const reach = reachOf(df) * standardError;
  const [low, high] = [changePct(result, theta - reach), changePct(result, theta + reach)].sort((a, b) => a - b);
  return {
    code: 'change',
    way: df === null ? 'normal' : 'student',
    numbers: [
      numberOf('theta', theta, 'ln'),
      numberOf('change', changePct(result, theta), '%'),
      numberOf('standardError', standardError, 'ln'),
      numberOf('standardErrors', theta / standardError, 'ratio'),
      numberOf('low', low, '%'),
      numberOf('high', high, '%'),
      ...(df === null ? [] : [numberOf('df', df, 'df')]),
      numberOf('p', p, 'probability'),
    ],
  };
}

/** A change of the logarithm as a change of the value, in %: a throughput falls as its logarithm here rises. */
export function changePct({ class: metricClass }: Pick<SeriesResult, 'class'>, theta: number): number {
  return (Math.exp(metricClass === 'throughput' ? -theta : theta) - 1) * 100;
}

/** The twin with what moved all endpoints taken off; without one, why there is none. */
function driftStep({ scope }: Finding, result: SeriesResult, least: number, isAssumed: boolean): ExplanationStep {
  const { drift, theta } = result;
  if (drift === undefined) {
    const way = result.class === 'throughput' ? 'throughput' : scope !== 'endpoint' ? 'sum' : isAssumed ? 'few-runs' : 'few-endpoints';
    return { code: 'drift', way, numbers: way === 'few-endpoints' ? [numberOf('endpointsNeeded', least, 'endpoints')] : [] };
  }
  return {
    code: 'drift',
    way: 'taken-off',
    numbers: [
      numberOf('drift', changePct(result, theta - drift.theta), '%'),
      numberOf('change', changePct(result, drift.theta), '%'),
      numberOf('standardError', drift.standardError, 'ln'),
      numberOf('p', drift.p, 'probability'),
      numberOf('pAdjusted', drift.pAdjusted, 'probability'),
    ],
  };
}

/** The p value among all of the report. */
export function familyStep({ pAdjusted }: { pAdjusted: number }, { parameters, procedure }: WeighedReport): ExplanationStep {
  const { q, qSuspect } = parameters;
  return {
    code: 'family',
    way: pAdjusted <= q ? 'proven' : pAdjusted <= qSuspect ? 'suspected' : 'noise',
    numbers: [
      numberOf('tests', procedure.tests, 'tests'),
      numberOf('pAdjusted', pAdjusted, 'probability'),
      numberOf('q', q, 'probability'),
      numberOf('qWarn', qSuspect, 'probability'),
    ],
  };
}
