/**
 * Items by a key, in their order; the groups in the order of their first items.
 *
 * @example [...groupBy(['a', 'bb', 'c'], (text) => String(text.length)).values()] // [['a', 'c'], ['bb']]
 */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group === undefined) found.set(key, [item]);
    else group.push(item);
  }
  return found;
}
