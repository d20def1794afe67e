import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustPValues } from './adjust-p-values.js';
import { shares } from '../test/arbitraries.js';

const methods = ['bh', 'by', 'holm', 'bonferroni'] as const;
const values = fc.array(shares, { maxLength: 30 });

describe('adjustPValues', () => {
  it.each(methods)('%s leaves one test as it is, and no test', (method) => {
    expect(adjustPValues([0.03], method)).toEqual([0.03]);
    expect(adjustPValues([], method)).toEqual([]);
  });
  it.each(methods)('%s keeps the order of the values, never lowers one, and never exceeds 1', (method) => {
    fc.assert(
      fc.property(values, (p) => {
        const adjusted = adjustPValues(p, method);
        p.forEach((a, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(a * (1 - 1e-15));
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          p.forEach((b, j) => {
            if (a <= b) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? NaN);
          });
        });
      }),
    );
  });
  it.each(methods)('%s gives each value the same wherever it stands', (method) => {
    fc.assert(
      fc.property(values, (p) => {
        expect(adjustPValues([...p].reverse(), method)).toEqual(adjustPValues(p, method).reverse());
      }),
    );
  });
  it('corrects more, the more it promises', () => {
    fc.assert(
      fc.property(values, (p) => {
        const [bh, by, holm, bonferroni] = methods.map((method) => adjustPValues(p, method));
        p.forEach((_, at) => {
          expect(bh?.[at]).toBeLessThanOrEqual((holm?.[at] ?? NaN) + 1e-15);
          expect(bh?.[at]).toBeLessThanOrEqual((by?.[at] ?? NaN) + 1e-15);
          expect(holm?.[at]).toBeLessThanOrEqual((bonferroni?.[at] ?? NaN) + 1e-15);
        });
      }),
    );
  });
  it('rejects by Benjamini and Hochberg those up to the last that lies below its line', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0.01, 0.1, 0.3), (p, q) => {
        const sorted = [...p].sort((a, b) => a - b);
        const last = sorted.findLast((value, rank) => value <= ((q * (rank + 1)) / p.length) * (1 - 1e-12)) ?? -1;
        for (const [at, adjusted] of adjustPValues(p).entries()) if ((p[at] ?? NaN) <= last) expect(adjusted).toBeLessThanOrEqual(q);
      }),
    );
  });
  it('refuses what is no share', () => {
    for (const p of [NaN, -0.1, 1.1]) for (const method of methods) expect(() => adjustPValues([0.5, p], method)).toThrow(RangeError);
  });
});
