import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digamma, trigamma, trigammaInverse } from './polygamma.js';

const positive = fc.double({ min: -4, max: 5, noNaN: true }).map((exponent) => 10 ** exponent);

describe('digamma and trigamma', () => {
  it('step by 1/x and 1/x²', () => {
    fc.assert(
      fc.property(positive, (x) => {
        expect((digamma(x + 1) - digamma(x)) * x).toBeCloseTo(1, 9);
        expect((trigamma(x) - trigamma(x + 1)) * x * x).toBeCloseTo(1, 5);
      }),
    );
  });
  it('have the values of Euler', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
    expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 14);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 14);
    expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 13);
  });
  it('refuse what is not above 0', () => {
    for (const x of [0, -2, NaN]) for (const of of [digamma, trigamma, trigammaInverse]) expect(() => of(x)).toThrow(RangeError);
  });
});

describe('trigammaInverse', () => {
  it('undoes trigamma', () => {
    fc.assert(
      fc.property(positive, (x) => {
        expect(trigammaInverse(trigamma(x)) / x).toBeCloseTo(1, 11);
      }),
    );
  });
  it('passes to the limits without a step', () => {
    expect(trigammaInverse(0.9999999e-6) / trigammaInverse(1.0000001e-6)).toBeCloseTo(1, 6);
    expect(trigamma(trigammaInverse(1e-6 * (1 - 1e-12))) / 1e-6).toBeCloseTo(1, 10);
  });
});
