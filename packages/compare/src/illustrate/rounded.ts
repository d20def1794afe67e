/** Digits that a picture, and the value shown beside it, can use. */
const DIGITS = 6;

/** A number with six significant digits: more would make a document larger and no picture better. */
export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
