/** A place in a document: its keys from the top. */
export type Place = readonly (string | number)[];

/** Every place of a document, the top left out. */
export function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...at, Array.isArray(value) ? Number(key) : key];
    return [place, ...placesOf(inner, place)];
  });
}

/** A place without its positions in lists: the same field of all of a list is one kind. */
export const kindOf = (place: Place): string => place.map((key) => (typeof key === 'number' ? '*' : key)).join('.');

/** A copy of a document with the values at some places changed; `undefined` takes a field away. */
export function mutated<Document>(document: Document, places: readonly Place[], value: unknown): Document {
  const copy = structuredClone(document);
  for (const place of places) {
    const parent = place.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], copy);
    const key = place.at(-1);
    if (typeof parent !== 'object' || parent === null || key === undefined) continue;
    if (value !== undefined) (parent as Record<string | number, unknown>)[key] = value;
    else if (!Array.isArray(parent)) Reflect.deleteProperty(parent, key);
  }
  return copy;
}

/** What is at a place. */
export function valueAt(document: unknown, place: Place): unknown {
  return place.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], document);
}
