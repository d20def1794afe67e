import { checkNumbers } from './check.js';

/** Mid-ranks in the order given, and the sizes of the groups of equal values. @throws RangeError when a value is NaN. */
export function midRanks(values: readonly number[]): { ranks: number[]; ties: number[] } {
  checkNumbers(values, 'a group');
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  const ties: number[] = [];
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let at = from; at < to; at++) ranks[order[at] ?? 0] = (from + 1 + to) / 2;
    if (to - from > 1) ties.push(to - from);
    from = to;
  }
  return { ranks, ties };
}
