import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sum } from './sum.js';
import { weightedMean } from './weighted-mean.js';

describe('sum', () => {
  it('keeps what plain addition loses', () => {
    expect(sum([1e16, 1, -1e16])).toBe(1);
    // python3 -c "import math; print(math.fsum([0.1]*10))"
    expect(sum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  });
  it('of nothing is 0, and infinities are what they are', () => {
    expect(sum([])).toBe(0);
    expect(sum([1, Infinity, 2])).toBe(Infinity);
    expect(sum([Infinity, -Infinity])).toBeNaN();
  });
});

describe('weightedMean', () => {
  it('is the mean over all requests from the means of the parts', () => {
    // (3 × 100 + 1 × 200) / 4
    expect(
      weightedMean([
        { value: 100, weight: 3 },
        { value: 200, weight: 1 },
      ]),
    ).toBe(125);
    expect(weightedMean([{ value: 7.3, weight: 11 }])).toBe(7.3);
  });
  it('takes no notice of parts without weight', () => {
    expect(weightedMean([])).toBeUndefined();
    expect(weightedMean([{ value: 5, weight: 0 }])).toBeUndefined();
    expect(
      weightedMean([
        { value: NaN, weight: 0 },
        { value: 5, weight: 2 },
      ]),
    ).toBe(5);
  });
  it('refuses weights that are none', () => {
    for (const weight of [-1, NaN, Infinity]) expect(() => weightedMean([{ value: 1, weight }])).toThrow(RangeError);
  });
  it('is never outside the values', () => {
    const part = fc.record({ value: fc.double({ min: 0, max: 1e5, noNaN: true }), weight: fc.integer({ min: 1, max: 1e6 }) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        const mean = weightedMean(parts) ?? NaN;
        expect(mean).toBeGreaterThanOrEqual(Math.min(...parts.map((each) => each.value)));
        expect(mean).toBeLessThanOrEqual(Math.max(...parts.map((each) => each.value)));
      }),
    );
  });
});
