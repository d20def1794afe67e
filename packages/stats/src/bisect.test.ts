import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bisect } from './bisect.js';

it('finds the last double before a condition ceases, or the first after', () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (sought) => {
      expect(Math.abs(bisect(-1, 1, (at) => at < sought) - sought)).toBeLessThanOrEqual(
        Math.max(Number.MIN_VALUE, 1e-15 * Math.abs(sought)),
      );
    }),
  );
});
it('goes to the end where the condition holds everywhere, or nowhere, and never asks about the ends', () => {
  expect([bisect(0, 1, () => true), bisect(0, 1, () => false), bisect(3, 3, () => true)]).toEqual([1, 0, 3]);
  bisect(2, 5, (at) => {
    expect(at > 2 && at < 5).toBe(true);
    return at > 4;
  });
});
