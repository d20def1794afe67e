import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialLower, binomialUpper } from '../distributions/binomial.js';
import { clopperPearson } from './clopper-pearson.js';
import { wilsonInterval } from './wilson-interval.js';
import { confidences, proportions } from '../../test/arbitraries.js';

describe.each([
  ['wilsonInterval', wilsonInterval],
  ['clopperPearson', clopperPearson],
])('%s', (_, interval) => {
  it('holds the observed share, within 0 and 1', () => {
    fc.assert(
      fc.property(proportions, confidences, (of, confidence) => {
        const [lower, upper] = interval(of, confidence);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower - 1e-12 <= of.x / of.n && of.x / of.n <= upper + 1e-12).toBe(true);
      }),
    );
  });
  it('is mirrored by counting successes', () => {
    fc.assert(
      fc.property(proportions, confidences, ({ x, n }, confidence) => {
        const [lower, upper] = interval({ x, n }, confidence);
        const mirrored = interval({ x: n - x, n }, confidence);
        expect(mirrored[0]).toBeCloseTo(1 - upper, 11);
        expect(mirrored[1]).toBeCloseTo(1 - lower, 11);
      }),
    );
  });
  it('widens with the confidence, and narrows with the trials', () => {
    fc.assert(
      fc.property(proportions, confidences, confidences, ({ x, n }, a, b) => {
        const [narrow, wide] = [interval({ x, n }, Math.min(a, b)), interval({ x, n }, Math.max(a, b))];
        expect(wide[0] <= narrow[0] + 1e-12 && wide[1] >= narrow[1] - 1e-12).toBe(true);
        const more = interval({ x: 4 * x, n: 4 * n }, a);
        const less = interval({ x, n }, a);
        expect(more[1] - more[0]).toBeLessThan(less[1] - less[0]);
      }),
    );
  });
  it('ends at 0 without an event, and at 1 without a success', () => {
    expect(interval({ x: 0, n: 10 })[0]).toBe(0);
    expect(interval({ x: 10, n: 10 })[1]).toBe(1);
  });
  it('refuses what is no proportion, and no confidence', () => {
    for (const of of [
      { x: 0, n: 0 },
      { x: 3, n: 2 },
      { x: -1, n: 2 },
      { x: 0.5, n: 2 },
      { x: NaN, n: 2 },
    ])
      expect(() => interval(of)).toThrow(RangeError);
    for (const confidence of [0, 1, 95, NaN]) expect(() => interval({ x: 1, n: 2 }, confidence)).toThrow(RangeError);
  });
});

it('clopperPearson ends where the binomial tail is half the error', () => {
  fc.assert(
    fc.property(proportions, ({ x, n }) => {
      const [lower, upper] = clopperPearson({ x, n }, 0.9);
      if (x > 0) expect(binomialUpper(x, n, lower)).toBeCloseTo(0.05, 9);
      if (x < n) expect(binomialLower(x, n, upper)).toBeCloseTo(0.05, 9);
    }),
  );
});
