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
  length: number;
  /** The key, four bytes at a time; the last word is filled up with zeros. */
  words: Int32Array;
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
  // Four bytes at a time are read through a view, which is made anew for another array only.
  let viewed: Uint8Array = new Uint8Array(0);
  let view: DataView = new DataView(viewed.buffer);

  const look = (bytes: Uint8Array) => {
    viewed = bytes;
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  const place = (hash: number, from: number, to: number): number => {
    const mask = places.length - 1;
    let at = hash & mask;
    for (let index = places[at] as number; index >= 0; index = places[at] as number) {
      const entry = entries[index] as Entry<Value>;
      if (entry.hash === hash && entry.length === to - from && isSame(entry.words, view, from, to)) return at;
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
      if (bytes !== viewed) look(bytes);
      const index = places[place(hashOf(view, from, to), from, to)] as number;
      return index < 0 ? undefined : (entries[index] as Entry<Value>).value;
    },
    add(bytes, from, to, value) {
      if (bytes !== viewed) look(bytes);
      if (entries.length >= most) {
        places.fill(-1);
        entries = [];
      } else if (entries.length * 2 >= places.length) grow();
      const hash = hashOf(view, from, to);
      places[place(hash, from, to)] = entries.length;
      entries.push({ hash, length: to - from, words: wordsOf(view, from, to), value });
      return value;
    },
    size: () => entries.length,
  };
}

/** A multiplicative hash over all bytes, four at a time, its high bits mixed into the low ones. */
function hashOf(view: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  if (at < to) {
    hash = Math.imul(hash ^ lastWord(view, at, to), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** The one to three bytes at the end of a key. */
function lastWord(view: DataView, at: number, to: number): number {
  let word = view.getUint8(at);
  if (at + 1 < to) word |= view.getUint8(at + 1) << 8;
  if (at + 2 < to) word |= view.getUint8(at + 2) << 16;
  return word;
}

function wordsOf(view: DataView, from: number, to: number): Int32Array {
  const words = new Int32Array(Math.ceil((to - from) / 4));
  let at = from;
  let index = 0;
  for (; at + 4 <= to; at += 4) words[index++] = view.getInt32(at, true);
  if (at < to) words[index] = lastWord(view, at, to);
  return words;
}

function isSame(words: Int32Array, view: DataView, from: number, to: number): boolean {
  let at = from;
  let index = 0;
  for (; at + 4 <= to; at += 4) if (words[index++] !== view.getInt32(at, true)) return false;
  return at === to || words[index] === lastWord(view, at, to);
}
