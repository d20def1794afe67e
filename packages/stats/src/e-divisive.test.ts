import { describe, expect, it } from 'vitest';
import { eDivisive } from './e-divisive.js';
import { createRandom } from './random.js';

/** Normal values about levels, so many of each. */
function steps(levels: readonly number[], each: number, seed: number): number[] {
  const random = createRandom(seed);
  return levels.flatMap((level) => Array.from({ length: each }, () => level + random.normal()));
}

describe('eDivisive', () => {
  it('finds where a series moves, with the least p value that so many permutations have', () => {
    expect(eDivisive(steps([0, 5], 30, 1))).toEqual([{ index: 30, p: 1 / 2000 }]);
    expect(eDivisive(steps([10, 4, 10], 25, 2)).map(({ index }) => index)).toEqual([25, 50]);
    // The clearest is the second, then the third.
    expect(eDivisive(steps([0, 4, 60, 90], 20, 3)).map(({ index }) => index)).toEqual([20, 40, 60]);
  });
  it('counts permutations that are just as clear', () => {
    // Of the 252 orders of five zeros and five ones two are as clear as this.
    const [found] = eDivisive([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], { alpha: 0.5, permutations: 9999, minSize: 5 });
    expect(found?.index).toBe(5);
    // 0.0079, with a standard deviation of 0.0009.
    expect(Math.abs((found?.p ?? NaN) - 2 / 252)).toBeLessThan(0.003);
  });
  it('finds a change of spread alone', () => {
    const random = createRandom(6);
    const series = Array.from({ length: 160 }, (_, at) => random.normal() * (at < 80 ? 1 : 8));
    const found = eDivisive(series);
    expect(found).toHaveLength(1);
    expect(Math.abs((found[0]?.index ?? NaN) - 80)).toBeLessThan(8);
  });
  it('finds hardly anything where nothing changes', () => {
    const alarms = Array.from({ length: 200 }, (_, seed) => eDivisive(steps([0], 40, seed), { alpha: 0.05, permutations: 199 }).length > 0);
    // 5 % of 200, with a standard deviation of 3.
    expect(alarms.filter(Boolean).length).toBeLessThan(20);
    expect(Array.from({ length: 100 }, (_, seed) => eDivisive(steps([0], 40, seed))).flat()).toEqual([]);
  });
  it('is moved by no single outlier', () => {
    const series = steps([100], 40, 4);
    series[20] = 900;
    expect(eDivisive(series)).toEqual([]);
  });
  it('gives the same answer always, in any unit, and with a seed that of the seed', () => {
    const series = steps([0, 1.2], 30, 8);
    const options = { alpha: 0.2, permutations: 99 };
    expect(eDivisive(series, options)).toEqual(eDivisive([...series], options));
    expect(eDivisive(series, { ...options, seed: 3 })).toEqual(eDivisive(series, { ...options, seed: 3 }));
    const indexes = (values: number[]) => eDivisive(values, { ...options, seed: 3 }).map(({ index }) => index);
    expect(indexes(series.map((value) => value * 1024))).toEqual(indexes(series));
    expect(
      eDivisive(
        series.map((value) => -value),
        { ...options, seed: 3 },
      ),
    ).toEqual(eDivisive(series, { ...options, seed: 3 }));
  });
  it('keeps segments as long as they must be', () => {
    const series = [...steps([0], 18, 3), 50, 51, 52];
    expect(eDivisive(series, { alpha: 0.01 }).map(({ index }) => index)).toEqual([18]);
    expect(eDivisive(series, { alpha: 0.01, minSize: 8 }).every(({ index }) => index >= 8 && index <= 13)).toBe(true);
  });
  it('says nothing of fewer than ten values, nor of equal ones', () => {
    expect(eDivisive([])).toEqual([]);
    expect(eDivisive([1, 1, 1, 1, 9, 9, 9, 9, 9])).toEqual([]);
    expect(eDivisive(new Array<number>(50).fill(3))).toEqual([]);
  });
  it('finds nothing where so few permutations cannot reach alpha', () => {
    expect(eDivisive(steps([0, 50], 30, 1), { permutations: 99 })).toEqual([]);
    expect(eDivisive(steps([0, 50], 30, 1), { permutations: 99, alpha: 0.01 })).toEqual([{ index: 30, p: 0.01 }]);
  });
  it('refuses what is not finite, and odd options', () => {
    const series = steps([0], 20, 1);
    for (const odd of [NaN, Infinity]) expect(() => eDivisive([odd, ...series])).toThrow(RangeError);
    for (const options of [{ alpha: 2 }, { permutations: 1.5 }, { permutations: -1 }, { minSize: 0 }, { seed: 0.5 }])
      expect(() => eDivisive(series, options)).toThrow(RangeError);
  });
});
