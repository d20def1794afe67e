import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramCount } from './buckets.js';
import { mergedKind, mergeHistograms } from './merge-histograms.js';
import { boundsHistograms, exponentialHistograms, histograms, valuesHistograms } from '../test/arbitraries.js';
import type { ExponentialHistogram, Histogram } from './types.js';

describe('mergeHistograms', () => {
  it.each([
    ['values', valuesHistograms],
    ['exponential', exponentialHistograms],
    ['bounds', boundsHistograms],
  ] as const)('of %s is associative and commutative to the last count', (_kind, arbitrary: fc.Arbitrary<Histogram>) => {
    fc.assert(
      fc.property(arbitrary, arbitrary, arbitrary, (a, b, c) => {
        expect(mergeHistograms(a, b)).toEqual(mergeHistograms(b, a));
        expect(mergeHistograms(mergeHistograms(a, b), c)).toEqual(mergeHistograms(a, mergeHistograms(b, c)));
      }),
    );
  });
  it('keeps every sample, whatever the kinds, and names its kind', () => {
    fc.assert(
      fc.property(histograms, histograms, (a, b) => {
        const merged = mergeHistograms(a, b);
        expect(histogramCount(merged)).toBe(histogramCount(a) + histogramCount(b));
        if (histogramCount(a) > 0 && histogramCount(b) > 0) expect(merged.kind).toBe(mergedKind(a.kind, b.kind));
        expect(mergedKind(a.kind, b.kind)).toBe(mergedKind(b.kind, a.kind));
        if (merged.kind === 'exponential') expect(merged.counts.length).toBeLessThanOrEqual(160);
      }),
    );
  });
  it('leaves what it is given as it was', () => {
    fc.assert(
      fc.property(histograms, histograms, (a, b) => {
        const before = JSON.stringify([a, b]);
        mergeHistograms(a, b);
        expect(JSON.stringify([a, b])).toBe(before);
      }),
    );
  });
  it('adds values', () => {
    const merged = mergeHistograms(
      { kind: 'values', values: [10, 20], counts: [1, 2] },
      { kind: 'values', values: [20, 30], counts: [3, 4] },
    );
    expect(merged).toEqual({ kind: 'values', values: [10, 20, 30], counts: [1, 5, 4] });
  });
  it('rounds exact values like the rounded side', () => {
    // 447 → 450, 452 → 450, 12 → 12
    const merged = mergeHistograms(
      { kind: 'values', values: [12, 447, 452], counts: [1, 2, 3], rounding: 'none' },
      { kind: 'values', values: [450], counts: [5], rounding: 'locust' },
    );
    expect(merged).toEqual({ kind: 'values', values: [12, 450], counts: [1, 10], rounding: 'locust' });
  });
  it('brings exponential buckets to the coarser scale', () => {
    // Scale 1, buckets 3…6 hold (2^1.5, 2^2], (2^2, 2^2.5], (2^2.5, 2^3], (2^3, 2^3.5]; at scale 0 they are buckets 1, 2, 2, 3.
    const fine: ExponentialHistogram = {
      kind: 'exponential',
      scale: 1,
      zeroCount: 1,
      offset: 3,
      counts: [1, 2, 3, 4],
      min: 3,
      max: 11,
      sum: 60,
    };
    const coarse: ExponentialHistogram = {
      kind: 'exponential',
      scale: 0,
      zeroCount: 0,
      offset: 0,
      counts: [5, 0, 6],
      min: 1.5,
      max: 7,
      sum: 40,
    };
    expect(mergeHistograms(fine, coarse)).toEqual({
      kind: 'exponential',
      scale: 0,
      zeroCount: 1,
      offset: 0,
      counts: [5, 1, 11, 4],
      min: 1.5,
      max: 11,
      sum: 100,
    });
  });
  it('goes on to coarser scales until 160 buckets are enough', () => {
    // At scale 3 from 1 ms (index 0) to 2^40 ms (index 320): 321 buckets, at scale 2 161, at scale 1 81.
    const one = (offset: number): ExponentialHistogram => ({ kind: 'exponential', scale: 3, zeroCount: 0, offset, counts: [1] });
    const merged = mergeHistograms(one(0), one(320));
    expect(merged).toMatchObject({ scale: 1, offset: 0 });
    expect(merged.counts).toHaveLength(81);
  });
  it('merges equal bounds exactly, and others on the bounds that both have', () => {
    expect(
      mergeHistograms({ kind: 'bounds', bounds: [10, 20], counts: [1, 2] }, { kind: 'bounds', bounds: [10, 20], counts: [3, 4, 5] }),
    ).toEqual({ kind: 'bounds', bounds: [10, 20], counts: [4, 6, 5] });
    // In common: 20 and 50. Left 1 + 2 up to 20, 3 up to 50, 4 beyond; right 5 up to 20, 6 + 7 up to 50, 8 beyond.
    const merged = mergeHistograms(
      { kind: 'bounds', bounds: [10, 20, 50], counts: [1, 2, 3, 4] },
      { kind: 'bounds', bounds: [20, 30, 50, 90], counts: [5, 6, 7, 8] },
    );
    expect(merged).toEqual({ kind: 'bounds', bounds: [20, 50], counts: [8, 16, 12] });
  });
  it('is left with the count where no bound is shared', () => {
    expect(mergeHistograms({ kind: 'bounds', bounds: [10], counts: [1] }, { kind: 'bounds', bounds: [20], counts: [2] })).toEqual({
      kind: 'bounds',
      bounds: [],
      counts: [3],
    });
  });
  it('puts values into exponential buckets', () => {
    // Base 2: 0 → zeros; 2 → (1, 2], 3 and 4 → (2, 4].
    const merged = mergeHistograms(
      { kind: 'values', values: [0, 2, 3, 4], counts: [1, 2, 3, 4] },
      { kind: 'exponential', scale: 0, zeroCount: 1, offset: 1, counts: [10], min: 0, max: 4, sum: 30 },
    );
    // The sum of the values is 0 + 4 + 9 + 16.
    expect(merged).toEqual({ kind: 'exponential', scale: 0, zeroCount: 2, offset: 0, counts: [2, 17], min: 0, max: 4, sum: 59 });
  });
  it('does not claim a sum of rounded values', () => {
    const merged = mergeHistograms(
      { kind: 'values', values: [3], counts: [1], rounding: 'locust' },
      { kind: 'exponential', scale: 0, zeroCount: 0, offset: 1, counts: [1], min: 3, max: 4, sum: 7 },
    );
    expect(merged).toEqual({ kind: 'exponential', scale: 0, zeroCount: 0, offset: 1, counts: [2] });
  });
  it('puts values and exponential buckets between bounds', () => {
    expect(
      mergeHistograms({ kind: 'values', values: [10, 11, 99], counts: [1, 2, 3] }, { kind: 'bounds', bounds: [10, 20], counts: [1, 1] }),
    ).toEqual({ kind: 'bounds', bounds: [10, 20], counts: [2, 3, 3] });
    // (8, 16] has its geometric middle at 11.3, (16, 32] at 22.6.
    expect(
      mergeHistograms(
        { kind: 'bounds', bounds: [12, 20], counts: [1, 1] },
        { kind: 'exponential', scale: 0, zeroCount: 7, offset: 3, counts: [2, 4] },
      ),
    ).toEqual({ kind: 'bounds', bounds: [12, 20], counts: [10, 1, 4] });
  });
  it('is not changed by an empty histogram of any kind', () => {
    const some: Histogram = { kind: 'values', values: [5], counts: [2], rounding: 'none' };
    for (const empty of [
      { kind: 'exponential', scale: -3, zeroCount: 0, offset: 0, counts: [] },
      { kind: 'bounds', bounds: [1], counts: [0] },
      { kind: 'values', values: [], counts: [], rounding: 'locust' },
    ] as Histogram[]) {
      expect(mergeHistograms(some, empty)).toEqual(some);
      expect(mergeHistograms(empty, some)).toEqual(some);
      expect(histogramCount(mergeHistograms(empty, empty))).toBe(0);
    }
  });
});
