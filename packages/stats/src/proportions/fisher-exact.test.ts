import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypergeometricMass } from '../distributions/hypergeometric.js';
import { fisherExact } from './fisher-exact.js';
import { scoreTest } from './score-test.js';
import { proportions } from '../../test/arbitraries.js';

describe('fisherExact', () => {
  it('mirrors itself when the sides are exchanged', () => {
    fc.assert(
      fc.property(proportions, proportions, (baseline, current) => {
        const [there, back] = [fisherExact(baseline, current), fisherExact(current, baseline)];
        expect(there.greater).toBeCloseTo(back.less, 11);
        expect(there.twoSided).toBeCloseTo(back.twoSided, 11);
      }),
    );
  });
  it('has two-sided all divisions that are no likelier', () => {
    fc.assert(
      fc.property(proportions, proportions, (baseline, current) => {
        const [size, events] = [baseline.n + current.n, baseline.x + current.x];
        const masses = Array.from({ length: current.n + 1 }, (_, k) => hypergeometricMass(k, size, events, current.n));
        const limit = (masses[current.x] ?? NaN) * (1 + 1e-7);
        const all = masses.filter((mass) => mass <= limit).reduce((sum, mass) => sum + mass, 0);
        expect(fisherExact(baseline, current).twoSided).toBeCloseTo(Math.min(1, all), 10);
      }),
    );
  });
  it('has both sides add up to 1 and the observed division, of which the mid-p value leaves half', () => {
    fc.assert(
      fc.property(proportions, proportions, (baseline, current) => {
        const { greater, less, midP } = fisherExact(baseline, current);
        const observed = greater + less - 1;
        expect(observed).toBeGreaterThan(-1e-11);
        expect(midP).toBeCloseTo(greater - observed / 2, 10);
      }),
    );
  });
  it('falls with each event more', () => {
    const p = Array.from({ length: 31 }, (_, x) => fisherExact({ x: 5, n: 100 }, { x, n: 30 }).greater);
    p.slice(1).forEach((value, at) => expect(value).toBeLessThan(p[at] ?? NaN));
  });
  it('keeps the digits of a p value of 1e-300', () => {
    const { greater, twoSided } = fisherExact({ x: 0, n: 500 }, { x: 500, n: 500 });
    expect(greater).toBeGreaterThan(1e-300);
    expect(greater).toBeLessThan(1e-299);
    expect(twoSided / greater).toBeCloseTo(2, 10);
  });
  it('says nothing where nothing, or everything, failed', () => {
    for (const [a, b] of [
      [0, 0],
      [10, 20],
    ])
      expect(fisherExact({ x: a ?? 0, n: 10 }, { x: b ?? 0, n: 20 })).toEqual({ greater: 1, less: 1, twoSided: 1, midP: 0.5 });
  });
  it('counts billions of requests', () => {
    const { greater } = fisherExact({ x: 1000, n: 2e9 }, { x: 1100, n: 2e9 });
    expect(greater / scoreTest({ x: 1000, n: 2e9 }, { x: 1100, n: 2e9 }).greater).toBeCloseTo(1, 0);
  });
  it('refuses what is no proportion', () => {
    expect(() => fisherExact({ x: 0, n: 0 }, { x: 1, n: 2 })).toThrow('0 of 0');
    expect(() => fisherExact({ x: 1, n: 2 }, { x: 3, n: 2 })).toThrow(RangeError);
  });
});

describe('scoreTest', () => {
  it('changes its sign when the sides are exchanged', () => {
    fc.assert(
      fc.property(proportions, proportions, (baseline, current) => {
        const [there, back] = [scoreTest(baseline, current), scoreTest(current, baseline)];
        expect(there.z).toBeCloseTo(-back.z, 12);
        expect(there.greater + back.greater).toBeCloseTo(1, 12);
        expect(Math.sign(there.z)).toBe(Math.sign(current.x / current.n - baseline.x / baseline.n) + 0);
      }),
    );
  });
  it('has Pearson’s χ² for its square', () => {
    const [[a, b], [c, d]] = [
      [32, 48],
      [14, 56],
    ] as const;
    const size = a + b + c + d;
    const square = (size * (a * d - b * c) ** 2) / ((a + b) * (c + d) * (a + c) * (b + d));
    expect(scoreTest({ x: a, n: a + b }, { x: c, n: c + d }).z ** 2).toBeCloseTo(square, 12);
  });
  it('is 0 where nothing, or everything, failed', () => {
    expect(scoreTest({ x: 0, n: 5 }, { x: 0, n: 9 })).toEqual({ z: 0, greater: 0.5 });
    expect(scoreTest({ x: 5, n: 5 }, { x: 9, n: 9 })).toEqual({ z: 0, greater: 0.5 });
  });
  it('refuses what is no proportion', () => {
    expect(() => scoreTest({ x: 1, n: 2 }, { x: 0, n: 0 })).toThrow(RangeError);
  });
});
