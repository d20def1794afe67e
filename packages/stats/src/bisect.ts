/**
 * The point between two numbers where a condition ceases to hold, halved until no double lies between.
 *
 * @param isBelow true at points below the one sought; it is never asked about the ends.
 */
export function bisect(low: number, high: number, isBelow: (at: number) => boolean): number {
  for (;;) {
    const middle = (low + high) / 2;
    if (!(middle > low && middle < high)) return middle;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
}
