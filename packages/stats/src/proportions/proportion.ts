import { checkConfidence } from '../check.js';
import { normalQuantile } from '../distributions/normal.js';

/** Events among trials, such as failures among requests. */
export interface Proportion {
  /** Events, a whole number from 0 to `n`. */
  x: number;
  /** Trials, above 0. */
  n: number;
}

/** Lower and upper end of an interval. */
export type Interval = readonly [lower: number, upper: number];

/** @throws RangeError when there are no trials, or more events than trials, or one is not whole. */
export function checkProportion({ x, n }: Proportion): void {
  if (!(Number.isSafeInteger(x) && Number.isSafeInteger(n) && x >= 0 && x <= n && n > 0))
    throw new RangeError(`${x} of ${n}; expected whole numbers, x from 0 to n, n above 0`);
}

/** The normal quantile that leaves half of 1 − confidence beyond it. @throws RangeError when the confidence is not between 0 and 1. */
export function twoSidedZ(confidence: number): number {
  checkConfidence(confidence);
  return -normalQuantile((1 - confidence) / 2);
}
