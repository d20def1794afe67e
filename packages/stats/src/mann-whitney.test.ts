import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mannWhitney } from './mann-whitney.js';
import { midRanks } from './mid-ranks.js';
import { rankSumShares, tiedRankSumShares } from './rank-sums.js';
import { samples, tiedSamples } from '../test/arbitraries.js';

const methods = fc.constantFrom('exact' as const, 'asymptotic' as const);

describe('mannWhitney', () => {
  it('mirrors itself when the groups are exchanged', () => {
    fc.assert(
      fc.property(tiedSamples(1), tiedSamples(1), methods, (x, y, method) => {
        const [there, back] = [mannWhitney(x, y, { method, alternative: 'greater' }), mannWhitney(y, x, { method, alternative: 'less' })];
        expect(there.u + back.u).toBeCloseTo(x.length * y.length, 9);
        expect(there.p).toBeCloseTo(back.p, 11);
        expect(mannWhitney(x, y, { method }).p).toBeCloseTo(mannWhitney(y, x, { method }).p, 11);
      }),
    );
  });
  it('sees nothing but the order: neither units nor the place of a value matter', () => {
    fc.assert(
      fc.property(tiedSamples(1), tiedSamples(1), (x, y) => {
        const found = mannWhitney(x, y);
        expect(mannWhitney([...x].reverse(), [...y].reverse())).toEqual(found);
        expect(
          mannWhitney(
            x.map((value) => 1000 * value + 7),
            y.map((value) => 1000 * value + 7),
          ),
        ).toEqual(found);
      }),
    );
  });
  it('finds a p value between 0 and 1, and both sides together at least 1', () => {
    fc.assert(
      fc.property(tiedSamples(1), tiedSamples(1), (x, y) => {
        const [above, below] = (['greater', 'less'] as const).map((alternative) => mannWhitney(x, y, { alternative }).p) as [
          number,
          number,
        ];
        for (const p of [above, below]) expect(p > 0 && p <= 1).toBe(true);
        expect(above + below).toBeGreaterThanOrEqual(1 - 1e-12);
      }),
    );
  });
  it('falls when the second group rises', () => {
    fc.assert(
      fc.property(tiedSamples(1), tiedSamples(1), fc.integer({ min: 1, max: 9 }), (x, y, more) => {
        // Ties that come and go change what is possible: by 100 all of the second group are above all of the first.
        const raised = mannWhitney(
          x,
          y.map((value) => value + 100 * more),
          { alternative: 'greater' },
        );
        expect(raised.p).toBeLessThanOrEqual(mannWhitney(x, y, { alternative: 'greater' }).p + 1e-12);
        expect(raised.u).toBe(x.length * y.length);
      }),
    );
  });
  it('counts up to 50 values in all, and takes the normal distribution beyond', () => {
    const values = Array.from({ length: 25 }, (_, at) => at);
    expect(mannWhitney(values, values).method).toBe('exact');
    expect(mannWhitney(values, [...values, 3]).method).toBe('asymptotic');
    const [x, y] = [values, values.map((value) => value + 4.5)];
    expect(mannWhitney(x, y, { method: 'asymptotic' }).p).toBeCloseTo(mannWhitney(x, y).p, 2);
  });
  it('has the least p value that so few values can have', () => {
    // 1 of C(6, 3) orders.
    expect(mannWhitney([1, 2, 3], [4, 5, 6], { alternative: 'greater' }).p).toBeCloseTo(1 / 20, 15);
    expect(mannWhitney([1], [2], { alternative: 'greater' }).p).toBe(0.5);
  });
  it('says nothing where there is nothing to say', () => {
    expect(mannWhitney([], [1])).toEqual({ u: 0, p: 1, method: 'exact' });
    expect(mannWhitney([1, 2], [])).toEqual({ u: 0, p: 1, method: 'exact' });
    for (const method of ['exact', 'asymptotic'] as const)
      expect(mannWhitney([5, 5, 5], [5, 5], { method })).toEqual({ u: 3, p: 1, method });
  });
  it('refuses NaN, and to count for hours', () => {
    expect(() => mannWhitney([1, NaN], [2])).toThrow(RangeError);
    const many = Array.from({ length: 300 }, (_, at) => at);
    expect(() => mannWhitney(many, many, { method: 'exact' })).toThrow('at most 40000 pairs');
    expect(() => mannWhitney(many, [...many, 0], { method: 'exact' })).toThrow(RangeError);
  });
});

describe('the distribution of U', () => {
  it('adds up to 1, is symmetric, and the same for exchanged groups', () => {
    for (const [m, n] of [
      [0, 0],
      [0, 4],
      [1, 1],
      [3, 5],
      [12, 20],
      [1, 300],
    ] as const) {
      const shares = rankSumShares(m, n);
      expect(shares).toHaveLength(m * n + 1);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      [...shares].reverse().forEach((share, u) => expect(share).toBeCloseTo(shares[u] ?? NaN, 14));
      expect(rankSumShares(n, m)).toEqual(shares);
    }
  });
  it('given ties is that of no ties where there are none', () => {
    const doubled = Array.from({ length: 11 }, (_, at) => 2 * (at + 1));
    const [tied, plain] = [tiedRankSumShares(doubled, 4), rankSumShares(7, 4)];
    plain.forEach((share, u) => expect(tied[2 * u + 4 * 5]).toBeCloseTo(share, 14));
  });
});

describe('midRanks', () => {
  it('add up to n(n + 1)/2, and are shared by equal values', () => {
    expect(midRanks([30, 10, 20, 20])).toEqual({ ranks: [4, 1, 2.5, 2.5], ties: [2] });
    fc.assert(
      fc.property(fc.oneof(samples(0), tiedSamples(0)), (values) => {
        const n = values.length;
        expect(midRanks(values).ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo((n * (n + 1)) / 2, 9);
      }),
    );
  });
});
