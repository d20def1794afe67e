import { assertDocument, type Run } from '@loadline/schema';
import { createRandom } from '@loadline/stats';
import { describe, expect, it } from 'vitest';
import { defaultParameters } from '../procedure/parameters.js';
import { buildRun, type Numbers } from '../testing/build.js';
import { calibrateNoise } from './calibrate-noise.js';

const options = { createdAt: '2026-11-21T12:00:00.000Z' };
const MANY = 1e12;

/** Runs of endpoints whose latencies are exp(shift), so many requests that nothing varies within a run. */
const shifted = (shifts: Readonly<Record<string, readonly number[]>>, more: Numbers = {}): Run[] =>
  (Object.values(shifts)[0] ?? []).map((_, run) =>
    buildRun(
      {
        all: Object.fromEntries(
          Object.entries(shifts).map(([path, own]) => [path, { requests: MANY, p95_latency_ms: 100 * Math.exp(own[run] ?? 0), ...more }]),
        ),
      },
      { id: `run ${run}` },
    ),
  );
const calibrate = (runs: readonly Run[]) => {
  const noise = calibrateNoise(runs, defaultParameters, options);
  assertDocument(noise);
  return noise;
};
const five = [-0.02, -0.01, 0, 0.01, 0.02];
const other = [0.01, -0.02, 0.02, -0.01, 0];

describe('the noise of identical runs', () => {
  it('is the standard deviation of the logarithms, by hand', () => {
    const { latency, throughput, errors, endpoints, runs } = calibrate(shifted({ '/a': five }));
    // Sum of squares 0.001 over four: 0.00025.
    expect(latency?.noisePct.value).toBeCloseTo(100 * Math.sqrt(0.00025), 3);
    expect(latency).toMatchObject({ series: 1, df: 4, withinPct: expect.any(Number) });
    // χ² of four degrees of freedom: 0.4844 and 11.143.
    expect(latency?.noisePct.low).toBeCloseTo(100 * Math.sqrt(0.001 / 11.143), 2);
    expect(latency?.noisePct.high).toBeCloseTo(100 * Math.sqrt(0.001 / 0.4844), 2);
    expect(latency?.drift).toBeUndefined();
    expect([throughput, errors]).toEqual([undefined, undefined]);
    expect([endpoints, runs.map(({ id }) => id)]).toEqual([1, ['run 0', 'run 1', 'run 2', 'run 3', 'run 4']]);
  });
  it('has a share that all endpoints have in common', () => {
    expect(calibrate(shifted({ '/a': five, '/b': five, '/c': five })).latency?.drift?.value).toBe(1);
    expect(calibrate(shifted({ '/a': five, '/b': five.map((value) => -value) })).latency?.drift?.value).toBe(0);
    const mixed = calibrate(shifted({ '/a': five, '/b': other, '/c': five.map((value, run) => (value + (other[run] ?? 0)) / 2) })).latency;
    expect(mixed?.drift?.value).toBeGreaterThan(0);
    expect(mixed?.drift?.value).toBeLessThan(1);
  });
  it('tells the quiet endpoints from the noisy ones', () => {
    const { latency } = calibrate(shifted({ '/a': five, '/b': five.map((value) => 3 * value), '/c': five.map((value) => 2 * value) }));
    expect(latency?.endpointsPct).toEqual({ least: 1.581, median: 3.162, most: 4.743 });
  });
  it('is without what few requests explain', () => {
    const few = calibrate(shifted({ '/a': five }, { requests: 2000 }));
    expect(few.latency?.noisePct).toEqual({ value: 0, low: 0, high: expect.any(Number) });
    expect(few.latency?.withinPct).toBeGreaterThan(3);
    // Noise that cannot be seen is not taken to be none.
    expect(few.parameters.latencyNoisePct).toBeGreaterThan(2);
    expect(few.parameters.latencyNoisePct).toBeLessThan(5);
    expect(few.diagnostics.map(({ code }) => code)).toEqual(['no-noise-seen']);
  });
  it('is moderated by what is expected before comparisons take it', () => {
    const { latency, parameters } = calibrate(shifted({ '/a': five }));
    // Four degrees of freedom weigh as much as the expected 5 %.
    expect(parameters).toEqual({ latencyNoisePct: expect.closeTo(Math.sqrt((25 + (latency?.noisePct.value ?? 0) ** 2) / 2), 2) });
  });
  it('is taken as it is where it is more than expected', () => {
    const { latency, parameters } = calibrate(shifted({ '/a': five.map((value) => 5 * value) }));
    expect(latency?.noisePct.value).toBeCloseTo(7.906, 2);
    expect(parameters.latencyNoisePct).toBe(latency?.noisePct.value);
  });
  it('does not depend on the order of runs and endpoints, or on the unit', () => {
    const numbers = (runs: readonly Run[]) => ({ ...calibrate(runs), runs: [] });
    const runs = shifted({ '/a': five, '/b': other });
    const turned = [...runs].reverse().map((run) => ({ ...run, endpoints: [...run.endpoints].reverse() }));
    expect(numbers(turned)).toEqual(numbers(runs));
    const inSeconds = runs.map((run) => ({
      ...run,
      endpoints: run.endpoints.map((each) => ({
        ...each,
        metrics: each.metrics.map((metric) => ({ ...metric, value: metric.value / 1000 })),
      })),
    }));
    expect(calibrate(inSeconds).latency?.noisePct.value).toBeCloseTo(calibrate(runs).latency?.noisePct.value ?? NaN, 3);
  });
});

