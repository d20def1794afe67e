import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { otavaChangePoints } from './otava-change-points.js';
import { createRandom } from '../random.js';
import { tiedSamples } from '../../test/arbitraries.js';

const indexes = (series: readonly number[], options = {}) => otavaChangePoints(series, options).changePoints.map(({ index }) => index);

describe('otavaChangePoints', () => {
  it('finds a step, with what lies on both sides', () => {
    const series = [...new Array<number>(20).fill(10), ...new Array<number>(20).fill(15)];
    expect(otavaChangePoints(series).changePoints).toEqual([
      { index: 20, meanBefore: 10, meanAfter: 15, sdBefore: 0, sdAfter: 0, p: 0, relativeChange: 0.5 },
    ]);
  });
  it('finds points that rise, within the series, each as significant and as large as asked', () => {
    fc.assert(
      fc.property(tiedSamples(0, 80), fc.constantFrom(10, 30, 50), (values, windowLength) => {
        const series = values.map((value) => value + 1);
        const { changePoints, weak } = otavaChangePoints(series, { windowLength, maxPValue: 0.02, minMagnitude: 0.1 });
        const found = changePoints.map(({ index }) => index);
        expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
        expect(weak.map(({ index }) => index)).toEqual(expect.arrayContaining(found));
        for (const { index, p, relativeChange } of changePoints) {
          expect(index > 0 && index < series.length).toBe(true);
          expect(p).toBeLessThan(0.02);
          expect(Math.abs(relativeChange)).toBeGreaterThan(0.09);
        }
      }),
    );
  });
  it('gives the same answer in any unit', () => {
    const random = createRandom(3);
    const series = Array.from({ length: 90 }, (_, at) => 100 + 4 * random.normal() + (at > 50 ? 12 : 0));
    expect(indexes(series)).toHaveLength(1);
    expect(indexes(series.map((value) => value * 1024))).toEqual(indexes(series));
  });
  it('leaves out what is smaller than asked', () => {
    const series = [...new Array<number>(20).fill(100), ...new Array<number>(20).fill(104)];
    expect(indexes(series, { minMagnitude: 0.03 })).toEqual([20]);
    expect(indexes(series, { minMagnitude: 0.05 })).toEqual([]);
  });
  it('finds nothing where there is too little, or nothing changes', () => {
    for (const series of [[], [1], [1, 9], new Array<number>(120).fill(7)])
      expect(otavaChangePoints(series)).toEqual({ changePoints: [], weak: [] });
  });
  it('refuses what is not finite, and odd options', () => {
    for (const odd of [NaN, Infinity]) expect(() => otavaChangePoints([1, odd, 2])).toThrow(RangeError);
    for (const options of [{ windowLength: 1 }, { windowLength: 2.5 }, { maxPValue: 2 }, { maxPValue: NaN }])
      expect(() => otavaChangePoints([1, 2, 3], options)).toThrow(RangeError);
  });
});
