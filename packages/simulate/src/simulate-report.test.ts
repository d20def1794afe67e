import { assertDocument, type Run, UserError } from '@loadline/schema';
import { median } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { exampleService } from './example-service.js';
import { simulateReport } from './simulate-report.js';
import { lnSpread, meanOf, spreadOf, valueOf } from './testing/spread-of.js';
import type { Change, ReportOptions } from './types.js';

const p95 = (run: Run, endpoint = 0) => valueOf(run, 'p95_latency_ms', endpoint);
const currentOf = (changes: Change[], options: Partial<ReportOptions> = {}): Run =>
  simulateReport({ seed: 11, baselineRuns: 1, changes, ...options }).current[0] as Run;

describe('a report', () => {
  it('has the runs of two sides, each a document of its own', () => {
    const { baseline, current } = simulateReport({ seed: 2, baselineRuns: 3, currentRuns: 2, startedAt: '2026-01-05T10:00:00Z' });
    const runs = [...baseline, ...current];
    for (const run of runs) expect(() => assertDocument(run)).not.toThrow();
    expect([baseline.length, current.length, new Set(runs.map(({ run }) => run.id)).size]).toEqual([3, 2, 5]);
    const starts = runs.map(({ run }) => run.startedAt ?? '');
    expect(starts).toEqual([...starts].sort());
    expect(new Set(starts).size).toBe(5);
    expect(baseline[0]?.endpoints.map(({ method, name }) => `${method ?? ''} ${name}`)).toEqual(
      exampleService().endpoints.map(({ method, name }) => `${method ?? ''} ${name}`),
    );
  });

  it('is the same for the same seed', () => {
    expect(simulateReport({ seed: 3 })).toEqual(simulateReport({ seed: 3 }));
  });

  it('says what is wrong with an option', () => {
    const wrong: Partial<ReportOptions>[] = [
      { sigma: -1 },
      { lambda: 1.1 },
      { rho: 1 },
      { burst: 0.5 },
      { requests: NaN },
      { percentiles: [95, 50] },
      { percentiles: [100] },
      { startedAt: 'today' },
      { baselineRuns: 1.5 },
      { seed: 0.5 },
      { changes: [{ endpoint: 'GET /nowhere' }] },
      { changes: [{ endpoint: 'all', latencyFactor: 0 }] },
      { service: { endpoints: [{ name: '/a', medianMs: -1 }] } },
      { service: { endpoints: [{ name: '/a', errorRatePct: 101 }] } },
    ];
    for (const each of wrong) expect(() => simulateReport({ seed: 1, ...each }), JSON.stringify(each)).toThrow(UserError);
  });
});

describe('a change', () => {
  const unchanged = currentOf([]);

  it.each(['GET /checkout', '/checkout'])('is of the endpoint it names, %s, and of no other', (endpoint) => {
    const changed = currentOf([{ endpoint, latencyFactor: 1.2 }]);
    expect(p95(changed, 1) / p95(unchanged, 1)).toBeCloseTo(1.2, 9);
    expect(changed.endpoints.filter((_, index) => index !== 1)).toEqual(unchanged.endpoints.filter((_, index) => index !== 1));
  });

  it('is of all endpoints, and of the side it names', () => {
    const changes: Change[] = [{ endpoint: 'all', latencyFactor: 2, runs: 'baseline' }];
    expect(currentOf(changes)).toEqual(unchanged);
    const { baseline } = simulateReport({ seed: 11, baselineRuns: 1, changes });
    const before = simulateReport({ seed: 11, baselineRuns: 1 }).baseline;
    for (let index = 0; index < 10; index++) expect(p95(baseline[0] as Run, index) / p95(before[0] as Run, index)).toBeCloseTo(2, 9);
  });

  it('of the tail leaves the median', () => {
    const changed = currentOf([{ endpoint: 'all', tailFactor: 1.5 }]);
    expect(valueOf(changed, 'p50_latency_ms')).toBe(valueOf(unchanged, 'p50_latency_ms'));
    expect(p95(changed) / p95(unchanged)).toBeCloseTo(1.5, 6);
  });

  it('of errors and of throughput is as large as it says', () => {
    const changes: Change[] = [{ endpoint: 'all', errorPp: 0.5, rpsFactor: 0.9 }];
    const { current } = simulateReport({ seed: 4, currentRuns: 400, endpoints: 1, errorRatePct: 0.1, changes });
    expect(Math.abs(meanOf(current.map((run) => valueOf(run, 'error_rate_pct'))) - 0.6)).toBeLessThan(0.03);
    expect(Math.abs(meanOf(current.map((run) => valueOf(run, 'rps'))) - (0.9 * 5000) / 300)).toBeLessThan(0.1);
  });
});

