import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate/browser';
import { readBase64, writeBase64 } from '../base64.js';
import { sha256Hex } from '../sha256.js';

/** Longest JSON that is unpacked, in bytes of UTF-8: a small text can claim to hold a thousand times its length. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Bytes that are inflated at once, so that too much is noticed early. */
const SLICE = 4096;

/** Hexadecimal digits of the sum at the end: what was changed by one letter may still unpack, to other numbers. */
const SUM_LENGTH = 16;

/**
 * A JSON value as deflated UTF-8 in base64, and after a dot the beginning of the base64's SHA-256: letters, digits, `+`,
 * `/`, `=` and `.` alone.
 */
export function packJson(value: unknown): string {
  const packed = writeBase64(deflateSync(strToU8(JSON.stringify(value)), { level: 9 }));
  return `${packed}.${sumOf(packed)}`;
}

function sumOf(packed: string): string {
  return sha256Hex(packed).slice(0, SUM_LENGTH);
}

/** What {@link packJson} wrote; undefined for anything else, and where it is longer than `mostBytes` of JSON. */
export function unpackJson(text: string, mostBytes = MOST_BYTES): unknown {
  const [packed = '', sum] = text.split('.', 3);
  if (sum !== sumOf(packed)) return undefined;
  const bytes = readBase64(packed);
  if (bytes === undefined || bytes.length === 0) return undefined;
  try {
    return JSON.parse(strFromU8(inflateAtMost(bytes, mostBytes))) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws Error when the bytes are damaged or hold more. */
function inflateAtMost(bytes: Uint8Array, most: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    length += part.length;
    if (length > most) throw new RangeError('more than is taken');
    parts.push(part);
  });
  for (let at = 0; at < bytes.length; at += SLICE) stream.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
