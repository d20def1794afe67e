import { formatNumber } from '../format-number.js';

/** More alarms than this in a row nobody can imagine. */
const MOST_ALARMS = 10_000;

/**
 * Of alarms as clear as this one, how many are false: the false discovery rate as a share that people know. The number
 * rounds towards more of them.
 *
 * @param q the false discovery rate, from 0 to 1.
 * @example falseAlarms(0.04) // 'about 1 in 25'
 * @example falseAlarms(1e-9) // 'fewer than 1 in 10,000'
 */
export function falseAlarms(q: number): string {
  if (q * MOST_ALARMS < 1) return `fewer than 1 in ${formatNumber(MOST_ALARMS)}`;
  return `about 1 in ${formatNumber(Number(Math.floor(1 / q).toPrecision(2)))}`;
}
