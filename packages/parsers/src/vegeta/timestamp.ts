import { createTimeParser, parseDecimal } from '../scan/parse-bytes.js';

const ZERO = 48;
const POINT = 46;

/** Length of `2026-11-20T23:26:20`. */
const SECONDS_LENGTH = 19;
/** A whole second in UTC, by which the seconds are read. */
const BARE_LENGTH = SECONDS_LENGTH + 1;

/**
 * A moment in ms since the epoch from its whole milliseconds and the nanoseconds beyond them. All formats of vegeta come here,
 * so that the same moment is the same number in each.
 */
export function momentOf(wholeMs: number, restNs: number): number {
  return wholeMs + restNs / 1e6;
}

/** Nanoseconds since the epoch that stand in bytes, in ms; NaN where no number does. They are more than a number holds exactly. */
export function parseEpochNs(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  if (length > 21) return NaN;
  if (length <= 15) return parseDecimal(bytes, from, to) / 1e6;
  return momentOf(parseDecimal(bytes, from, to - 6), digitsAt(bytes, to - 6, to));
}

/**
 * A parser of times such as `2026-11-20T23:26:20.820696851Z` and `…+05:30` that gives ms since the epoch, exact to the
 * nanosecond as far as a number can be; NaN where there is no time.
 */
export function createTimestampParser(): (bytes: Uint8Array, from: number, to: number) => number {
  const parseWhole = createTimeParser();
  const bare = new Uint8Array(BARE_LENGTH + 5);
  return (bytes, from, to) => {
    if (to - from < BARE_LENGTH || to - from > 64) return NaN;
    let fractionEnd = from + SECONDS_LENGTH;
    if (bytes[fractionEnd] === POINT) {
      fractionEnd++;
      while (fractionEnd < to && isDigit(bytes[fractionEnd] as number)) fractionEnd++;
    }
    const zone = to - fractionEnd;
    if (zone < 1 || zone > 6) return NaN;
    for (let at = 0; at < SECONDS_LENGTH; at++) bare[at] = bytes[from + at] as number;
    for (let at = 0; at < zone; at++) bare[SECONDS_LENGTH + at] = bytes[fractionEnd + at] as number;
    const seconds = parseWhole(bare, 0, SECONDS_LENGTH + zone);
    const ns = fractionNs(bytes, from + SECONDS_LENGTH + 1, fractionEnd);
    return momentOf(seconds + Math.floor(ns / 1e6), ns % 1e6);
  };
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

/** The first nine digits of a fraction of a second. */
function fractionNs(bytes: Uint8Array, from: number, to: number): number {
  let ns = 0;
  for (let place = 0; place < 9; place++) ns = ns * 10 + (from + place < to ? (bytes[from + place] as number) - ZERO : 0);
  return ns;
}

function digitsAt(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    if (!isDigit(bytes[at] as number)) return NaN;
    value = value * 10 + (bytes[at] as number) - ZERO;
  }
  return value;
}
