/** Sequences of bytes that were met, numbered in the order in which they came. */
export interface ByteNumbers {
  /** How many there are. */
  size: number;
  /** Places by hash: the number of an entry + 1, or 0. The length is a power of two. */
  places: Int32Array;
  /** Hash of each entry. */
  hashes: Int32Array;
  /** Length of each entry in bytes, and where its words begin. */
  lengths: Int32Array;
  starts: Int32Array;
  /** The bytes of all entries, four to a word; the last word of each is filled up with zeros. */
  words: Int32Array;
  used: number;
}

const FACTOR = 0x9e3779b1 | 0;

/** An empty table. */
export function createByteNumbers(): ByteNumbers {
  return {
    size: 0,
    places: new Int32Array(256),
    hashes: new Int32Array(128),
    lengths: new Int32Array(128),
    starts: new Int32Array(128),
    words: new Int32Array(1024),
    used: 0,
  };
}

/** Hash of a sequence of bytes, four at a time. */
export function hashBytes(view: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) hash = Math.imul(hash ^ view.getInt32(at, true), FACTOR);
  if (at < to) hash = Math.imul(hash ^ lastWord(view, at, to), FACTOR);
  hash = Math.imul(hash ^ (hash >>> 15), FACTOR);
  return hash ^ (hash >>> 13);
}

/** The one to three bytes at the end. */
function lastWord(view: DataView, at: number, to: number): number {
  let word = view.getUint8(at);
  if (at + 1 < to) word |= view.getUint8(at + 1) << 8;
  if (at + 2 < to) word |= view.getUint8(at + 2) << 16;
  return word;
}

/**
 * The number of a sequence of bytes; one that is new gets the next. No text is made.
 *
 * @param hash what {@link hashBytes} gives for them.
 * @param limit most entries; a further one is not taken up and is -1.
 */
export function numberOfBytes(table: ByteNumbers, hash: number, view: DataView, from: number, to: number, limit: number): number {
  const { places, hashes } = table;
  const mask = places.length - 1;
  for (let place = hash & mask; ; place = (place + 1) & mask) {
    const entry = (places[place] as number) - 1;
    if (entry < 0) return table.size >= limit ? -1 : addEntry(table, hash, view, from, to, place);
    if (hashes[entry] === hash && isEntry(table, entry, view, from, to)) return entry;
  }
}

function isEntry({ lengths, starts, words }: ByteNumbers, entry: number, view: DataView, from: number, to: number): boolean {
  if (lengths[entry] !== to - from) return false;
  let word = starts[entry] as number;
  let at = from;
  for (; at + 4 <= to; at += 4) if (words[word++] !== view.getInt32(at, true)) return false;
  return at === to || words[word] === lastWord(view, at, to);
}

function addEntry(table: ByteNumbers, hash: number, view: DataView, from: number, to: number, place: number): number {
  const entry = table.size++;
  const needed = table.used + Math.ceil((to - from) / 4);
  while (needed > table.words.length) table.words = larger(table.words);
  table.starts[entry] = table.used;
  table.lengths[entry] = to - from;
  table.hashes[entry] = hash;
  table.places[place] = entry + 1;
  let at = from;
  for (; at + 4 <= to; at += 4) table.words[table.used++] = view.getInt32(at, true);
  if (at < to) table.words[table.used++] = lastWord(view, at, to);
  if (table.size === table.hashes.length) grow(table);
  return entry;
}

function grow(table: ByteNumbers): void {
  table.hashes = larger(table.hashes);
  table.lengths = larger(table.lengths);
  table.starts = larger(table.starts);
  table.places = new Int32Array(table.places.length * 2);
  const mask = table.places.length - 1;
  for (let entry = 0; entry < table.size; entry++) {
    let place = (table.hashes[entry] as number) & mask;
    while (table.places[place] !== 0) place = (place + 1) & mask;
    table.places[place] = entry + 1;
  }
}

function larger(old: Int32Array): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(old.length * 2);
  copy.set(old);
  return copy;
}
