import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { energyDistance } from './energy-distance.js';
import { tiedSamples } from '../test/arbitraries.js';

describe('energyDistance', () => {
  it('is what all pairs give', () => {
    const meanApart = (x: readonly number[], y: readonly number[]) =>
      x.flatMap((a) => y.map((b) => Math.abs(a - b))).reduce((sum, apart) => sum + apart, 0) / (x.length * y.length);
    fc.assert(
      fc.property(tiedSamples(1), tiedSamples(1), (x, y) => {
        const between = 2 * meanApart(x, y);
        const { distance, statistic, coefficient } = energyDistance(x, y);
        expect(distance).toBeCloseTo(between - meanApart(x, x) - meanApart(y, y), 11);
        expect(statistic).toBeCloseTo((distance * x.length * y.length) / (x.length + y.length), 12);
        expect(coefficient * between).toBeCloseTo(distance, 12);
        expect(coefficient >= 0 && coefficient <= 1).toBe(true);
      }),
    );
  });
  it('is the same for exchanged samples, in any order, wherever they lie', () => {
    fc.assert(
      fc.property(tiedSamples(1), tiedSamples(1), (x, y) => {
        const { distance } = energyDistance(x, y);
        expect(energyDistance(y, x).distance).toBeCloseTo(distance, 12);
        expect(energyDistance([...x].reverse(), y).distance).toBeCloseTo(distance, 12);
        expect(
          energyDistance(
            x.map((value) => value + 1e9),
            y.map((value) => value + 1e9),
          ).distance,
        ).toBeCloseTo(distance, 12);
      }),
    );
  });
  it('of equal samples is 0, of two single values twice their distance', () => {
    expect(energyDistance([1, 2, 3], [3, 1, 2])).toEqual({ distance: 0, statistic: 0, coefficient: 0 });
    expect(energyDistance([3], [3, 3])).toEqual({ distance: 0, statistic: 0, coefficient: 0 });
    expect(energyDistance([1], [5])).toEqual({ distance: 8, statistic: 4, coefficient: 1 });
  });
  it('refuses no samples and what is not finite', () => {
    expect(() => energyDistance([], [1])).toThrow(RangeError);
    for (const odd of [NaN, Infinity]) expect(() => energyDistance([1], [odd])).toThrow(RangeError);
  });
});
