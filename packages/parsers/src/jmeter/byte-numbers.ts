/** Sequences of bytes that were met, numbered in the order in which they came. */
export interface ByteNumbers {
  /** How many there are. */
  size: number;
  /** Places by hash: the number of an entry + 1, or 0. The length is a power of two. */
  places: Int32Array;
  /** Hash of each entry. */
  hashes: Int32Array;
  /** Where each entry ends in `store`; it begins where the one before ends. */
  ends: Int32Array;
  /** The bytes of all entries. */
  store: Uint8Array;
}

/** What a hash begins with, before its first byte. */
export const HASH_START = 0x811c9dc5 | 0;
/** What a hash is multiplied with after each byte was put to it with `^`. */
export const HASH_FACTOR = 0x01000193;

/** An empty table. */
export function createByteNumbers(): ByteNumbers {
  return { size: 0, places: new Int32Array(256), hashes: new Int32Array(128), ends: new Int32Array(128), store: new Uint8Array(4096) };
}

/** Hash of a sequence of bytes, which may also be made while they are looked through. */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = HASH_START;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), HASH_FACTOR);
  return hash;
}

/**
 * The number of a sequence of bytes; one that is new gets the next. No text is made.
 *
 * @param hash what {@link hashBytes} gives for them.
 * @param limit most entries; a further one is not taken up and is -1.
 */
export function numberOfBytes(table: ByteNumbers, hash: number, bytes: Uint8Array, from: number, to: number, limit: number): number {
  const { places, hashes } = table;
  const mask = places.length - 1;
  for (let place = (hash ^ (hash >>> 15)) & mask; ; place = (place + 1) & mask) {
    const entry = (places[place] as number) - 1;
    if (entry < 0) return table.size >= limit ? -1 : addEntry(table, hash, bytes, from, to, place);
    if (hashes[entry] === hash && isEntry(table, entry, bytes, from, to)) return entry;
  }
}

function isEntry({ ends, store }: ByteNumbers, entry: number, bytes: Uint8Array, from: number, to: number): boolean {
  const start = entry === 0 ? 0 : (ends[entry - 1] as number);
  if ((ends[entry] as number) - start !== to - from) return false;
  for (let at = from, own = start; at < to; at++, own++) if (bytes[at] !== store[own]) return false;
  return true;
}

function addEntry(table: ByteNumbers, hash: number, bytes: Uint8Array, from: number, to: number, place: number): number {
  const entry = table.size++;
  const start = entry === 0 ? 0 : (table.ends[entry - 1] as number);
  const end = start + to - from;
  if (end > table.store.length) {
    const larger = new Uint8Array(Math.max(end, table.store.length * 2));
    larger.set(table.store);
    table.store = larger;
  }
  table.store.set(bytes.subarray(from, to), start);
  table.hashes[entry] = hash;
  table.ends[entry] = end;
  table.places[place] = entry + 1;
  if (table.size === table.hashes.length) grow(table);
  return entry;
}

function grow(table: ByteNumbers): void {
  table.hashes = larger(table.hashes);
  table.ends = larger(table.ends);
  table.places = new Int32Array(table.places.length * 2);
  const mask = table.places.length - 1;
  for (let entry = 0; entry < table.size; entry++) {
    const hash = table.hashes[entry] as number;
    let place = (hash ^ (hash >>> 15)) & mask;
    while (table.places[place] !== 0) place = (place + 1) & mask;
    table.places[place] = entry + 1;
  }
}

function larger(old: Int32Array): Int32Array {
  const copy = new Int32Array(old.length * 2);
  copy.set(old);
  return copy;
}
