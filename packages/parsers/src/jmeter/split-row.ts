import { hashBytes } from './byte-numbers.js';

/** Where the fields of one row stand in a chunk of bytes. */
export interface RowFields {
  /** Columns whose places are kept; further ones are counted only. */
  most: number;
  /** Number of fields. */
  count: number;
  /** Begin of each field's text, inside its quotes. */
  starts: Int32Array;
  /** End of each field's text, exclusive. */
  ends: Int32Array;
  /** Hash of the fields for which one is wanted. */
  hashes: Int32Array;
  /** 1 for the columns of which a hash is wanted. */
  hashed: Uint8Array;
  /** Fields whose text is not what stands there: 1 where quotes are doubled, 2 where text follows a closing quote. */
  escaped: Uint8Array;
  /** Line breaks within quotes. */
  breaks: number;
  /** What each byte is: 0 for a plain one. */
  kinds: Uint8Array;
}

const DELIMITER = 1;
const END = 2;
const RETURN = 3;
const MARK = 4;
const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * Places for the fields of a row.
 *
 * @param delimiter the byte between two fields.
 * @param most so many columns are looked at.
 * @param hashed columns of which a hash is wanted.
 */
export function createRowFields(delimiter: number, most: number, hashed: readonly number[]): RowFields {
  const kinds = new Uint8Array(256);
  kinds[delimiter] = DELIMITER;
  kinds[LF] = END;
  kinds[CR] = RETURN;
  kinds[QUOTE] = MARK;
  const places = () => new Int32Array(most + 1);
  const wanted = new Uint8Array(most + 1);
  for (const column of hashed) if (column >= 0) wanted[column] = 1;
  return {
    most,
    count: 0,
    starts: places(),
    ends: places(),
    hashes: places(),
    hashed: wanted,
    escaped: new Uint8Array(most + 1),
    breaks: 0,
    kinds,
  };
}

/**
 * Splits a row without quotes. A line break has to follow somewhere.
 *
 * @returns where the next row begins; -1 when the row holds a quote or a stray carriage return.
 */
export function splitPlain(fields: RowFields, bytes: Uint8Array, view: DataView, from: number): number {
  const { most, starts, ends, hashes, hashed, kinds } = fields;
  let at = from;
  let kind = 0;
  for (let column = 0; ; column++) {
    const slot = column < most ? column : most;
    starts[slot] = at;
    while ((kind = kinds[bytes[at] as number] as number) === 0) at++;
    if (hashed[slot] === 1) hashes[slot] = hashBytes(view, starts[slot], at);
    ends[slot] = at++;
    if (kind === DELIMITER) continue;
    fields.count = column + 1;
    if (kind === END) return at;
    return kind === RETURN && bytes[at] === LF ? at + 1 : -1;
  }
}

/** Bytes below this are looked at one by one by {@link splitWords}: delimiters up to the comma, quotes, ends of lines, and blanks. */
const LOW = 45;
const LOWS = LOW * 0x01010101;
const HIGHEST_BITS = 0x80808080 | 0;

/** Whether {@link splitWords} may be used with a delimiter. */
export function isLow(delimiter: number): boolean {
  return delimiter < LOW;
}

/**
 * The same as {@link splitPlain}, faster: four bytes are looked at together. A row that ends less than three bytes before
 * the end of the bytes, such as the last one before an empty line, is left to it.
 */
export function splitWords(fields: RowFields, bytes: Uint8Array, view: DataView, from: number): number {
  const { most, starts, ends, hashes, hashed, kinds } = fields;
  const lastWord = view.byteLength - 4;
  let at = from;
  let kind = 0;
  for (let column = 0; ; column++) {
    const slot = column < most ? column : most;
    starts[slot] = at;
    for (;;) {
      if (at > lastWord) return splitPlain(fields, bytes, view, from);
      const word = view.getInt32(at, true);
      // The highest bit of each byte that is low; of the first of them for certain.
      const low = (word - LOWS) & ~word & HIGHEST_BITS;
      if (low === 0) {
        at += 4;
        continue;
      }
      at += (31 - Math.clz32(low & -low)) >> 3;
      kind = kinds[bytes[at] as number] as number;
      if (kind !== 0) break;
      at++;
    }
    if (hashed[slot] === 1) hashes[slot] = hashBytes(view, starts[slot], at);
    ends[slot] = at++;
    if (kind === DELIMITER) continue;
    fields.count = column + 1;
    if (kind === END) return at;
    return kind === RETURN && bytes[at] === LF ? at + 1 : -1;
  }
}

/**
 * Splits a row that may hold quoted fields: quotes are doubled inside, and line breaks may stand there. What follows a
 * closing quote belongs to the field. No hashes are made.
 *
 * @returns where the next row begins; -1 when the row does not end before `to`.
 */
export function splitQuoted(fields: RowFields, bytes: Uint8Array, from: number, to: number): number {
  const { most, starts, ends, escaped, kinds } = fields;
  fields.breaks = 0;
  let at = from;
  for (let column = 0; ; column++) {
    const slot = column < most ? column : most;
    escaped[slot] = 0;
    const begin = at;
    if (at < to && bytes[at] === QUOTE) {
      const close = closingQuote(fields, bytes, at + 1, to, slot);
      if (close < 0) return -1;
      starts[slot] = begin + 1;
      ends[slot] = close;
      at = close + 1;
    } else starts[slot] = at;
    const rest = at;
    while (at < to && kinds[bytes[at] as number] !== DELIMITER && bytes[at] !== LF) at++;
    if (at >= to) return -1;
    const stop = bytes[at] === LF && at > rest && bytes[at - 1] === CR ? at - 1 : at;
    if (rest === begin) ends[slot] = stop;
    else if (stop > rest) {
      // A closing quote in the middle of the field: its text is taken from the whole of it.
      starts[slot] = begin;
      ends[slot] = stop;
      escaped[slot] = 2;
    }
    at++;
    if (bytes[at - 1] !== LF) continue;
    fields.count = column + 1;
    return at;
  }
}

function closingQuote(fields: RowFields, bytes: Uint8Array, from: number, to: number, slot: number): number {
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === LF) fields.breaks++;
    if (byte !== QUOTE) continue;
    if (at + 1 < to && bytes[at + 1] === QUOTE) {
      fields.escaped[slot] = 1;
      at++;
    } else return at + 1 < to ? at : -1;
  }
  return -1;
}
