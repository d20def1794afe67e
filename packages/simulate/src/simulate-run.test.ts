import { assertDocument } from '@loadline/schema';
import { histogramCount, histogramQuantile } from '@loadline/stats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleService } from './example-service.js';
import { lnSpread, meanOf, spreadOf, valueOf } from './testing/spread-of.js';
import { simulateRun } from './simulate-run.js';
import type { RunOptions } from './types.js';

const one = exampleService(1);
const runsOf = (count: number, options: Omit<RunOptions, 'seed'>) =>
  Array.from({ length: count }, (_, seed) => simulateRun(one, { sigma: 0, ...options, seed }));
const p95s = (count: number, options: Omit<RunOptions, 'seed'>) => runsOf(count, options).map((run) => valueOf(run, 'p95_latency_ms'));

describe('a run', () => {
  it('is a document, whatever the options', () => {
    const options = fc.record({
      seed: fc.integer(),
      requests: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 3000 })),
      rho: fc.double({ min: 0, max: 0.95, noNaN: true }),
      heterogeneity: fc.double({ min: 0, max: 1, noNaN: true }),
      errorRatePct: fc.double({ min: 0, max: 100, noNaN: true }),
      burst: fc.double({ min: 1, max: 20, noNaN: true }),
      durationSeconds: fc.integer({ min: 1, max: 5000 }),
      rounding: fc.constantFrom('none' as const, 'locust' as const),
      provenance: fc.constantFrom('exact' as const, 'reported' as const),
      samples: fc.boolean(),
      histogram: fc.boolean(),
      vif: fc.boolean(),
      startedAt: fc.constant('2026-01-05T10:00:00Z'),
    });
    fc.assert(
      fc.property(options, (each) => {
        const run = simulateRun(exampleService(2), each);
        expect(() => assertDocument(run)).not.toThrow();
        for (const { requests, failures, metrics, histogram } of run.endpoints) {
          expect(failures).toBeLessThanOrEqual(requests ?? 0);
          const times = metrics.filter(({ name }) => /^(?:min|p|max).*_ms$/.test(name));
          const ascending = [...times.filter(({ name }) => name.startsWith('p'))].map(({ value }) => value);
          expect(ascending).toEqual([...ascending].sort((a, b) => a - b));
          if (histogram !== undefined) expect(histogramCount(histogram)).toBe(requests);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is the same for the same seed, and another for another', () => {
    expect(simulateRun(one, { seed: 5 })).toEqual(simulateRun(one, { seed: 5 }));
    expect(simulateRun(one, { seed: 5 }).endpoints).not.toEqual(simulateRun(one, { seed: 6 }).endpoints);
  });
});

describe('order statistics in place of requests', () => {
  it.each([
    [500, 0.094, 0.004],
    [5000, 0.029, 0.0012],
    [50_000, 0.0091, 0.0004],
  ])('vary as published: %i requests', (requests, published, tolerance) => {
    expect(Math.abs(lnSpread(p95s(4000, { requests })) - published)).toBeLessThan(tolerance);
  });

  it.each([
    [500, 0, 1500],
    [500, 0.5, 1500],
    [500, 0.9, 1500],
    [5000, 0.5, 250],
  ])('vary as drawn requests do: %i requests, rho %f', (requests, rho, runs) => {
    const drawn = runsOf(4000, { requests, rho });
    const sampled = runsOf(runs, { requests, rho, samples: true });
    for (const name of ['p50_latency_ms', 'p90_latency_ms', 'p95_latency_ms', 'p99_latency_ms', 'avg_latency_ms', 'min_latency_ms']) {
      const [fast, slow] = [drawn, sampled].map((all) => all.map((run) => valueOf(run, name)));
      const ratio = lnSpread(fast ?? []) / lnSpread(slow ?? []);
      // Four standard errors of a standard deviation, and a tenth for what the short way leaves out.
      expect(Math.abs(ratio - 1), name).toBeLessThan(0.1 + 4 / Math.sqrt(2 * runs));
      expect(Math.abs(meanOf((fast ?? []).map(Math.log)) - meanOf((slow ?? []).map(Math.log))), name).toBeLessThan(
        0.01 + 0.1 * lnSpread(slow ?? []),
      );
    }
  });

  it('move together as those of drawn requests do', () => {
    const correlation = (runs: ReturnType<typeof runsOf>, a: string, b: string) => {
      const [one, two] = [a, b].map((name) => runs.map((run) => Math.log(valueOf(run, name)))) as [number[], number[]];
      const [meanOne, meanTwo] = [meanOf(one), meanOf(two)];
      const products = one.map((value, index) => (value - meanOne) * ((two[index] ?? 0) - meanTwo));
      return meanOf(products) / (spreadOf(one) * spreadOf(two));
    };
    const drawn = runsOf(2000, { requests: 500 });
    const sampled = runsOf(2000, { requests: 500, samples: true });
    for (const [a, b] of [
      ['p50_latency_ms', 'p95_latency_ms'],
      ['p90_latency_ms', 'p95_latency_ms'],
      ['p95_latency_ms', 'p99_latency_ms'],
      ['p95_latency_ms', 'avg_latency_ms'],
    ] as const)
      expect(Math.abs(correlation(drawn, a, b) - correlation(sampled, a, b)), `${a} ${b}`).toBeLessThan(0.09);
  });

  it('agree with their own histogram', () => {
    const run = simulateRun(one, { seed: 3, histogram: true });
    const { histogram } = run.endpoints[0] ?? {};
    for (const percentile of [50, 90, 95, 99]) {
      const ms = histogram === undefined ? undefined : histogramQuantile(histogram, percentile / 100);
      expect(Math.abs(Math.log((ms ?? 0) / valueOf(run, `p${percentile}_latency_ms`)))).toBeLessThan(0.03);
    }
  });
});
