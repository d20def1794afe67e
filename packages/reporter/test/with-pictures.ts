import type { Comparison, Curve, CurvePoint, History, RunTimeline } from '@loadline/schema/types';
import { bySubject } from '../src/group-findings.js';

const PERCENTILES = [
  0.1, 0.5, 1, 2.5, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 92.5, 95, 97, 98, 99, 99.5, 99.9, 99.95, 99.99,
];

/** Normal score of a share, near enough for a picture (Winitzki's approximation of the inverse error function). */
function normalScore(share: number): number {
  const x = 2 * share - 1;
  const log = Math.log(1 - x * x);
  const part = 2 / (Math.PI * 0.147) + log / 2;
  return Math.sign(x) * Math.SQRT2 * Math.sqrt(Math.sqrt(part * part - log / 0.147) - part);
}

const wave = (seed: number, index: number): number =>
  Math.sin(seed * 12.9898 + index * 78.233) * 0.7 + Math.sin(seed * 3.1 + index * 2.7) * 0.3;

/** A comparison with the data of all pictures, made up from its values: lognormal latencies, runs that move by 4 %. */
export function withPictures(comparison: Comparison): Comparison {
  const subjects = bySubject(comparison.findings).filter(({ subject }) => subject.endpoint !== undefined);
  const curves = subjects.flatMap(({ subject, findings }): Curve[] => {
    const { service, endpoint } = subject;
    if (endpoint === undefined) return [];
    return (['baseline', 'current'] as const).flatMap((side) => {
      const of = (metric: string) => findings.find((finding) => finding.metric === metric)?.[side].value ?? undefined;
      const p95 = of('p95_latency_ms');
      if (p95 === undefined) return [];
      const p50 = of('p50_latency_ms') ?? p95 / 2.4;
      const slope = Math.log(p95 / p50) / 1.645;
      const points = PERCENTILES.map((percentile): CurvePoint => {
        const score = normalScore(percentile / 100);
        return { percentile, latencyMs: p50 * Math.exp(slope * score + (score > 2 ? (score - 2) * 0.15 : 0)) };
      });
      return [{ service, endpoint, side, points }];
    });
  });
  return { ...comparison, curves, timelines: timelines(), history: history(comparison) };
}

function timelines(): RunTimeline[] {
  return (['baseline', 'current'] as const).map((side, at) => ({
    side,
    run: side,
    intervalSeconds: 2,
    points: Array.from({ length: 60 }, (_, index) => ({
      offsetSeconds: index * 2,
      users: Math.min(50, (index + 1) * 8),
      rps: Math.min(1, (index + 1) / 7) * (430 - at * 14 + wave(at + 1, index) * 22),
      failuresPerSecond: Math.max(0, wave(at + 3, index) - 0.75) * (at === 0 ? 3 : 9),
      p50LatencyMs: 62 * (1 + at * 0.12) * (1 + wave(at + 5, index) * 0.05),
      p95LatencyMs: (index > 35 && at === 1 ? 320 : 205) * (1 + wave(at + 7, index) * 0.1),
    })),
  }));
}

function history(comparison: Comparison): History {
  const runs: History['runs'] = Array.from({ length: 10 }, (_, index) => ({
    side: index < 9 ? 'baseline' : 'current',
    id: `run-${index + 1}`,
    commit: `${index}a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d`,
    startedAt: `2026-01-${String(index + 3).padStart(2, '0')}T02:00:00Z`,
  }));
  const series = comparison.findings
    .filter(({ baseline, current }) => baseline.value !== null && current.value !== null)
    .map(({ service, endpoint, metric, baseline, current, scope }, at) => {
      const usual = baseline.value ?? 0;
      return {
        scope: scope ?? 'endpoint',
        service,
        ...(endpoint === undefined ? {} : { endpoint }),
        metric,
        values: runs.map((_, index) =>
          index === 9 ? current.value : index === 4 && at % 5 === 0 ? null : usual * (index < 3 ? 0.9 : 1) * (1 + wave(at, index) * 0.04),
        ),
        band: { low: usual * 0.9, high: usual * 1.1, level: 0.95 },
        changePoints: [3],
      };
    });
  return { runs, series };
}
