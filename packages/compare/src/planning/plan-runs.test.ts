import type { Noise } from '@loadline/schema';
import { describe, expect, it } from 'vitest';
import { defaultParameters } from '../procedure/parameters.js';
import { type PlanOptions, planRuns } from './plan-runs.js';

const plan = (options: Partial<PlanOptions> = {}) => planRuns(options, defaultParameters);
const cell = (options: Partial<PlanOptions>, baselineRuns: number, currentRuns: number) => {
  const { rows, currentRuns: columns } = plan(options);
  return rows.find((row) => row.baselineRuns === baselineRuns)?.detectablePct[columns.indexOf(currentRuns)] ?? NaN;
};

describe('a plan', () => {
  // Growth of p95 that thousands of simulated reports found with 80 % power: p50, p95 and p99 gated, ten endpoints, λ = 0.5.
  it.each([
    [5000, 5, 1, 1, 46],
    [5000, 5, 3, 1, 34],
    [5000, 5, 5, 1, 28],
    [5000, 5, 10, 1, 25],
    [5000, 5, 3, 3, 20],
    [5000, 5, 5, 5, 15],
    [5000, 2, 1, 1, 39],
    [5000, 2, 5, 1, 20],
    [5000, 2, 5, 5, 11],
    [5000, 10, 5, 1, 49],
    [5000, 10, 5, 5, 26],
    [50_000, 5, 5, 1, 23],
    [500, 5, 5, 5, 34],
  ])('of %i requests and %i %% noise, %i against %i: agrees with what simulated reports found', (requests, noisePct, kb, kc, measured) => {
    expect(Math.abs(cell({ requests, noisePct }, kb, kc) - measured)).toBeLessThanOrEqual(kb === 1 ? 6 : 4);
  });
  it('names the fewest runs, and then the fewest requests', () => {
    expect(plan().needed).toEqual({ baselineRuns: 5, currentRuns: 2, requests: 4700, detectablePct: 20 });
    expect(plan({ effectPct: 50 }).needed).toMatchObject({ baselineRuns: 1, currentRuns: 1 });
    for (const effectPct of [10, 15, 30, 60]) {
      const { needed } = plan({ effectPct });
      expect(needed?.detectablePct).toBeLessThanOrEqual(effectPct);
      expect(needed?.requests).toBeLessThanOrEqual(5000);
    }
  });
  it('asks for more requests where there are too few, and says when nothing helps', () => {
    const { needed, percentile } = plan({ requests: 100 });
    expect(percentile).toBe(90);
    expect(needed?.requests).toBeGreaterThan(1000);
    expect(plan({ effectPct: 1 }).needed).toBeNull();
  });
  it('finds less with more noise, fewer requests, more power and more endpoints', () => {
    const usual = cell({}, 5, 2);
    expect(cell({ noisePct: 8 }, 5, 2)).toBeGreaterThan(usual);
    expect(cell({ requests: 500 }, 5, 2)).toBeGreaterThan(usual);
    expect(cell({ powerPct: 95 }, 5, 2)).toBeGreaterThan(usual);
    expect(cell({ endpoints: 100 }, 5, 2)).toBeGreaterThan(usual - 1);
    expect(cell({ endpoints: 4 }, 5, 2)).toBeGreaterThan(usual);
  });
  it('finds more with more runs once their noise is measured', () => {
    for (const noisePct of [0, 2, 5, 10, 20]) {
      const { rows } = plan({ noisePct });
      const measured = rows.slice(3).map(({ detectablePct }) => detectablePct);
      for (const row of measured) expect(row).toEqual([...row].sort((a, b) => b - a));
      for (const column of [0, 1, 2, 3, 4]) {
        const down = measured.map((row) => row[column] ?? NaN);
        expect(down).toEqual([...down].sort((a, b) => b - a));
      }
    }
  });
  it('trusts one run against one by what comparisons expect', () => {
    const calibrated = planRuns({ noisePct: 2 }, { ...defaultParameters, latencyNoise: 0.02 });
    expect(calibrated.expectedNoisePct).toBe(2);
    expect(calibrated.rows[0]?.detectablePct[0]).toBeLessThan(0.7 * cell({ noisePct: 2 }, 1, 1));
  });
  it('takes over what was measured, where nothing else is said', () => {
    const measured: Noise = {
      $schema: '',
      kind: 'loadline/noise',
      version: '1.0',
      noise: { createdAt: '2026-11-21T12:00:00.000Z', tool: 'locust', level: 0.95 },
      runs: [],
      endpoints: 7,
      latency: {
        noisePct: { value: 2, low: 1, high: 4 },
        withinPct: 1,
        endpointsPct: { least: 1, median: 2, most: 3 },
        drift: { value: 0.25, low: 0, high: 1 },
        df: 9,
        series: 7,
      },
      parameters: { latencyNoisePct: 3 },
      diagnostics: [],
    };
    expect(planRuns({}, defaultParameters, measured)).toMatchObject({ noisePct: 3, driftShare: 0.25, endpoints: 7, requests: 5000 });
    expect(planRuns({ noisePct: 9, endpoints: 2 }, defaultParameters, measured)).toMatchObject({ noisePct: 9, endpoints: 2 });
    expect(planRuns({}, { ...defaultParameters, latencyNoise: 0.08 })).toMatchObject({ noisePct: 8, expectedNoisePct: 8 });
  });
  it('refuses what makes no sense', () => {
    expect(() => plan({ powerPct: 100 })).toThrow(/a power of 100 %; expected from 50 to 99\.9 %/);
    expect(() => plan({ endpoints: 1.5 })).toThrow(/1\.5 endpoints; expected a whole number from 1 to 100,000/);
    expect(() => plan({ requests: 3 })).toThrow(/3 requests of an endpoint in a run; expected a whole number from 20/);
    expect(() => plan({ effectPct: NaN })).toThrow(/an effect of NaN %/);
  });
});
