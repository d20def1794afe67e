import { formatEndpoint } from '@loadline/schema';
import { quantile } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { exampleService } from './example-service.js';
import { indicatorInflation } from './places/indicator-inflation.js';
import { simulateRun } from './simulate-run.js';
import { simulateSamples } from './simulate-samples.js';
import { meanOf, valueOf } from './testing/spread-of.js';

const service = exampleService(3, 2);
const options = { seed: 9, requests: 2000, durationSeconds: 60, startedAt: '2026-01-05T10:00:00Z' };

describe('single requests', () => {
  const samples = [...simulateSamples(service, options)];
  const run = simulateRun(service, { ...options, samples: true, vif: true });

  it('come in the order of time, within the run', () => {
    const starts = samples.map(({ startMs }) => startMs);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(starts[0]).toBeGreaterThanOrEqual(Date.parse(options.startedAt));
    expect(starts.at(-1)).toBeLessThan(Date.parse(options.startedAt) + 60_000);
  });

  it('are those of the run with the same seed', () => {
    run.endpoints.forEach((endpoint, index) => {
      const own = samples.filter((sample) => formatEndpoint(sample.endpoint) === formatEndpoint(endpoint));
      const sorted = own.map(({ elapsedMs }) => elapsedMs).sort((a, b) => a - b);
      expect([own.length, own.filter(({ failed }) => failed).length]).toEqual([endpoint.requests, endpoint.failures]);
      expect(valueOf(run, 'p95_latency_ms', index)).toBe(quantile(sorted, 0.95));
    });
    const points = run.timeline?.points ?? [];
    expect(points).toHaveLength(60);
    expect(Math.round(points.reduce((sum, { rps }) => sum + (rps ?? 0), 0))).toBe(samples.length);
  });

  it('follow one another as the autocorrelation says', () => {
    const runs = Array.from({ length: 20 }, (_, seed) => simulateRun(service, { ...options, seed, samples: true, vif: true }));
    const vifs = runs.flatMap(({ endpoints }) => endpoints.map(({ vif = NaN }) => vif));
    expect(Math.abs(meanOf(vifs) / indicatorInflation(0.5, 0.5) - 1)).toBeLessThan(0.1);
    expect(simulateRun(service, { ...options, vif: true }).endpoints[0]?.vif).toBe(2.307);
  });

  it('fail in bursts', () => {
    const one = [...simulateSamples(exampleService(1, 2), { seed: 1, requests: 200_000, burst: 3, errorCv: 0 })];
    const failed = one.filter(({ failed }) => failed).length;
    const bursts = one.filter((sample, index) => sample.failed && one[index - 1]?.failed !== true).length;
    expect(Math.abs(failed / one.length - 0.02)).toBeLessThan(0.002);
    expect(Math.abs(failed / bursts - 3)).toBeLessThan(0.2);
  });

  it('all fail, or none, at the ends of the range', () => {
    for (const errorRatePct of [0, 100]) {
      const all = [...simulateSamples(exampleService(1, errorRatePct), { seed: 1, requests: 500, errorCv: 0 })];
      expect(all.filter(({ failed }) => failed)).toHaveLength(errorRatePct === 0 ? 0 : all.length);
    }
  });

  it('are none where none are expected', () => {
    expect([...simulateSamples(service, { ...options, requests: 0 })]).toEqual([]);
  });
});
