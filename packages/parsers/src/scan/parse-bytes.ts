const ZERO = 48;
const NINE = 57;
const POINT = 46;
const MINUS = 45;

const TENS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** A number whose digits are too many, or that has an exponent. */
const NUMBER = /^-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,4})?$/;

/**
 * The decimal number that stands in bytes; NaN where none does. Up to 15 digits it is computed: both the digits and the power
 * of ten are exact, so that their quotient is rounded once, as `Number` does.
 */
export function parseDecimal(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const isNegative = bytes[at] === MINUS;
  if (isNegative) at++;
  let digits = 0;
  let pointAt = -1;
  const first = at;
  for (; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte >= ZERO && byte <= NINE) digits = digits * 10 + (byte - ZERO);
    else if (byte === POINT && pointAt < 0) pointAt = at;
    else return decodeNumber(bytes, from, to);
  }
  const length = to - first - (pointAt < 0 ? 0 : 1);
  if (length < 1 || length > 15 || pointAt === first || pointAt === to - 1) return decodeNumber(bytes, from, to);
  const value = pointAt < 0 ? digits : digits / (TENS[to - pointAt - 1] as number);
  return isNegative ? -value : value;
}

/** The whole number that stands in bytes, of at most so many digits; NaN for anything else. */
export function parseWhole(bytes: Uint8Array, from: number, to: number, mostDigits: number): number {
  if (to <= from || to - from > mostDigits) return NaN;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function decodeNumber(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > 1000) return NaN;
  const text = String.fromCharCode(...bytes.subarray(from, to));
  return NUMBER.test(text) ? Number(text) : NaN;
}

/** Reads times; where one second follows another of the same, only its fraction is read anew. */
export type TimeParser = (bytes: Uint8Array, from: number, to: number) => number;

/** Length of `2026-11-20T23:26:20`. */
const SECONDS_LENGTH = 19;

/**
 * A parser of times of RFC 3339 (`2026-11-20T23:26:20.820696851Z`, `…+02:00`) that gives milliseconds since the epoch; NaN
 * where there is none.
 */
export function createTimeParser(): TimeParser {
  const last = new Uint8Array(SECONDS_LENGTH);
  let lastMs = NaN;
  return (bytes, from, to) => {
    if (to - from < SECONDS_LENGTH + 1) return NaN;
    let at = SECONDS_LENGTH - 1;
    while (at >= 0 && bytes[from + at] === last[at]) at--;
    if (at >= 0) {
      lastMs = secondsOf(bytes, from) * 1000;
      last.set(bytes.subarray(from, from + SECONDS_LENGTH));
    }
    return lastMs + fractionAndZone(bytes, from + SECONDS_LENGTH, to);
  };
}

function secondsOf(bytes: Uint8Array, from: number): number {
  const two = (at: number) => pair(bytes, from + at);
  const isShaped =
    bytes[from + 4] === MINUS &&
    bytes[from + 7] === MINUS &&
    (bytes[from + 10] === 84 || bytes[from + 10] === 32) &&
    bytes[from + 13] === 58 &&
    bytes[from + 16] === 58;
  if (!isShaped) return NaN;
  const [year, month, day] = [two(0) * 100 + two(2), two(5), two(8)];
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31 && two(11) < 24 && two(14) < 60 && two(17) < 61)) return NaN;
  return Date.UTC(year, month - 1, day, two(11), two(14), two(17)) / 1000;
}

/** Two digits; NaN where there are none. */
function pair(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [(bytes[at] as number) - ZERO, (bytes[at + 1] as number) - ZERO];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** What stands behind the seconds, in ms: a fraction, and `Z` or the distance to UTC. */
function fractionAndZone(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  let fraction = 0;
  if (bytes[at] === POINT) {
    let unit = 100;
    for (at++; at < to && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE; at++) {
      fraction += ((bytes[at] as number) - ZERO) * unit;
      unit /= 10;
    }
  }
  const zone = bytes[at];
  if (at === to - 1 && (zone === 90 || zone === 122)) return fraction;
  if (at !== to - 6 || bytes[at + 3] !== 58 || (zone !== 43 && zone !== MINUS)) return NaN;
  const offset = (pair(bytes, at + 1) * 60 + pair(bytes, at + 4)) * 60_000;
  return zone === 43 ? fraction - offset : fraction + offset;
}
