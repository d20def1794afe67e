/** @throws RangeError when `q` is not a share from 0 to 1. */
export function checkShare(q: number, what = 'q'): void {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`${what} is ${q}; expected a share from 0 to 1`);
}

/** @throws RangeError when a confidence does not lie between 0 and 1. */
export function checkConfidence(confidence: number): void {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`the confidence is ${confidence}; expected a share between 0 and 1`);
}

/** @throws RangeError when one of the numbers is NaN. */
export function checkNumbers(values: readonly number[], what: string): void {
  if (values.some((value) => Number.isNaN(value))) throw new RangeError(`${what} holds NaN; expected numbers`);
}

/** @throws RangeError when one of the numbers is NaN or infinite. */
export function checkFinite(values: readonly number[], what: string): void {
  const odd = values.find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw new RangeError(`${what} holds ${odd}; expected finite numbers`);
}

/** @throws RangeError when a number is not whole, below 0, or beyond what a double counts exactly. */
export function checkWhole(what: string, ...values: number[]): void {
  for (const value of values)
    if (!(Number.isSafeInteger(value) && value >= 0))
      throw new RangeError(`${what} of ${values.join(', ')}; expected whole numbers from 0`);
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
