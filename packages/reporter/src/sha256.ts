import { writeBase64 } from './base64.js';

/** The first 32 bits of the fractional parts of the `power`-th roots of the first primes, as FIPS 180-4 has them. */
function rootsOfPrimes(count: number, power: number): Uint32Array {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return Uint32Array.from(found, (prime) => {
    const root = power === 2 ? Math.sqrt(prime) : Math.cbrt(prime);
    return (root - Math.floor(root)) * 2 ** 32;
  });
}

const START = rootsOfPrimes(8, 2);
const ROUNDS = rootsOfPrimes(64, 3);

/**
 * SHA-256 (FIPS 180-4) of a text in UTF-8, as 32 bytes: for the page's own policy and for addresses inside it, where no
 * built-in of a host is at hand.
 */
export function sha256(text: string): Uint8Array {
  const message = utf8(text);
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(padded.length - 4, message.length * 8);
  const state = Uint32Array.from(START);
  for (let offset = 0; offset < padded.length; offset += 64) addBlock(state, view, offset);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => digest.setUint32(index * 4, word));
  return new Uint8Array(digest.buffer);
}

/** A text in UTF-8; half surrogates become `�`. */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));
  return Uint8Array.from(escaped.match(/%..|[^%]/g) ?? [], (unit) =>
    unit.length === 3 ? parseInt(unit.slice(1), 16) : unit.charCodeAt(0),
  );
}

function addBlock(state: Uint32Array, view: DataView, offset: number): void {
  const schedule = new Uint32Array(64);
  const at = (index: number): number => schedule[index] ?? 0;
  for (let index = 0; index < 64; index++) {
    schedule[index] =
      index < 16
        ? view.getUint32(offset + index * 4)
        : at(index - 16) + spread(at(index - 15), 7, 18, 3) + at(index - 7) + spread(at(index - 2), 17, 19, 10);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index++) {
    const first = h + mix(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + (ROUNDS[index] ?? 0) + at(index);
    const second = mix(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + second) >>> 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] = (state[index] ?? 0) + word));
}

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));
const mix = (word: number, ...by: readonly number[]): number => by.reduce((all, each) => all ^ turn(word, each), 0) >>> 0;
const spread = (word: number, one: number, two: number, shift: number): number =>
  (turn(word, one) ^ turn(word, two) ^ (word >>> shift)) >>> 0;

/** SHA-256 of a text in base64, as a content security policy writes it. */
export function sha256Base64(text: string): string {
  return writeBase64(sha256(text));
}

/** SHA-256 of a text in hexadecimal digits. */
export function sha256Hex(text: string): string {
  return Array.from(sha256(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
