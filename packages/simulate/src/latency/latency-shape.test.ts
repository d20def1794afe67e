import { normalLower, normalQuantile } from '@loadline/stats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latencyAt, placeOfLatency, tableAt } from './latency-at.js';
import { LAST_Z, requestShape } from './latency-shape.js';
import { probit } from './probit.js';
import { requestTail } from './request-tail.js';
import { stretchTail } from './stretch-tail.js';

const shape = requestShape();
const share = fc.double({ min: 1e-8, max: 1 - 1e-8, noNaN: true });

describe('the distribution of response times', () => {
  it.each([
    [0.5, 89],
    [0.9, 203],
    [0.95, 270],
    [0.99, 523],
    [0.999, 1424],
  ])('has the published quantile: %f', (q, publishedMs) => {
    expect(Math.round(latencyAt(shape, normalQuantile(q)))).toBe(publishedMs);
  });

  it('is tabled as it is', () => {
    fc.assert(
      fc.property(share, (q) => {
        const { upTo, above } = requestTail(latencyAt(shape, normalQuantile(q)));
        expect(upTo + above).toBeCloseTo(1, 12);
        expect(Math.abs(upTo / q - 1)).toBeLessThan(2e-3);
        expect(Math.abs(above / (1 - q) - 1)).toBeLessThan(2e-3);
      }),
    );
  });

  it('has the mean of its three kinds', () => {
    const meanMs = 0.8 * 80 * Math.exp(0.35 ** 2 / 2) + 0.19 * (60 + 3 * 50) + (0.01 * 500 * 2.2) / 1.2;
    expect(Math.abs(tableAt(shape.partialMeanMs, LAST_Z) / meanMs - 1)).toBeLessThan(1e-4);
    expect(tableAt(shape.partialShare, LAST_Z)).toBeCloseTo(1, 8);
    expect(tableAt(shape.partialShare, 1.28)).toBeCloseTo(normalLower(1.28), 5);
  });

  it('gives back the place of a time', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (z) => {
        expect(placeOfLatency(shape, latencyAt(shape, z))).toBeCloseTo(z, 9);
      }),
    );
    expect([placeOfLatency(shape, 0), placeOfLatency(shape, Infinity)]).toEqual([-LAST_Z, LAST_Z]);
  });
});

describe('stretchTail', () => {
  it('moves what is above the 90th percentile, and keeps the order', () => {
    const [p50, p90, p95] = [0.5, 0.9, 0.95].map(normalQuantile) as [number, number, number];
    for (const factor of [0.5, 0.8, 1.2, 3]) {
      const tail = stretchTail(shape, factor);
      expect(latencyAt(tail, p50)).toBe(latencyAt(shape, p50));
      expect(latencyAt(tail, p95)).toBeCloseTo(Math.max(latencyAt(shape, p95) * factor, latencyAt(shape, p90)), 9);
      expect(tail.latencyMs).toEqual(Float64Array.from(tail.latencyMs).sort());
    }
    expect(stretchTail(shape, 1)).toBe(shape);
  });
});

describe('probit', () => {
  it('is the normal quantile', () => {
    fc.assert(
      fc.property(share, (q) => {
        expect(Math.abs(probit(Math.log(q / (1 - q))) - normalQuantile(q))).toBeLessThan(2e-5);
      }),
    );
    expect(probit(Infinity)).toBeGreaterThan(8);
    expect(probit(0)).toBe(0);
  });
});
