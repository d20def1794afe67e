/**
 * Items by a key, in their order; the groups in the order of their first items.
 *
 * @example [...groupBy(['a', 'bb', 'c'], (text) => String(text.length)).values()] // [['a', 'c'], ['bb']]
 */
export function groupBy<Item, Key extends string>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const found = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group === undefined) found.set(key, [item]);
    else group.push(item);
  }
  return found;
}
