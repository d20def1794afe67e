import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as stats from './index.js';
import { createRandom, histogramCount, histogramQuantile, histogramResolution, median, mergeHistograms, mixtureQuantile, quantile, weightedMean, type ExponentialHistogram, type ValuesHistogram } from './index.js';

describe('the public surface', () => {
  it('is these names', () => {
    expect(Object.keys(stats).sort()).toEqual(['createRandom', 'histogramCount', 'histogramQuantile', 'histogramResolution', 'locustResolution', 'maxExponentialBuckets', 'median', 'mergeHistograms', 'mixtureQuantile', 'quantile', 'weightedMean']);
  });
});

describe('quantile', () => {
  // python3 -c "import numpy; print([float(numpy.quantile([1,2,4,8,16], q)) for q in (0,.1,.5,.95,1)])"
  it('is type 7', () => {
    expect([0, 0.1, 0.5, 0.95, 1].map((q) => quantile([1, 2, 4, 8, 16], q))).toEqual([1, 1.4, 4, 14.399999999999999, 16]);
  });
  it('is defined for one value, and for none says so', () => {
    expect(quantile([7], 0.3)).toBe(7);
    expect(median([1, 2])).toBe(1.5);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
  });
  it('weights means', () => {
    expect(weightedMean([{ value: 10, weight: 1 }, { value: 20, weight: 3 }])).toBe(17.5);
    expect(weightedMean([{ value: 10, weight: 0 }])).toBeUndefined();
    expect(() => weightedMean([{ value: 1, weight: -1 }])).toThrow(RangeError);
  });
});

const valuesHistogram = fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 50 })), { maxLength: 20 }).map((pairs): ValuesHistogram => {
  const counts = new Map(pairs);
  const values = [...counts.keys()].sort((a, b) => a - b);
  return { kind: 'values', values, counts: values.map((value) => counts.get(value) ?? 0), rounding: 'none' };
});
const exponential = fc.record({ scale: fc.integer({ min: -2, max: 6 }), offset: fc.integer({ min: -200, max: 200 }), counts: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 160 }), zeroCount: fc.integer({ min: 0, max: 5 }) }).map((part): ExponentialHistogram => ({ kind: 'exponential', ...part }));

describe('histograms', () => {
  it('give the sample that Locust prints', () => {
    const histogram: ValuesHistogram = { kind: 'values', values: [1, 2, 10, 100], counts: [88, 8, 3, 1], rounding: 'locust' };
    expect([0.5, 0.88, 0.95, 0.99, 1].map((q) => histogramQuantile(histogram, q))).toEqual([1, 2, 2, 100, 100]);
    expect([5, 150, 1500, 15000].map((value) => histogramResolution(histogram, value))).toEqual([1, 10, 100, 1000]);
    expect(histogramQuantile({ kind: 'values', values: [], counts: [] }, 0.5)).toBeUndefined();
  });
  it('merge associatively and commutatively, to the last count', () => {
    for (const kind of [valuesHistogram, exponential] as fc.Arbitrary<ValuesHistogram | ExponentialHistogram>[]) {
      fc.assert(
        fc.property(kind, kind, kind, (a, b, c) => {
          const add = (x: typeof a, y: typeof a) => mergeHistograms(x, y) as typeof a;
          expect(add(a, b)).toEqual(add(b, a));
          const left = add(add(a, b), c);
          const right = add(a, add(b, c));
          expect(histogramCount(left)).toBe(histogramCount(a) + histogramCount(b) + histogramCount(c));
          if (left.kind === 'values') expect(left).toEqual(right);
          else expect(histogramCount(right)).toBe(histogramCount(left));
        }),
      );
    }
  });
  it('rise with q', () => {
    fc.assert(fc.property(valuesHistogram, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (histogram, p, q) => {
      const low = histogramQuantile(histogram, Math.min(p, q));
      const high = histogramQuantile(histogram, Math.max(p, q));
      expect(low === undefined ? high === undefined : high !== undefined && low <= high).toBe(true);
    }));
  });
  it('keep exponential buckets within their bounds', () => {
    const histogram: ExponentialHistogram = { kind: 'exponential', scale: 3, zeroCount: 1, offset: 40, counts: [2, 5, 3] };
    expect(histogramQuantile(histogram, 0)).toBe(0);
    const middle = histogramQuantile(histogram, 0.5) ?? 0;
    expect(middle).toBeGreaterThan(2 ** (41 / 8));
    expect(middle).toBeLessThan(2 ** (42 / 8));
    expect(histogramResolution(histogram, middle)).toBeCloseTo(2 ** (42 / 8) - 2 ** (41 / 8), 12);
  });
  it('merge bounds on those that both have', () => {
    const merged = mergeHistograms({ kind: 'bounds', bounds: [1, 2, 4], counts: [1, 2, 3, 4] }, { kind: 'bounds', bounds: [2, 4], counts: [5, 6, 7] });
    expect(merged).toEqual({ kind: 'bounds', bounds: [2, 4], counts: [8, 9, 11] });
    expect(mergeHistograms({ kind: 'bounds', bounds: [1], counts: [1] }, { kind: 'values', values: [1], counts: [1] })).toBeUndefined();
  });
});

