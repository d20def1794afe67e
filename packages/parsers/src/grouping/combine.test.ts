import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Endpoint } from '@loadline/schema';
import { buildEndpoint, buildHistogram, buildMetrics, provenancesOf, valuesOf } from '../../test/build-run.js';
import { combine, lostMetrics } from './combine.js';
import { metricOf } from './measured.js';

describe('combine: counts, rates and means', () => {
  const a = buildEndpoint('GET /a', 300, 3, { avg: 100, min: 10, max: 900, rps: 3 });
  const b = buildEndpoint('GET /b', 100, 0, { avg: 200, min: 5, max: 700, rps: 1 });
  it('is exact', () => {
    // avg (300 × 100 + 100 × 200) / 400 = 125; errors 3 / 400 = 0.75 %; rps 400 / 80 s = 5
    const whole = combine([a, b], 80);
    expect(whole).toMatchObject({ requests: 400, failures: 3 });
    expect(valuesOf(whole)).toEqual({ avg_latency_ms: 125, min_latency_ms: 5, max_latency_ms: 900, error_rate_pct: 0.75, rps: 5 });
    expect(provenancesOf(whole)).toEqual({
      avg_latency_ms: 'reported',
      min_latency_ms: 'reported',
      max_latency_ms: 'reported',
      error_rate_pct: 'exact',
      rps: 'exact',
    });
  });
  it('sums throughput where the window is not known', () => {
    expect(metricOf(combine([a, b]), 'rps')).toEqual({ name: 'rps', value: 4, provenance: 'reported' });
    expect(metricOf(combine([a, { ...b, metrics: [] }]), 'rps')).toBeUndefined();
  });
  it('weights the mean by the requests that have times', () => {
    // Of the 100 requests of c only 50 were answered: (300 × 100 + 50 × 200) / 350.
    const c = { ...b, histogram: buildHistogram([[200, 50]]) };
    expect(metricOf(combine([a, c]), 'avg_latency_ms')?.value).toBeCloseTo(40_000 / 350, 10);
  });
  it('knows no failures where one part’s are not known, and then weights the printed rates', () => {
    const c = buildEndpoint('GET /c', 100, null, { errors: 3 });
    expect(combine([a, c])).toMatchObject({ requests: 400, failures: null });
    expect(metricOf(combine([a, c]), 'error_rate_pct')).toBeUndefined();
    // (300 × 1 + 100 × 3) / 400
    expect(metricOf(combine([{ ...a, metrics: buildMetrics({ errors: 1 }) }, c]), 'error_rate_pct')).toEqual({
      name: 'error_rate_pct',
      value: 1.5,
      provenance: 'reported',
    });
  });
  it('knows no mean where weights are not known, or one part has none', () => {
    expect(metricOf(combine([a, { ...b, requests: null }]), 'avg_latency_ms')).toBeUndefined();
    expect(metricOf(combine([a, { ...b, metrics: buildMetrics({ min: 1 }) }]), 'avg_latency_ms')).toBeUndefined();
    expect(metricOf(combine([a, { ...b, metrics: buildMetrics({ min: 1 }) }]), 'min_latency_ms')?.value).toBe(1);
  });
  it('takes no notice of parts without requests', () => {
    const empty = buildEndpoint('GET /never', 0, 0);
    expect(valuesOf(combine([a, b, empty], 80))).toEqual(valuesOf(combine([a, b], 80)));
    expect(valuesOf(combine([empty], 80))).toEqual({ rps: 0 });
    expect(combine([])).toEqual({ requests: 0, failures: 0, metrics: [] });
  });
  it('leaves a single part as it is, its own metrics too, and adds what follows from its counts', () => {
    const own = buildEndpoint('api', 200, 1, { p95: 40, rps: 7, sandbox_violations: 2 });
    expect(combine([own], 10).metrics).toEqual([
      ...buildMetrics({ p95: 40 }),
      { name: 'error_rate_pct', value: 0.5, provenance: 'exact' },
      ...buildMetrics({ rps: 7, sandbox_violations: 2 }),
    ]);
    expect(lostMetrics([own])).toEqual([]);
    expect(lostMetrics([own, a])).toEqual(['sandbox_violations']);
  });
});

