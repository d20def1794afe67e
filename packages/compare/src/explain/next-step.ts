import type { Finding, Policy } from '@loadline/schema';
import { limitsOf, thresholdOf } from '../evidence/alone.js';
import { pairsToFind, runsToFind, spreadOf } from '../evidence/power.js';
import type { WeighedReport } from '../evidence/weigh-report.js';
import type { SeriesResult } from '../procedure/run-procedure.js';
import { type ExplanationStep, numberOf } from './explanation.js';
import { changePct } from './series-steps.js';

/**
 * What would tell: the smallest change that this comparison would have found in four of five cases, the runs with which a
 * change as large as the limit would be, and how much of the noise is that of few requests.
 */
export function nextStep(finding: Finding, result: SeriesResult, report: WeighedReport, policy: Policy): ExplanationStep {
  const { detectablePct, assumedNoisePct } = finding.evidence;
  const own = limitsOf(finding, policy);
  const limit = own?.limits.fail ?? own?.limits.warn;
  const threshold = limit === undefined ? undefined : thresholdOf(limit, finding, finding.better);
  const variance = result.standardError ** 2 / spreadOf(result);
  const reaches = threshold !== undefined && threshold > 0 && Number.isFinite(threshold);
  const runs = reaches
    ? result.pairs === undefined
      ? runsToFind(variance, threshold, result.runs[0], report.needed)
      : pairsToFind(variance, threshold, report.needed)
    : undefined;
  const { latencyNoise, throughputNoise } = report.parameters;
  const between = (result.class === 'latency' ? latencyNoise : throughputNoise) ** 2;
  return {
    code: 'next',
    way: runs === undefined ? 'no-limit' : runs === null ? 'more-baseline' : runs <= result.runs[1] ? 'enough' : 'more-runs',
    numbers: [
      numberOf('detectable', typeof detectablePct === 'number' ? changePct(result, Math.log1p(detectablePct / 100)) : null, '%'),
      ...(runs === undefined || runs === null || runs <= result.runs[1] ? [] : [numberOf('runsNeeded', runs, 'runs')]),
      numberOf('requestShare', (1 - between / result.priorVariance) * 100, '%'),
      ...(typeof assumedNoisePct === 'number' ? [numberOf('assumedNoise', assumedNoisePct, '%')] : []),
    ],
  };
}
