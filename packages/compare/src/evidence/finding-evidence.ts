import type { Finding } from '@loadline/schema';
import { normalQuantile } from '@loadline/stats';
import type { ErrorResult, SeriesResult } from '../procedure/run-procedure.js';
import { isProven } from '../procedure/words.js';
import { pairsToFind, runsToFind, spreadOf } from './power.js';
import { INTERVAL_LEVEL, type WeighedReport } from './weigh-report.js';

/** A finding with what the procedure says of it: evidence, and the interval of its change. */
export function withEvidence(finding: Finding, result: SeriesResult | ErrorResult, report: WeighedReport): Finding {
  return result.kind === 'errors' ? withErrorEvidence(finding, result) : withSeriesEvidence(finding, result, report);
}

function withErrorEvidence(finding: Finding, { word, p, pAdjusted, standardError, df }: ErrorResult): Finding {
  return {
    ...finding,
    evidence: {
      ...finding.evidence,
      procedure: word,
      method: 'quasi-binomial',
      p,
      q: pAdjusted,
      noisePct: rounded(standardError * 100),
      df,
    },
  };
}

function withSeriesEvidence(finding: Finding, result: SeriesResult, { parameters, needed, reachOf }: WeighedReport): Finding {
  const { word, p, pAdjusted, standardError, df, drift, runs, pairs, theta } = result;
  const f = spreadOf(result);
  const variance = (standardError * standardError) / f;
  const threshold = Math.log(1 + parameters.tolerance);
  const reach = reachOf(df) * standardError;
  const [low, high] = [percent(result, theta - reach), percent(result, theta + reach)].sort((a, b) => a - b);
  return {
    ...finding,
    change: { ...finding.change, interval: { lowPct: low ?? NaN, highPct: high ?? NaN, level: INTERVAL_LEVEL } },
    evidence: {
      ...finding.evidence,
      procedure: word,
      method: pairs !== undefined ? 'paired-t' : df === null ? 'prior-z' : 'moderated-t',
      p,
      q: pAdjusted,
      ...(drift === undefined ? {} : { driftQ: drift.pAdjusted, driftP: drift.p }),
      noisePct: rounded((Math.exp(standardError) - 1) * 100),
      df,
      detectablePct: rounded((Math.exp(needed * standardError) - 1) * 100),
      runsNeeded: pairs === undefined ? runsToFind(variance, threshold, runs[0], needed) : pairsToFind(variance, threshold, needed),
      ...(df === null ? { assumedNoisePct: assumedNoise(result, parameters.q) } : {}),
    },
  };
}

/** A change of the logarithm as a change of the value in per cent: a throughput falls as its logarithm here rises. */
function percent({ class: metricClass }: SeriesResult, theta: number): number {
  return rounded((Math.exp(metricClass === 'throughput' ? -theta : theta) - 1) * 100);
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/**
 * With one run on each side: the noise from run to run, in %, up to which the change would still be proven. The p value of the
 * report is taken to stand as it is against the others.
 */
function assumedNoise(result: SeriesResult, q: number): number | null {
  if (!isProven({ ...result, drift: result.drift }, q)) return null;
  const f = 1 / result.runs[0] + 1 / result.runs[1];
  // The z value that the adjusted p value still allows.
  const least = normalQuantile(1 - (q * result.p) / Math.max(result.pAdjusted, 1e-300));
  const variance = (result.theta / least) ** 2 / f;
  return variance > 0 ? rounded(Math.sqrt(variance) * 100) : null;
}
