import { UserError } from '@loadline/schema';
import { cleanName } from '../clean-name.js';
import type { ByteCursor } from './byte-cursor.js';

/** The error for what cannot stand in a log: the bytes are damaged, or no log. */
export function logDamage(found: string): UserError {
  return new UserError({ code: 'file-damaged', found, expected: 'the records of a binary log of Gatling' });
}

/** Longer texts are damage. */
const MOST_BYTES = 16 * 1024 * 1024;
/** More texts than a log has. */
const MOST_TEXTS = 2 ** 26;
/** Longer texts are kept as they are stored in the end: cut, with a hash. */
const LONG_TEXT = 16_384;

const latin1 = new TextDecoder('latin1');
const utf16 = new TextDecoder('utf-16le');

/** A text: its length in bytes, the bytes, and how they are coded. */
export function readLogText(cursor: ByteCursor): string {
  const length = cursor.int32();
  if (length === 0) return '';
  if (length < 0 || length > MOST_BYTES) throw logDamage(`a text of ${length} bytes`);
  const bytes = cursor.bytes(length);
  const coder = cursor.byte();
  if (cursor.isShort()) return '';
  if (coder > 1) throw logDamage(`a text that is coded as ${coder}`);
  return coder === 0 ? latin1.decode(bytes) : utf16.decode(bytes);
}

/** Texts that are written once and named by their number from then on. */
export interface LogStrings {
  /** Reads the number of a text, and the text itself where it is new. */
  read(cursor: ByteCursor): number;
  /** The text of a number. */
  text(number: number): string;
}

/** No texts yet. */
export function createLogStrings(): LogStrings {
  const texts = new Map<number, string>();
  return {
    read(cursor) {
      const number = cursor.int32();
      if (number < 0) {
        if (!texts.has(-number)) throw logDamage(`text number ${-number}, which was not written before`);
        return -number;
      }
      if (number >= MOST_TEXTS) throw logDamage(`text number ${number}`);
      const text = readLogText(cursor);
      if (!cursor.isShort()) texts.set(number, text.length > LONG_TEXT ? cleanName(text) : text);
      return number;
    },
    text: (number) => texts.get(number) ?? '',
  };
}
