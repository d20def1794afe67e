import type { Comparison, Diagnostic, Finding, Policy } from '@loadline/schema';
import { median } from '@loadline/stats';
import type { SeriesResult } from '../procedure/run-procedure.js';
import { INTERVAL_LEVEL, type WeighedReport } from './weigh-report.js';

/** What a comparison would have shown: of its latencies the median of what would have been found with 80 % power. */
export function sensitivityOf({ procedure, needed }: WeighedReport, policy: Policy): Comparison['sensitivity'] {
  const series = procedure.results.filter((result): result is SeriesResult => result.kind === 'series');
  const latencies = series.filter((result) => result.class === 'latency');
  const used = latencies.length > 0 ? latencies : series;
  if (used.length === 0) return null;
  const detectable = median(used.map(({ standardError }) => (Math.exp(needed * standardError) - 1) * 100));
  const oneRun = median(
    used.map(({ standardError, runs, pairs }) => standardError / Math.sqrt(pairs === undefined ? 1 / runs[0] + 1 / runs[1] : 2 / pairs)),
  );
  const noise = (Math.exp(oneRun) - 1) * 100;
  const isAssumed = used.every(({ df }) => df === null);
  return {
    detectablePct: Number(detectable.toPrecision(3)),
    runNoisePct: Number(noise.toPrecision(3)),
    basis: isAssumed ? 'assumed' : 'measured',
    assumption: isAssumed ? assumptionOf(policy, used[0]) : `noise measured over ${measuredOver(used[0])}${expectationOf(policy)}`,
  };
}

function measuredOver(result: SeriesResult | undefined): string {
  const { runs, pairs } = result ?? { runs: [0, 0], pairs: undefined };
  return pairs === undefined ? `${runs[0]} runs against ${runs[1]}` : `${pairs} pairs of runs`;
}

/** What the measured noise is weighed with, where that was measured as well. */
function expectationOf({ noise }: Policy): string {
  return noise === undefined ? '' : `, weighed with ${noise.from} (${noise.runs} runs)`;
}

/** What runs too few to measure noise rest on: a number that is assumed, or that was measured over other runs. */
function assumptionOf({ parameters: { latencyNoisePct = 5 }, noise }: Policy, result: SeriesResult | undefined): string {
  const few = (result?.runs ?? [1, 1]).every((runs) => runs === 1) ? 'one run each' : 'few runs';
  return noise === undefined
    ? `${few}: assumes that runs differ by no more than ${latencyNoisePct} % by themselves`
    : `${few}: rests on the noise of ${latencyNoisePct} % from run to run that was measured over ${noise.runs} runs (${noise.from})`;
}

/** How all endpoints moved together, by metric: the median change with its interval, from five endpoints on. */
export function shiftsOf({ procedure, reachOf }: WeighedReport): NonNullable<Comparison['shifts']> {
  return procedure.shifts.map(({ metric, class: metricClass, endpoints, theta, standardError, df }) => {
    const sign = metricClass === 'throughput' ? -1 : 1;
    const pct = (change: number) => Number(((Math.exp(sign * change) - 1) * 100).toPrecision(4));
    const reach = reachOf(df) * standardError;
    const [low = 0, high = 0] = [theta - reach, theta + reach].map(pct).sort((a, b) => a - b);
    return { metric, endpoints, medianPct: pct(theta), lowPct: low, highPct: high, level: INTERVAL_LEVEL };
  });
}

/** Too noisy to promise anything. */
export function noiseDiagnostics(sensitivity: Comparison['sensitivity'], policy: Policy, findings: readonly Finding[]): Diagnostic[] {
  const most = policy.parameters.tooNoisyPct ?? 15;
  const noise = sensitivity?.runNoisePct ?? 0;
  if (noise <= most || findings.every(({ evidence }) => evidence.method === 'limit')) return [];
  return [
    {
      code: 'too-noisy',
      severity: 'warning',
      message: `one run moves by about ±${noise} % by itself here, more than ${most} %: nothing smaller than ${sensitivity?.detectablePct ?? '?'} % can be told from noise; more requests, more runs or a quieter machine would help`,
    },
  ];
}
