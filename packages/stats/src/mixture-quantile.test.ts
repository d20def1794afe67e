import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixtureQuantile, type MixturePart } from './mixture-quantile.js';

const uniform = (weight: number, from: number, to: number): MixturePart => ({
  weight,
  points: [
    { q: 0, value: from },
    { q: 1, value: to },
  ],
});

/** Thousandths: between shares that differ by next to nothing, a quantile leaps. */
const shares = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);

const parts: fc.Arbitrary<MixturePart> = fc
  .record({
    weight: fc.integer({ min: 1, max: 5000 }),
    qs: fc.uniqueArray(shares, { minLength: 1, maxLength: 6 }),
    steps: fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 6, maxLength: 6 }),
  })
  .map(({ weight, qs, steps }) => {
    let value = 0;
    return { weight, points: qs.sort((a, b) => a - b).map((q, index) => ({ q, value: (value += steps[index] ?? 0) })) };
  });

/** The part's own quantile: linear between its points, clamped at the ends. */
function own({ points }: MixturePart, q: number): number {
  const next = points.findIndex((point) => point.q >= q);
  const [before, after] = [points[next - 1], points[next]];
  if (after === undefined) return points.at(-1)?.value ?? NaN;
  if (before === undefined) return after.value;
  return before.value + ((q - before.q) / (after.q - before.q)) * (after.value - before.value);
}

describe('mixtureQuantile', () => {
  it('by hand: three quarters of 0 to 10, one quarter of 100 to 200', () => {
    const mixture = [uniform(3, 0, 10), uniform(1, 100, 200)];
    // ¾·x/10 = 0.375 at 5; ¾ is reached at 10; ¾ + ¼·(x − 100)/100 = 0.875 at 150.
    expect([0, 0.375, 0.75, 0.875, 1].map((q) => mixtureQuantile(mixture, q))).toEqual([0, 5, 10, 150, 200]);
  });
  it('by hand: overlapping parts', () => {
    // ½·x/10 + ½·(x − 5)/10 = 0.5 at 7.5; below 5 only the first counts: ½·x/10 = 0.1 at 2.
    const mixture = [uniform(50, 0, 10), uniform(50, 5, 15)];
    expect(mixtureQuantile(mixture, 0.5)).toBeCloseTo(7.5, 12);
    expect(mixtureQuantile(mixture, 0.1)).toBeCloseTo(2, 12);
  });
  it('by hand: printed percentiles, without minimum and maximum', () => {
    // At 100 the first part has its half, 45 of 100; from 100 to 200 it gains 0.45 × (x − 100): 81 at 180. Then q = 0.81.
    const fast: MixturePart = {
      weight: 90,
      points: [
        { q: 0.5, value: 100 },
        { q: 1, value: 200 },
      ],
    };
    const slow: MixturePart = {
      weight: 10,
      points: [
        { q: 0.5, value: 1000 },
        { q: 0.9, value: 2000 },
      ],
    };
    expect(mixtureQuantile([fast, slow], 0.45)).toBe(100);
    expect(mixtureQuantile([fast, slow], 0.81)).toBeCloseTo(180, 10);
    expect(mixtureQuantile([fast, slow], 0.95)).toBe(1000);
    // 90 + 10 × (0.5 + 0.4·(x − 1000)/1000) = 97 at 1500; beyond 0.9 of the slow part nothing is known: 99 is 2000.
    expect(mixtureQuantile([fast, slow], 0.97)).toBeCloseTo(1500, 9);
    expect(mixtureQuantile([fast, slow], 0.995)).toBe(2000);
  });
  it('of one part is the part', () => {
    fc.assert(
      fc.property(parts, shares, (part, q) => {
        expect(mixtureQuantile([part], q)).toBeCloseTo(own(part, q), 6);
        for (const point of part.points)
          expect(mixtureQuantile([part], point.q)).toBe(part.points.find((each) => each.q === point.q)?.value);
      }),
    );
  });
  it('lies between the parts’ own quantiles', () => {
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 5 }), shares, (mixture, q) => {
        const owns = mixture.map((part) => own(part, q));
        const mixed = mixtureQuantile(mixture, q) ?? NaN;
        expect(mixed).toBeGreaterThanOrEqual(Math.min(...owns) - 1e-6);
        expect(mixed).toBeLessThanOrEqual(Math.max(...owns) + 1e-6);
      }),
    );
  });
  it('never falls when q rises, and does not depend on the order of the parts', () => {
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 5 }), shares, shares, (mixture, p, q) => {
        const [low, high] = [mixtureQuantile(mixture, Math.min(p, q)) ?? NaN, mixtureQuantile(mixture, Math.max(p, q)) ?? NaN];
        expect(low).toBeLessThanOrEqual(high + 1e-9);
        expect(mixtureQuantile([...mixture].reverse(), q)).toBeCloseTo(mixtureQuantile(mixture, q) ?? NaN, 6);
      }),
    );
  });
  it('of parts that are alike is each of them', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 100 }), shares, (part, weight, q) => {
        expect(mixtureQuantile([part, { ...part, weight }], q)).toBeCloseTo(own(part, q), 6);
      }),
    );
  });
  it('knows nothing of what has no points, and takes no notice of what has no weight', () => {
    expect(mixtureQuantile([], 0.5)).toBeUndefined();
    expect(mixtureQuantile([uniform(0, 1, 2)], 0.5)).toBeUndefined();
    expect(mixtureQuantile([uniform(1, 0, 10), { weight: 2, points: [] }], 0.5)).toBeUndefined();
    expect(mixtureQuantile([uniform(1, 0, 10), { weight: 0, points: [] }], 0.5)).toBe(5);
  });
  it('refuses falling values and weights that are none', () => {
    expect(() =>
      mixtureQuantile(
        [
          {
            weight: 1,
            points: [
              { q: 0.5, value: 10 },
              { q: 0.9, value: 9 },
            ],
          },
        ],
        0.5,
      ),
    ).toThrow(RangeError);
    expect(() => mixtureQuantile([{ weight: 1, points: [{ q: 50, value: 10 }] }], 0.5)).toThrow(RangeError);
    expect(() => mixtureQuantile([uniform(-1, 0, 1)], 0.5)).toThrow(RangeError);
    expect(() => mixtureQuantile([uniform(1, 0, 1)], 95)).toThrow(RangeError);
  });
});
