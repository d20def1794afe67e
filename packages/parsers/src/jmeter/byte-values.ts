const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const windows = new TextDecoder('windows-1252');

/** The text of bytes: UTF-8, or windows-1252 where they are none; `onWindows` is called then. */
export function textOf(bytes: Uint8Array, from: number, to: number, onWindows: () => void): string {
  const part = bytes.subarray(from, to);
  try {
    return strict.decode(part);
  } catch {
    onWindows();
    return windows.decode(part);
  }
}

/** The whole number that decimal digits stand for, at most 15 of them; -1 for anything else. */
export function digitsOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length <= 9) return shortDigits(bytes, from, to);
  if (length > 15) return -1;
  const high = shortDigits(bytes, from, to - 9);
  const low = shortDigits(bytes, to - 9, to);
  return high < 0 || low < 0 ? -1 : high * 1e9 + low;
}

/** The same of at most nine digits: a small integer. */
export function shortDigits(bytes: Uint8Array, from: number, to: number): number {
  if (to <= from || to - from > 9) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = ((bytes[at] as number) - 48) | 0;
    if (digit >>> 0 > 9) return -1;
    value = (Math.imul(value, 10) + digit) | 0;
  }
  return value;
}

/** Reads a time stamp in ms since the epoch into the first place of an array; -1 for what is none. */
export type EpochReader = (bytes: Uint8Array, view: DataView, from: number, to: number, into: Float64Array) => void;

/** A reader of time stamps that knows the first eight of thirteen digits where they are those of the row before. */
export function createEpochReader(): EpochReader {
  let first = 0;
  let second = 0;
  const high = new Float64Array(1);
  return (bytes, view, from, to, into) => {
    if (to - from !== 13) {
      into[0] = digitsOf(bytes, from, to);
      return;
    }
    const one = view.getInt32(from, true);
    const two = view.getInt32(from + 4, true);
    if (one !== first || two !== second) {
      const digits = shortDigits(bytes, from, from + 8);
      if (digits < 0) {
        into[0] = -1;
        return;
      }
      first = one;
      second = two;
      high[0] = digits * 1e5;
    }
    const low = shortDigits(bytes, from + 8, to);
    into[0] = low < 0 ? -1 : (high[0] as number) + low;
  };
}

/** 1 for `true`, 0 for `false`, -1 for anything else. */
export function flagOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length === 4) return isText(bytes, from, 0x74, 0x72, 0x75, 0x65) ? 1 : -1;
  if (length !== 5) return -1;
  return bytes[from] === 0x66 && isText(bytes, from + 1, 0x61, 0x6c, 0x73, 0x65) ? 0 : -1;
}

function isText(bytes: Uint8Array, from: number, a: number, b: number, c: number, d: number): boolean {
  return bytes[from] === a && bytes[from + 1] === b && bytes[from + 2] === c && bytes[from + 3] === d;
}
