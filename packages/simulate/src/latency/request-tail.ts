import { normalLower, normalUpper } from '@loadline/stats';

const FAST_SHARE = 0.8;
const SLOW_SHARE = 0.19;
const STRAY_SHARE = 0.01;

/**
 * Share of requests that take longer than so many ms, and of those that do not, each without loss where it is small. A
 * request is one of three kinds: 80 % lognormal (median 80 ms, standard deviation of the logarithm 0.35), 19 % slow
 * (60 ms and a gamma time of shape 3 and scale 50 ms), 1 % stray (Pareto from 500 ms, exponent 2.2). Percentiles:
 * p50 89, p90 203, p95 270, p99 523, p99.9 1424 ms.
 */
export function requestTail(ms: number): { above: number; upTo: number } {
  const z = Math.log(ms / 80) / 0.35;
  const slow = gammaThreeAbove((ms - 60) / 50);
  const stray = ms <= 500 ? 1 : (500 / ms) ** 2.2;
  return {
    above: FAST_SHARE * normalUpper(z) + SLOW_SHARE * slow + STRAY_SHARE * stray,
    upTo: FAST_SHARE * normalLower(z) + SLOW_SHARE * (1 - slow) + STRAY_SHARE * (1 - stray),
  };
}

/** Upper tail of the gamma distribution of shape 3 and scale 1. */
function gammaThreeAbove(x: number): number {
  return x <= 0 ? 1 : Math.exp(-x) * (1 + x + (x * x) / 2);
}