describe('combine: percentiles', () => {
  it('come from the histograms where every part has one', () => {
    // Together 100 samples: 60 of 10, 30 of 20, 9 of 450, 1 of 1200. p50 is sample 50 → 10; p95 sample 95 → 450; p99 sample 99 → 1200.
    const a = buildEndpoint(
      'GET /a',
      70,
      0,
      { p50: 10, p95: 20, p99: 20 },
      {
        histogram: buildHistogram([
          [10, 60],
          [20, 10],
        ]),
      },
    );
    const b = buildEndpoint(
      'GET /b',
      30,
      0,
      { p50: 20, p95: 450, p99: 1200 },
      {
        histogram: buildHistogram([
          [20, 20],
          [450, 9],
          [1200, 1],
        ]),
      },
    );
    const whole = combine([a, b]);
    expect(whole.metrics.filter((metric) => metric.name.startsWith('p'))).toEqual([
      { name: 'p50_latency_ms', value: 10, provenance: 'histogram', resolution: 1 },
      { name: 'p95_latency_ms', value: 450, provenance: 'histogram', resolution: 10 },
      { name: 'p99_latency_ms', value: 1200, provenance: 'histogram', resolution: 100 },
    ]);
    expect(whole.histogram).toEqual(
      buildHistogram([
        [10, 60],
        [20, 30],
        [450, 9],
        [1200, 1],
      ]),
    );
    // The mean of the histogram, since no mean was printed: (600 + 600 + 4050 + 1200) / 100.
    expect(metricOf(whole, 'avg_latency_ms')).toEqual({ name: 'avg_latency_ms', value: 64.5, provenance: 'histogram' });
  });
  it('are exact where no time was rounded', () => {
    const a = buildEndpoint('GET /a', 1, 0, { p50: 10 }, { histogram: buildHistogram([[10.25, 1]], 'none') });
    const b = buildEndpoint('GET /b', 1, 0, {}, { histogram: buildHistogram([[20.5, 1]], 'none') });
    expect(metricOf(combine([a, b]), 'p50_latency_ms')).toEqual({ name: 'p50_latency_ms', value: 15.375, provenance: 'exact' });
  });
  it('are those of the mixture where only percentiles were printed', () => {
    // Half each. Between 100 and 200 a goes from 0.5 to 0.9; b from 100 to 400 likewise: at 200 a has 0.9, b 0.5 + 0.4/3.
    // p50: both have their half at 100. p90: ½·(0.9 + (x − 200)·0.1/100) + ½·(0.5 + (x − 100)·0.4/300) = 0.9 between 200 and 300:
    // 0.9 + (x − 200)/1000 + 0.5 + (x − 100)/750 = 1.8 → (x − 200)·3 + (x − 100)·4 = 1200 → 7x = 2200 → x = 314.28… is beyond 300,
    // so a is at 1 there: 1 + 0.5 + (x − 100)/750 = 1.8 → x = 325.
    const a = buildEndpoint('GET /a', 50, 0, { p50: 100, p90: 200, max: 300 });
    const b = buildEndpoint('GET /b', 50, 0, { p50: 100, p90: 400, max: 900 });
    const whole = combine([a, b]);
    expect(metricOf(whole, 'p50_latency_ms')).toEqual({ name: 'p50_latency_ms', value: 100, provenance: 'interpolated' });
    expect(metricOf(whole, 'p90_latency_ms')?.value).toBeCloseTo(325, 9);
    expect(metricOf(whole, 'p90_latency_ms')?.provenance).toBe('interpolated');
    expect(metricOf(whole, 'p90_latency_ms')).not.toHaveProperty('resolution');
  });
  it('are absent where a part does not know them on both sides', () => {
    const a = buildEndpoint('GET /a', 50, 0, { p50: 100, p95: 300, p99: 400 });
    const b = buildEndpoint('GET /b', 50, 0, { p50: 100, p99: 400, max: 500 });
    const c = buildEndpoint('GET /c', 50, 0, { p50: 100, p95: 300, max: 500 });
    expect(Object.keys(valuesOf(combine([a, b]))).filter((name) => name.startsWith('p'))).toEqual([
      'p50_latency_ms',
      'p95_latency_ms',
      'p99_latency_ms',
    ]);
    expect(Object.keys(valuesOf(combine([a, c]))).filter((name) => name.startsWith('p'))).toEqual(['p50_latency_ms', 'p95_latency_ms']);
    expect(valuesOf(combine([a, buildEndpoint('GET /d', 5, 0, { avg: 3, max: 9 })]))).not.toHaveProperty('p50_latency_ms');
    expect(valuesOf(combine([a, { ...c, requests: null }]))).not.toHaveProperty('p50_latency_ms');
  });
  it('are estimated where a part’s are', () => {
    const a = buildEndpoint('GET /a', 50, 0, {}, { metrics: buildMetrics({ p95: 140 }, 'estimated') });
    const b = buildEndpoint('GET /b', 50, 0, { p95: 200 });
    expect(provenancesOf(combine([a, b]))).toMatchObject({ p95_latency_ms: 'estimated' });
  });
  it('use the histogram of a part beside the percentiles of another', () => {
    // All of b's 10 are at 500; of a's 90, 90 % are up to 100: p90 is where 81 + … = 90 → a at (90/90) = its maximum 200.
    const a = buildEndpoint('GET /a', 90, 0, { p50: 50, p90: 100, p95: 150, max: 200 });
    const b = buildEndpoint('GET /b', 10, 0, {}, { histogram: buildHistogram([[500, 10]]) });
    expect(metricOf(combine([a, b]), 'p90_latency_ms')).toEqual({ name: 'p90_latency_ms', value: 200, provenance: 'interpolated' });
    expect(metricOf(combine([a, b]), 'p95_latency_ms')?.value).toBe(500);
  });
  it('put up with a percentile above the maximum, and merge p100 like a maximum', () => {
    const a = buildEndpoint('GET /a', 50, 0, { p50: 5, p100: 8, max: 7.61 });
    const b = buildEndpoint('GET /b', 50, 0, { p50: 3, p100: 4, max: 4 });
    expect(valuesOf(combine([a, b]))).toMatchObject({ max_latency_ms: 7.61, p100_latency_ms: 8 });
  });
  it('of p99.9 take the sample that the tool takes', () => {
    // 1000 samples: index ⌊1000 × 0.999⌋ = 999 is the largest.
    const a = buildEndpoint('GET /a', 999, 0, { 'p99.9': 1 }, { histogram: buildHistogram([[1, 999]]) });
    const b = buildEndpoint('GET /b', 1, 0, {}, { histogram: buildHistogram([[50, 1]]) });
    expect(metricOf(combine([a, b]), 'p99.9_latency_ms')?.value).toBe(50);
  });
});

