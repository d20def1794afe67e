/** Reads values from bytes that arrive in pieces. Where they do not suffice, what is read is 0 and the cursor is short. */
export interface ByteCursor {
  /** Adds bytes behind those that are left. */
  push(chunk: Uint8Array): void;
  /** Remembers this place. */
  mark(): void;
  /** Goes back to the place that was remembered last. */
  rewind(): void;
  /** More was wanted than there is, since the place that was remembered last. */
  isShort(): boolean;
  /** Nothing is left. */
  isEmpty(): boolean;
  /** Bytes taken so far, of all pieces. */
  position(): number;
  /** The next byte. */
  byte(): number;
  /** The next four bytes as a signed number, high ones first. */
  int32(): number;
  /** The next eight bytes as a signed number, high ones first. */
  int64(): number;
  /** The next bytes; they are those of the piece. */
  bytes(length: number): Uint8Array;
}

const NONE = new Uint8Array(0);

/** A cursor at the start of bytes that are yet to come. */
export function createByteCursor(): ByteCursor {
  let buffer: Uint8Array = NONE;
  let view: DataView = new DataView(NONE.buffer);
  let at = 0;
  let marked = 0;
  let before = 0;
  let short = false;
  const has = (length: number) => {
    if (at + length <= buffer.length && !short) return true;
    short = true;
    return false;
  };
  return {
    push(chunk) {
      const rest = buffer.subarray(marked);
      at -= marked;
      before += marked;
      marked = 0;
      if (rest.length === 0) buffer = chunk;
      else {
        buffer = new Uint8Array(rest.length + chunk.length);
        buffer.set(rest);
        buffer.set(chunk, rest.length);
      }
      view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    },
    mark() {
      marked = at;
      short = false;
    },
    rewind() {
      at = marked;
      short = false;
    },
    isShort: () => short,
    isEmpty: () => at === buffer.length,
    position: () => before + at,
    byte: () => (has(1) ? (buffer[at++] as number) : 0),
    int32() {
      if (!has(4)) return 0;
      at += 4;
      return view.getInt32(at - 4);
    },
    int64() {
      if (!has(8)) return 0;
      at += 8;
      return Number(view.getBigInt64(at - 8));
    },
    bytes(length) {
      if (!has(length)) return NONE;
      at += length;
      return buffer.subarray(at - length, at);
    },
  };
}
