import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { energyDistance } from './energy-distance.js';
import { energyStatistic } from './energy-statistic.js';
import { tiedSamples } from '../test/arbitraries.js';

describe('energyStatistic', () => {
  it('is the largest two-sample statistic of all splits', () => {
    fc.assert(
      fc.property(tiedSamples(2, 25), fc.integer({ min: 1, max: 4 }), (series, minSize) => {
        const splits = series.map((_, at) => at).filter((at) => at >= minSize && at <= series.length - minSize);
        const all = splits.map((at) => energyDistance(series.slice(0, at), series.slice(at)).statistic);
        const found = energyStatistic(series, minSize);
        expect(found === undefined).toBe(splits.length === 0);
        if (found === undefined) return;
        expect(found.statistic).toBeCloseTo(Math.max(...all), 10);
        expect(all[splits.indexOf(found.index)]).toBeCloseTo(found.statistic, 10);
      }),
    );
  });
  it('moves and scales with the values', () => {
    fc.assert(
      fc.property(tiedSamples(2, 25), (series) => {
        const found = energyStatistic(series);
        const moved = energyStatistic(series.map((value) => 4 * value - 1e6));
        expect(moved).toEqual({ index: found?.index, statistic: 4 * (found?.statistic ?? NaN) });
      }),
    );
  });
  it('has no split of less than two parts, and the first of equal ones', () => {
    expect(energyStatistic([])).toBeUndefined();
    expect(energyStatistic([1])).toBeUndefined();
    expect(energyStatistic([1, 2, 3], 2)).toBeUndefined();
    expect(energyStatistic([1, 9])).toEqual({ index: 1, statistic: 8 });
    expect(energyStatistic([5, 5, 5, 5])).toEqual({ index: 1, statistic: 0 });
  });
  it('refuses what is not finite, and parts of no values', () => {
    for (const odd of [NaN, -Infinity]) expect(() => energyStatistic([1, odd, 3])).toThrow(RangeError);
    for (const size of [0, -1, 1.5, NaN]) expect(() => energyStatistic([1, 2, 3], size)).toThrow(RangeError);
  });
});
