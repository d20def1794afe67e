/** @throws RangeError when `q` is not a share from 0 to 1. */
export function checkShare(q: number): void {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`q is ${q}; expected a share from 0 to 1`);
}

/** @throws RangeError when a number is negative, infinite or NaN. */
export function checkCounts(counts: readonly number[], what: string): void {
  for (const count of counts) {
    if (!(count >= 0 && count < Infinity)) throw new RangeError(`${what} holds ${count}; expected finite numbers from 0`);
  }
}

/** @throws RangeError when numbers do not rise strictly, or are not finite. */
export function checkAscending(values: readonly number[], what: string): void {
  values.forEach((value, index) => {
    const before = values[index - 1] ?? -Infinity;
    if (!(value > before && value < Infinity))
      throw new RangeError(`${what} holds ${value} after ${before}; expected finite numbers, ascending and distinct`);
  });
}
