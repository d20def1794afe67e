import type { Comparison, Diagnostic, Finding, Policy } from '@loadline/schema';
import { median } from '@loadline/stats';
import type { SeriesResult } from '../procedure/run-procedure.js';
import { robustSpread } from '../procedure/judge-class.js';
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
  return {
    detectablePct: Number(detectable.toPrecision(3)),
    runNoisePct: Number(noise.toPrecision(3)),
    assumption: used.every(({ df }) => df === null) ? assumptionOf(policy) : `noise measured over ${measuredOver(used[0])}`,
  };
}

function measuredOver(result: SeriesResult | undefined): string {
  const { runs, pairs } = result ?? { runs: [0, 0], pairs: undefined };
  return pairs === undefined ? `${runs[0]} runs against ${runs[1]}` : `${pairs} pairs of runs`;
}

/** What one run on each side rests on: a number that is assumed, or that was measured over other runs. */
function assumptionOf({ parameters: { latencyNoisePct = 5 }, noise }: Policy): string {
  return noise === undefined
    ? `one run each: assumes that runs differ by no more than ${latencyNoisePct} % by themselves`
    : `one run each: rests on the noise of ${latencyNoisePct} % from run to run that was measured over ${noise.runs} runs`;
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

/** A run whose median residual over the series is beyond four robust standard deviations, with a floor of 3 %. */
export function oddRuns({ tables, procedure }: WeighedReport): Diagnostic[] {
  const metrics = new Set(
    procedure.results.flatMap((result) => (result.kind === 'series' && result.class === 'latency' ? [result.metric] : [])),
  );
  const percentiles = [...metrics].filter((metric) => metric.startsWith('p')).map((metric) => Number(metric.slice(1)));
  const runs = [...tables.values()][0]?.baseline.length ?? 0;
  if (runs < 4) return [];
  const residuals = Array.from({ length: runs }, (): number[] => []);
  for (const { baseline } of tables.values())
    for (const percentile of percentiles) {
      const known = baseline.flatMap((row) => row?.percentiles.find((own) => own.percentile === percentile)?.value ?? []).map(Math.log);
      if (known.length < runs) continue;
      const middle = median(known);
      known.forEach((value, run) => residuals[run]?.push(value - middle));
    }
  if (residuals.some((own) => own.length === 0)) return [];
  const medians = residuals.map((own) => median(own));
  const spread = Math.max(0.03, robustSpread(medians));
  return medians.flatMap((value, run) =>
    Math.abs(value) <= 4 * spread
      ? []
      : [
          {
            code: 'odd-run',
            severity: 'warning' as const,
            message: `run ${run + 1} of the baseline is ${value > 0 ? 'slower' : 'faster'} than the others by ${Number(((Math.exp(Math.abs(value)) - 1) * 100).toPrecision(2))} % over all its endpoints: it makes the noise look larger than it is`,
          },
        ],
  );
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
