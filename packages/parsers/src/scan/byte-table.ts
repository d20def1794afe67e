/** Values by the bytes of their keys: a key is looked up in a larger array, without being copied or decoded. */
export interface ByteTable<Value> {
  /** The value of the bytes from `from` up to `to`; undefined for unknown ones. */
  find(bytes: Uint8Array, from: number, to: number): Value | undefined;
  /** Adds bytes that {@link ByteTable.find} did not find, and gives the value back. They are copied. A full table forgets what it holds. */
  add(bytes: Uint8Array, from: number, to: number, value: Value): Value;
  /** How many keys it holds. */
  size(): number;
}

interface Entry<Value> {
  hash: number;
  key: Uint8Array;
  value: Value;
}

/**
 * An empty table.
 *
 * @param most so many keys are held at most; a file with a key of its own for every row then costs time, not memory.
 */
export function createByteTable<Value>(most = 65_536): ByteTable<Value> {
  const slots = 2 ** Math.ceil(Math.log2(most * 2));
  let places = new Int32Array(Math.min(slots, 1024)).fill(-1);
  let entries: Entry<Value>[] = [];

  const place = (hash: number, bytes: Uint8Array, from: number, to: number): number => {
    const mask = places.length - 1;
    let at = hash & mask;
    for (let index = places[at] as number; index >= 0; index = places[at] as number) {
      const entry = entries[index] as Entry<Value>;
      if (entry.hash === hash && isSame(entry.key, bytes, from, to)) return at;
      at = (at + 1) & mask;
    }
    return at;
  };
  const grow = () => {
    places = new Int32Array(places.length * 2).fill(-1);
    entries.forEach((entry, index) => {
      let at = entry.hash & (places.length - 1);
      while ((places[at] as number) >= 0) at = (at + 1) & (places.length - 1);
      places[at] = index;
    });
  };
  return {
    find(bytes, from, to) {
      const index = places[place(hashOf(bytes, from, to), bytes, from, to)] as number;
      return index < 0 ? undefined : (entries[index] as Entry<Value>).value;
    },
    add(bytes, from, to, value) {
      if (entries.length >= most) {
        places.fill(-1);
        entries = [];
      } else if (entries.length * 2 >= places.length) grow();
      const hash = hashOf(bytes, from, to);
      places[place(hash, bytes, from, to)] = entries.length;
      entries.push({ hash, key: bytes.slice(from, to), value });
      return value;
    },
    size: () => entries.length,
  };
}

/** A multiplicative hash over all bytes, its high bits mixed into the low ones. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  hash ^= hash >>> 15;
  return hash;
}

function isSame(key: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (key.length !== to - from) return false;
  for (let at = from, index = 0; at < to; at++, index++) if (key[index] !== bytes[at]) return false;
  return true;
}
