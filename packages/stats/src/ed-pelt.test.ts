import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edPelt } from './ed-pelt.js';
import { tiedSamples } from '../test/arbitraries.js';

describe('edPelt', () => {
  it('gives the last values of the old segments', () => {
    expect(edPelt([...new Array<number>(40).fill(0), ...new Array<number>(40).fill(1)])).toEqual([39]);
    expect(edPelt([0, 0, 0, 0, 0, 9, 9, 9, 9, 9], 1)).toEqual([4]);
  });
  it('keeps segments as long as they must be', () => {
    fc.assert(
      fc.property(tiedSamples(0, 60), fc.integer({ min: 1, max: 15 }), (series, minDistance) => {
        const ends = [-1, ...edPelt(series, minDistance), series.length - 1];
        if (ends.length > 2) ends.slice(1).forEach((end, at) => expect(end - (ends[at] ?? NaN)).toBeGreaterThanOrEqual(minDistance));
      }),
    );
  });
  it('sees nothing but the order of the values', () => {
    fc.assert(
      fc.property(tiedSamples(2, 60), (series) => {
        expect(
          edPelt(
            series.map((value) => 7 * value ** 3 - 100),
            5,
          ),
        ).toEqual(edPelt(series, 5));
      }),
    );
  });
  it('finds nothing where there is no room, or no change', () => {
    for (const length of [0, 1, 2, 39]) expect(edPelt(Array.from({ length }, (_, at) => at))).toEqual([]);
    expect(edPelt([0, 9], 1)).toEqual([]);
    expect(edPelt(new Array<number>(100).fill(5), 1)).toEqual([]);
  });
  it('refuses NaN, and segments of no values', () => {
    expect(() => edPelt([1, NaN, 3])).toThrow(RangeError);
    for (const least of [0, -1, 2.5, NaN]) expect(() => edPelt([1, 2, 3], least)).toThrow(RangeError);
  });
});