describe('mixtureQuantile', () => {
  const fast = { weight: 3, points: [{ q: 0, value: 0 }, { q: 1, value: 10 }] };
  const slow = { weight: 1, points: [{ q: 0, value: 100 }, { q: 1, value: 200 }] };
  it('solves by hand: three quarters of the mixture are fast', () => {
    expect(mixtureQuantile([fast, slow], 0.375)).toBeCloseTo(5, 9);
    expect(mixtureQuantile([fast, slow], 0.75)).toBeCloseTo(10, 9);
    expect(mixtureQuantile([fast, slow], 0.875)).toBeCloseTo(150, 9);
    expect(mixtureQuantile([fast, slow], 1)).toBe(200);
  });
  it('of one part is the part, at its points', () => {
    const part = { weight: 5, points: [{ q: 0.5, value: 20 }, { q: 0.9, value: 80 }, { q: 0.99, value: 90 }] };
    expect([0.5, 0.7, 0.9, 0.99].map((q) => mixtureQuantile([part], q))).toEqual([20, expect.closeTo(50, 6), expect.closeTo(80, 6), 90]);
  });
  it('lies between the parts, and rises', () => {
    const part = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 3, maxLength: 3 }).map((values) => {
      const sorted = values.sort((a, b) => a - b);
      return { weight: 2, points: [0.5, 0.9, 0.99].map((q, index) => ({ q, value: sorted[index] ?? 0 })) };
    });
    fc.assert(fc.property(part, part, (a, b) => {
      for (const [index, q] of [0.5, 0.9, 0.99].entries()) {
        const own = [a, b].map((each) => each.points[index]?.value ?? 0);
        const mixed = mixtureQuantile([a, b], q) ?? NaN;
        expect(mixed).toBeGreaterThanOrEqual(Math.min(...own) - 1e-6);
        expect(mixed).toBeLessThanOrEqual(Math.max(...own) + 1e-6);
      }
    }));
  });
  it('knows nothing of what has no points', () => {
    expect(mixtureQuantile([], 0.5)).toBeUndefined();
    expect(mixtureQuantile([{ weight: 1, points: [] }], 0.5)).toBeUndefined();
    expect(mixtureQuantile([fast, { weight: 0, points: [] }], 0.5)).toBeCloseTo(5, 9);
  });
});

describe('createRandom', () => {
  it('is the same for the same seed, and uniform enough', () => {
    expect(createRandom(1).next()).toBe(createRandom(1).next());
    const random = createRandom(7);
    const draws = Array.from({ length: 10_000 }, () => random.next());
    expect(draws.reduce((sum, draw) => sum + draw, 0) / draws.length).toBeCloseTo(0.5, 1);
    const normals = Array.from({ length: 10_000 }, () => random.normal());
    expect(normals.reduce((sum, draw) => sum + draw * draw, 0) / normals.length).toBeCloseTo(1, 1);
    expect(new Set(Array.from({ length: 200 }, () => random.integer(5))).size).toBe(5);
  });
});
