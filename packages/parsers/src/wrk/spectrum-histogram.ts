import type { BoundsHistogram } from '@loadline/schema';
import type { WrkSection } from './wrk-report.js';

/** Width in ms of the bucket of an HdrHistogram of µs with 2,048 sub-buckets into which a time falls. */
export function hdrWidthMs(ms: number): number {
  const us = ms * 1000;
  return us < 2048 ? 0.001 : 2 ** (Math.floor(Math.log2(us)) - 10) / 1000;
}

/**
 * The distribution that a percentile spectrum is: the requests between one of its times and the next. Undefined without a
 * spectrum.
 */
export function spectrumHistogram({ spectrum, mean, max, total }: WrkSection): BoundsHistogram | undefined {
  const bounds: number[] = [];
  const counts: number[] = [];
  let passed = 0;
  for (const { ms, count } of spectrum) {
    if (count <= passed) continue;
    if (bounds.at(-1) === ms) counts[counts.length - 1] = (counts.at(-1) ?? 0) + count - passed;
    else if (ms < (bounds.at(-1) ?? 0)) continue;
    else {
      bounds.push(ms);
      counts.push(count - passed);
    }
    passed = count;
  }
  if (passed === 0) return undefined;
  return {
    kind: 'bounds',
    bounds,
    counts,
    ...(bounds[0] === undefined || counts[0] !== 1 ? {} : { min: bounds[0] }),
    ...(max === undefined || max <= 0 ? {} : { max }),
    ...(mean === undefined || total !== passed ? {} : { sum: mean * passed }),
  };
}
