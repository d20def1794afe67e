import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitScale } from './scale.js';

const range = [0, 100] as const;

test('is linear over near values and logarithmic over far ones', () => {
  const near = fitScale([100, 200], { range });
  expect([near?.log, near?.at(100), near?.at(150), near?.at(200)]).toEqual([false, 0, 50, 100]);
  expect(near?.ticks).toEqual([100, 150, 200]);
  const far = fitScale([1, 10_000], { range });
  expect([far?.log, far?.at(1), far?.at(100), far?.at(10_000)]).toEqual([true, 0, 50, 100]);
  expect(far?.ticks).toEqual([1, 10, 100, 1000, 10_000]);
});

test('never takes a logarithm of 0 or less', () => {
  expect(fitScale([0, 5000], { range })?.log).toBe(false);
  expect(fitScale([-3, 5000], { range })?.log).toBe(false);
});

test('begins at 0 where it is asked to', () => {
  expect(fitScale([40, 50], { range, fromZero: true })?.at(0)).toBe(0);
});

test('what is not finite is left out; nothing gives nothing', () => {
  expect(fitScale([null, undefined, NaN, Infinity], { range })).toBeUndefined();
  expect(fitScale([5, NaN], { range })?.at(5)).toBe(50);
});

test('places every value within the line, in order, with few ticks', () => {
  const number = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => (Math.abs(value) < 1e-9 ? 0 : value));
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 9 }), fc.constantFrom(0, 0.08), (values, pad) => {
      const scale = fitScale(values, { range, pad });
      expect(scale).toBeDefined();
      const places = [...values].sort((a, b) => a - b).map((value) => scale?.at(value) ?? NaN);
      expect(places.every((place) => place >= -1e-9 && place <= 100 + 1e-9)).toBe(true);
      expect(places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0) - 1e-9)).toBe(true);
      expect(scale?.ticks.length).toBeLessThanOrEqual(8);
    }),
  );
});

test('takes what differs by its rounding alone for one value', () => {
  const scale = fitScale([0.3, 0.1 + 0.2], { range });
  expect(scale?.at(0.3)).toBeCloseTo(50);
  expect(scale?.ticks).toEqual([0.29, 0.3, 0.31]);
  expect(fitScale([1.4, 0.7, 0.7 * (1 + Number.EPSILON)], { range })?.at(0.7)).toBeCloseTo(0);
});

test('ends for every number there is, also for those that are nearly the same or nearly none', () => {
  const near = fc.tuple(fc.double(), fc.integer({ min: 0, max: 9 })).map(([value, k]) => [value, value * (1 + k * Number.EPSILON)]);
  const edge = fc.array(fc.constantFrom(0, 5e-324, 1e-320, 1e-12, 1, 1e308, -1e308, Number.MAX_VALUE), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.oneof(fc.array(fc.double(), { maxLength: 6 }), near, edge),
      fc.constantFrom(0, 0.08),
      fc.boolean(),
      fc.constantFrom(3, 4, 5),
      (values, pad, fromZero, ticks) => {
        const scale = fitScale(values, { range, pad, fromZero, ticks });
        const finite = values.filter(Number.isFinite);
        expect(scale === undefined).toBe(finite.length === 0);
        if (scale === undefined) return;
        for (const value of [...finite, ...scale.ticks]) {
          expect(scale.at(value)).toBeGreaterThanOrEqual(-1e-6);
          expect(scale.at(value)).toBeLessThanOrEqual(100 + 1e-6);
        }
        expect(scale.ticks.length).toBeLessThanOrEqual(ticks + 1);
        expect(new Set(scale.ticks).size).toBe(scale.ticks.length);
      },
    ),
    { numRuns: 1000 },
  );
});
