/**
 * Sum of numbers, with the rounding errors of the additions carried along (Neumaier 1974), so that it does not depend
 * on the length of the list and hardly on its order.
 *
 * n = 0: 0. n = 1: the number. NaN and infinities behave as in plain addition.
 *
 * @example sum([1e16, 1, -1e16]) // 1, where plain addition gives 0
 */
export function sum(values: Iterable<number>): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    // Infinity − Infinity would turn an infinite sum into NaN.
    if (Number.isFinite(next)) lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}