describe('the noise from run to run', () => {
  const { baseline: runs } = simulateReport({ seed: 5, baselineRuns: 1500, currentRuns: 0 });
  const lnOf = (metric: string, endpoint: number) => runs.map((run) => Math.log(valueOf(run, metric, endpoint)));

  // Published reports of this model (n = 5,000, sigma 5 %, lambda 0.5) have these standard deviations, in per cent.
  it.each([
    ['p50_latency_ms', 5.13],
    ['p66_latency_ms', 5.19],
    ['p90_latency_ms', 5.71],
    ['p95_latency_ms', 5.77],
    ['p98_latency_ms', 6.73],
    ['p99_latency_ms', 8.88],
    ['p99.9_latency_ms', 21.2],
    // 2 % and the square root of the requests.
    ['rps', 100 * Math.sqrt(0.02 ** 2 + 1 / 5000)],
  ])('moves %s', (metric, publishedPct) => {
    const measuredPct = 100 * Math.sqrt(meanOf([0, 3, 6].map((endpoint) => spreadOf(lnOf(metric, endpoint)) ** 2)));
    expect(Math.abs(measuredPct / publishedPct - 1)).toBeLessThan(0.06);
  });

  it('moves error rates by bursts and by their level', () => {
    const rates = runs.map((run) => valueOf(run, 'error_rate_pct', 9));
    expect(Math.abs(meanOf(rates) - 1)).toBeLessThan(0.04);
    expect(Math.abs(spreadOf(rates) / meanOf(rates) - 0.29)).toBeLessThan(0.025);
  });

  it.each([0, 0.5, 1])('is common to the endpoints by lambda: %f', (lambda) => {
    const { baseline } = simulateReport({ seed: 6, baselineRuns: 600, endpoints: 2, lambda, requests: 1e6, rho: 0, sigma: 0.1 });
    const [one, two] = [0, 1].map((endpoint) => baseline.map((run) => Math.log(valueOf(run, 'p50_latency_ms', endpoint)))) as [
      number[],
      number[],
    ];
    const [meanOne, meanTwo] = [meanOf(one), meanOf(two)];
    const covariance = meanOf(one.map((value, index) => (value - meanOne) * ((two[index] ?? 0) - meanTwo)));
    expect(Math.abs(covariance / (spreadOf(one) * spreadOf(two)) - lambda)).toBeLessThan(0.12);
  });

  it('differs between endpoints by the heterogeneity, and not between sides', () => {
    const { baseline, current } = simulateReport({
      seed: 7,
      baselineRuns: 60,
      currentRuns: 60,
      endpoints: 150,
      heterogeneity: 0.4,
      lambda: 0,
      requests: 1e6,
    });
    const spreads = (side: Run[]) => Array.from({ length: 150 }, (_, endpoint) => lnSpread(side.map((run) => p95(run, endpoint))));
    const [before, after] = [spreads(baseline), spreads(current)];
    expect(Math.abs(lnSpread(before) - 0.4)).toBeLessThan(0.1);
    expect(Math.abs(Math.log(median(before) / 0.05))).toBeLessThan(0.15);
    // Two estimates of the same sigma from 60 runs each.
    expect(lnSpread(before.map((value, index) => value / (after[index] ?? 1)))).toBeLessThan(0.2);
  });

  it('has bad runs where it is asked for', () => {
    const { baseline } = simulateReport({ seed: 8, baselineRuns: 1000, endpoints: 2, contamination: 0.05, sigma: 0, requests: 1e6 });
    const slow = baseline.filter((run) => valueOf(run, 'p50_latency_ms') > 90 && valueOf(run, 'p50_latency_ms', 1) > 90);
    expect(Math.abs(slow.length - 48)).toBeLessThan(20);
    expect(Math.abs(meanOf(slow.map((run) => valueOf(run, 'p50_latency_ms'))) / 89.2 - 1.16)).toBeLessThan(0.04);
  });
});
