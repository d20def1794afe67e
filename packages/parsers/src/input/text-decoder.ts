/** How the bytes of a file stand for characters. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'binary';

/** Turns bytes into text, chunk by chunk; where the bytes are split does not matter. */
export interface TextReader {
  /** Text of the next bytes. */
  decode(bytes: Uint8Array): string;
  /** Text that was held back at the end. */
  end(): string;
  /** The encoding that was used so far. */
  encoding(): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Byte sequences that fit no encoding and became `�`. */
  damaged(): boolean;
}

/**
 * The encoding that the first bytes show: a byte order mark, or UTF-16's zero bytes in every second place. Other zero
 * bytes, and marks of known binary formats, are `binary`. What is left is UTF-8 until it turns out not to be.
 */
export function guessEncoding(head: Uint8Array): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd === 0) return isBinary(head) ? 'binary' : 'utf-8';
  const half = Math.floor(sample.length / 2);
  // Headers are ASCII; a few other characters have a zero byte on their other side.
  if (half >= 2 && even <= half * 0.05 && odd >= half * 0.6) return 'utf-16le';
  if (half >= 2 && odd <= half * 0.05 && even >= half * 0.6) return 'utf-16be';
  return 'binary';
}

function isBinary(head: Uint8Array): boolean {
  if (head.includes(0)) return true;
  let controls = 0;
  for (const byte of head.subarray(0, 4096))
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) controls++;
  return controls > Math.min(head.length, 4096) * 0.05;
}

/** A reader of text in the encoding that was guessed; UTF-8 that proves wrong goes on as windows-1252. */
export function createTextReader(encoding: Exclude<TextEncoding, 'binary'>): TextReader {
  return encoding === 'utf-8' ? createUtf8Reader() : createUtf16Reader(encoding);
}

function createUtf16Reader(encoding: 'utf-16le' | 'utf-16be'): TextReader {
  const decoder = new TextDecoder(encoding);
  return {
    decode: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
    encoding: () => encoding,
    damaged: () => false,
  };
}

/**
 * UTF-8 while it is. At the first byte that is not: a file of plain ASCII so far is windows-1252 from there on (what
 * Locust writes on Windows); one that has shown UTF-8 before keeps it, and the broken bytes become `�`.
 */
function createUtf8Reader(): TextReader {
  let mode: 'strict' | 'lossy' | 'windows-1252' = 'strict';
  let carried = new Uint8Array(0);
  let asciiOnly = true;
  let atStart = true;
  const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

  const strict = (bytes: Uint8Array): string => {
    const all = carried.length === 0 ? bytes : concat(carried, bytes);
    const { valid, broken } = scanUtf8(all);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(all.subarray(0, valid));
    if (text.length !== valid) asciiOnly = false;
    if (!broken) {
      carried = all.slice(valid);
      return text;
    }
    carried = new Uint8Array(0);
    mode = asciiOnly ? 'windows-1252' : 'lossy';
    return text + continueWith(all.subarray(valid));
  };
  const continueWith = (bytes: Uint8Array): string => (mode === 'lossy' ? lossy.decode(bytes, { stream: true }) : decodeWindows1252(bytes));
  const withoutMark = (text: string): string => {
    if (!atStart || text === '') return text;
    atStart = false;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  };

  return {
    decode: (bytes) => withoutMark(mode === 'strict' ? strict(bytes) : continueWith(bytes)),
    // A character that the end of the file cuts in two is damage, not another encoding.
    end: () => (mode === 'lossy' ? lossy.decode() : mode === 'strict' && carried.length > 0 ? '\uFFFD' : ''),
    encoding: () => (mode === 'windows-1252' ? 'windows-1252' : 'utf-8'),
    damaged: () => mode === 'lossy' || (mode === 'strict' && carried.length > 0),
  };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** Length of the longest prefix of whole, valid characters, and whether what follows is wrong (not merely unfinished). */
function scanUtf8(bytes: Uint8Array): { valid: number; broken: boolean } {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      at++;
      continue;
    }
    const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    if (length === 0) return { valid: at, broken: true };
    for (let index = 1; index < length; index++) {
      if (at + index >= bytes.length) return { valid: at, broken: false };
      if (!isContinuation(first, index, bytes[at + index] ?? 0)) return { valid: at, broken: true };
    }
    at += length;
  }
  return { valid: at, broken: false };
}

function isContinuation(first: number, index: number, byte: number): boolean {
  // Overlong forms, surrogates and what is beyond U+10FFFF show in the second byte.
  const low = index === 1 ? (first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80) : 0x80;
  const high = index === 1 ? (first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf) : 0xbf;
  return byte >= low && byte <= high;
}

// Positions 0x80 to 0x9f; the five that windows-1252 leaves open are the C1 controls, as in the WHATWG table.
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeWindows1252(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? control);
}
