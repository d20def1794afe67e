/** How HdrHistogram divides values into buckets: each power of two into as many equal parts as its digits ask for. */
export interface BucketLayout {
  /** The smallest unit that is told apart is 2 to this. */
  unitBits: number;
  /** Each power of two has 2 to this many parts. */
  halfBits: number;
}

/** Values above this power of two are beyond what Java counts with. */
const MOST_BITS = 62;

/**
 * The layout of a histogram; undefined for one that HdrHistogram would not make.
 *
 * @param lowest smallest value that is told apart from 0, at least 1.
 * @param digits significant decimal digits, 0 to 5.
 */
export function bucketLayout(lowest: number, digits: number): BucketLayout | undefined {
  if (!Number.isInteger(digits) || digits < 0 || digits > 5 || !(lowest >= 1)) return undefined;
  const unitBits = Math.floor(Math.log2(lowest));
  const bits = Math.ceil(Math.log2(2 * 10 ** digits));
  const halfBits = Math.max(bits, 1) - 1;
  return unitBits + halfBits > MOST_BITS ? undefined : { unitBits, halfBits };
}

/** Lowest value and width of the bucket at an index; undefined beyond the greatest value. */
export function bucketAt({ unitBits, halfBits }: BucketLayout, index: number): { low: number; width: number } | undefined {
  const half = 2 ** halfBits;
  const octave = Math.max(Math.floor(index / half) - 1, 0);
  const bits = octave + unitBits;
  if (bits + halfBits > MOST_BITS) return undefined;
  const part = octave === 0 && index < half ? index : (index % half) + half;
  return { low: part * 2 ** bits, width: 2 ** bits };
}
