/** Reads Go's gob encoding from bytes that are all there. Whatever the bytes are, it goes only forward and ends. */
export interface GobReader {
  bytes: Uint8Array;
  /** Offset of the next byte. */
  at: number;
  /** Offset behind the last byte. */
  end: number;
}

/** Bytes that are no gob. */
export function gobError(what: string): Error {
  return Object.assign(new Error(what), { name: 'GobError' });
}

/** Whether an error says that bytes are no gob. */
export function isGobError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'GobError';
}

/** The next byte. */
export function readByte(reader: GobReader): number {
  if (reader.at >= reader.end) throw gobError('a value that ends beyond its message');
  return reader.bytes[reader.at++] as number;
}

/** An unsigned integer: one byte below 128, or the negated count of bytes and then these, the most significant first. */
export function readUint(reader: GobReader): number {
  const first = readByte(reader);
  if (first < 128) return first;
  const length = 256 - first;
  if (length > 8) throw gobError(`a number of ${length} bytes`);
  let value = 0;
  for (let index = 0; index < length; index++) value = value * 256 + readByte(reader);
  return value;
}

/** A signed integer: the lowest bit says whether the others are to be inverted. Exact up to 2^52. */
export function readInt(reader: GobReader): number {
  const value = readUint(reader);
  const half = Math.floor(value / 2);
  return value % 2 === 0 ? half : -half - 1;
}

/** Length of bytes or a text that follows at once; it lies within the message. */
export function readLength(reader: GobReader): number {
  const length = readUint(reader);
  if (length > reader.end - reader.at) throw gobError('a text that ends beyond its message');
  return length;
}

/** Passes over bytes or a text. */
export function skipBytes(reader: GobReader): void {
  const length = readLength(reader);
  reader.at += length;
}
