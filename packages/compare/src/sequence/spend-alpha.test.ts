import { describe, expect, it } from 'vitest';
import { alphaOfLook, spentAlpha } from './spend-alpha.js';

describe('spentAlpha', () => {
  // Python 3.12: n = statistics.NormalDist(); 2*(1 - n.cdf(n.inv_cdf(1 - a/2)/(k/K)**.5))
  it.each([
    [0.01, 1, 3, 8.140039715831549e-6],
    [0.01, 2, 3, 0.0016064464568819048],
    [0.1, 1, 3, 0.004386100878113641],
    [0.1, 2, 3, 0.043954333354753405],
    [0.05, 1, 2, 0.005574596680784527],
  ])('of %d at look %d of %d', (alpha, look, maxLooks, expected) => {
    expect(spentAlpha(alpha, look, maxLooks) / expected).toBeCloseTo(1, 9);
  });

  it('is nothing before the first look and all at the last', () => {
    expect([spentAlpha(0.01, 0, 3), spentAlpha(0.01, 3, 3), spentAlpha(0.01, 7, 3), spentAlpha(0.01, 1, 1)]).toEqual([0, 0.01, 0.01, 0.01]);
  });
});

describe('alphaOfLook', () => {
  it.each([1, 2, 3, 5, 10])('adds up to the whole over %d looks, and rises', (maxLooks) => {
    for (const alpha of [0.01, 0.05, 0.1]) {
      const shares = Array.from({ length: maxLooks }, (_, index) => alphaOfLook(alpha, index + 1, maxLooks));
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(alpha, 12);
      expect(Math.min(...shares)).toBeGreaterThan(0);
    }
  });

  it('has none to spend where there is none', () => {
    expect(alphaOfLook(0, 1, 3)).toBe(0);
  });
});
