import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { miettinenNurminenInterval } from './miettinen-nurminen-interval.js';
import { newcombeInterval } from './newcombe-interval.js';
import { confidences, proportions } from '../../test/arbitraries.js';

describe.each([
  ['newcombeInterval', newcombeInterval],
  ['miettinenNurminenInterval', miettinenNurminenInterval],
])('%s', (_, interval) => {
  it('holds the observed difference, within −1 and 1', () => {
    fc.assert(
      fc.property(proportions, proportions, confidences, (baseline, current, confidence) => {
        const [lower, upper] = interval(baseline, current, confidence);
        const observed = current.x / current.n - baseline.x / baseline.n;
        expect(lower >= -1 - 1e-12 && upper <= 1 + 1e-12).toBe(true);
        expect(lower - 1e-12 <= observed && observed <= upper + 1e-12).toBe(true);
      }),
    );
  });
  it('changes its sign when the sides are exchanged, or successes are counted', () => {
    fc.assert(
      fc.property(proportions, proportions, (baseline, current) => {
        const [lower, upper] = interval(baseline, current);
        const others = [
          interval(current, baseline),
          interval({ x: baseline.n - baseline.x, n: baseline.n }, { x: current.n - current.x, n: current.n }),
        ];
        for (const [low, high] of others) {
          expect(low).toBeCloseTo(-upper, 10);
          expect(high).toBeCloseTo(-lower, 10);
        }
      }),
    );
  });
  it('widens with the confidence', () => {
    fc.assert(
      fc.property(proportions, proportions, confidences, confidences, (baseline, current, a, b) => {
        const [narrow, wide] = [interval(baseline, current, Math.min(a, b)), interval(baseline, current, Math.max(a, b))];
        expect(wide[0] <= narrow[0] + 1e-12 && wide[1] >= narrow[1] - 1e-12).toBe(true);
      }),
    );
  });
  it('has a width also where nothing, or everything, failed', () => {
    for (const x of [0, 20]) {
      const [lower, upper] = interval({ x, n: 20 }, { x, n: 20 });
      expect(upper).toBeGreaterThan(0.1);
      expect(lower).toBeCloseTo(-upper, 12);
    }
    expect(interval({ x: 0, n: 10 }, { x: 10, n: 10 })[1]).toBeCloseTo(1, 12);
    expect(interval({ x: 0, n: 1 }, { x: 1, n: 1 })[0]).toBeLessThan(0.2);
  });
  it('refuses what is no proportion, and no confidence', () => {
    const one = { x: 1, n: 2 };
    for (const odd of [
      { x: 0, n: 0 },
      { x: 3, n: 2 },
      { x: NaN, n: 2 },
    ]) {
      expect(() => interval(odd, one)).toThrow(RangeError);
      expect(() => interval(one, odd)).toThrow(RangeError);
    }
    for (const confidence of [0, 1, 95, NaN]) expect(() => interval(one, one, confidence)).toThrow(RangeError);
  });
});

it('newcombeInterval gives the published interval of 56/70 and 48/80', () => {
  // Newcombe 1998, table II, example (a), method 10: 0.0524 to 0.3339.
  const [lower, upper] = newcombeInterval({ x: 48, n: 80 }, { x: 56, n: 70 });
  expect(lower).toBeCloseTo(0.0524, 4);
  expect(upper).toBeCloseTo(0.3339, 4);
});