describe('drawn runs', () => {
  it('show the noise that they were drawn with', () => {
    const random = createRandom(7);
    const draw = () => random.normal();
    const runs = Array.from({ length: 30 }, (_, run) => {
      const common = draw();
      const endpoint = (): Numbers => {
        const slow = Math.exp(0.04 * (Math.sqrt(0.5) * common + Math.sqrt(0.5) * draw()));
        const rate = 0.01 * (1 + 0.3 * draw());
        return {
          requests: 1_000_000,
          failures: Math.max(0, Math.round(rate * 1_000_000)),
          p50_latency_ms: 80 * slow,
          p95_latency_ms: 200 * slow,
          rps: 50 * Math.exp(0.02 * draw()),
        };
      };
      return buildRun({ all: Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`/${at}`, endpoint()])) }, { id: `run ${run}` });
    });
    const { latency, throughput, errors } = calibrate(runs);
    const holds = (number: { value: number; low: number; high: number } | undefined, truth: number) => {
      expect(number?.low).toBeLessThanOrEqual(truth);
      expect(number?.high).toBeGreaterThanOrEqual(truth);
      expect(Math.abs((number?.value ?? NaN) / truth - 1)).toBeLessThan(0.35);
    };
    holds(latency?.noisePct, 4);
    holds(latency?.drift, 0.5);
    holds(throughput?.noisePct, 2);
    holds(errors?.noisePct, 30);
  });
});

describe('failures', () => {
  const failing = (counts: readonly (readonly number[])[], requests = 1e6) =>
    (counts[0] ?? []).map((_, run) =>
      buildRun(
        { all: Object.fromEntries(counts.map((own, at) => [`/${at}`, { requests, failures: own[run] ?? 0, p95_latency_ms: 100 + run }])) },
        { id: `run ${run}` },
      ),
    );
  it('that are too few tell nothing', () => {
    expect(calibrate(failing([[1, 0, 2, 1, 0]])).errors).toBeUndefined();
  });
  it('of one endpoint tell how the rate varies, and not how bursts do', () => {
    const { errors, parameters } = calibrate(failing([[1000, 1200, 800, 1100, 900]]));
    expect(errors).toMatchObject({ failures: 5000, df: 4 });
    expect(errors?.dispersion).toBeUndefined();
    // Relative variance 0.025, less 2/1000 for bursts of two.
    expect(errors?.noisePct.value).toBeCloseTo(100 * Math.sqrt(0.025 - 0.002), 1);
    expect(Object.keys(parameters)).not.toContain('errorDispersion');
    expect(parameters.errorNoisePct).toBeCloseTo(15, 0);
  });
  it('of many endpoints tell both', () => {
    // Dispersion 4 where failures are rare, and 10 % besides where they are not.
    const rare = Array.from({ length: 12 }, () => [100, 120, 80, 120, 80, 100, 120, 80, 120, 80, 100]);
    const often = Array.from({ length: 12 }, () => [10_000, 11_000, 9000, 11_000, 9000, 10_000, 11_000, 9000, 11_000, 9000, 10_000]);
    const { errors, parameters } = calibrate(failing([...rare, ...often]));
    expect(errors?.dispersion?.value).toBeGreaterThan(2);
    expect(errors?.noisePct.value).toBeGreaterThan(7);
    expect(errors?.noisePct.value).toBeLessThan(11);
    expect(parameters.errorDispersion).toBeGreaterThan(2);
  });
});
