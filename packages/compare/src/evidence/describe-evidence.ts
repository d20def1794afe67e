import type { Comparison, Diagnostic, Finding, Policy } from '@loadline/schema';
import { median, quantileInterval } from '@loadline/stats';
import type { SeriesResult } from '../procedure/run-procedure.js';
import type { WeighedReport } from './weigh-report.js';

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
    assumption: used.every(({ df }) => df === null)
      ? assumptionOf(policy)
      : `noise measured over ${measuredOver(used[0])}${expectationOf(policy)}`,
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

/** What one run on each side rests on: a number that is assumed, or that was measured over other runs. */
function assumptionOf({ parameters: { latencyNoisePct = 5 }, noise }: Policy): string {
  return noise === undefined
    ? `one run each: assumes that runs differ by no more than ${latencyNoisePct} % by themselves`
    : `one run each: rests on the noise of ${latencyNoisePct} % from run to run that was measured over ${noise.runs} runs (${noise.from})`;
}

/** How all endpoints moved together, by metric: the median change with its interval, from five endpoints on. */
export function shiftsOf({ procedure, parameters }: WeighedReport): NonNullable<Comparison['shifts']> {
  const byMetric = new Map<string, SeriesResult[]>();
  for (const result of procedure.results) {
    if (result.kind !== 'series' || !result.endpoint.startsWith('["') || (JSON.parse(result.endpoint) as string[]).length < 2) continue;
    const known = byMetric.get(result.metric);
    if (known === undefined) byMetric.set(result.metric, [result]);
    else known.push(result);
  }
  return [...byMetric].flatMap(([metric, results]) => {
    if (results.length < parameters.minDriftEndpoints) return [];
    const thetas = results.map(({ theta }) => theta).sort((a, b) => a - b);
    const { lower, upper } = quantileInterval(thetas, 0.5, 0.95);
    const sign = results[0]?.class === 'throughput' ? -1 : 1;
    const pct = (theta: number) => Number(((Math.exp(sign * theta) - 1) * 100).toPrecision(4));
    // Five endpoints have no such interval: then it is their range.
    const ends = [Math.max(lower, thetas[0] ?? 0), Math.min(upper, thetas.at(-1) ?? 0)];
    const [low, high] = ends.map(pct).sort((a, b) => a - b);
    return [{ metric, endpoints: results.length, medianPct: pct(median(thetas)), lowPct: low ?? 0, highPct: high ?? 0, level: 0.95 }];
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