describe('combine: properties', () => {
  const endpoints: fc.Arbitrary<Endpoint> = fc
    .record({
      requests: fc.integer({ min: 1, max: 500 }),
      steps: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 4, maxLength: 4 }),
    })
    .map(({ requests, steps }) => {
      const [min = 0, p50 = 0, p95 = 0, max = 0] = steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, step) => sum + step, 1));
      return buildEndpoint('GET /x', requests, 0, { min, p50, p95, max, avg: p50 });
    });
  it('every value lies between the least and the greatest of the parts', () => {
    fc.assert(
      fc.property(fc.array(endpoints, { minLength: 1, maxLength: 6 }), (parts) => {
        const whole = combine(parts);
        for (const name of ['avg_latency_ms', 'p50_latency_ms', 'p95_latency_ms']) {
          const own = parts.map((part) => metricOf(part, name)?.value ?? NaN);
          expect(metricOf(whole, name)?.value).toBeGreaterThanOrEqual(Math.min(...own) - 1e-6);
          expect(metricOf(whole, name)?.value).toBeLessThanOrEqual(Math.max(...own) + 1e-6);
        }
      }),
    );
  });
  it('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(endpoints, { minLength: 1, maxLength: 6 }), (parts) => {
        const [forth, back] = [valuesOf(combine(parts)), valuesOf(combine([...parts].reverse()))];
        expect(Object.keys(forth)).toEqual(Object.keys(back));
        for (const [name, value] of Object.entries(forth)) expect(back[name]).toBeCloseTo(value, 6);
      }),
    );
  });
});
