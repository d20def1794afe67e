const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COLON = 58;
const COMMA = 44;

/** Offset of the quote that ends a string which begins behind `at`; -1 where none does before `to`. */
export function stringEnd(buffer: Buffer, at: number, to: number): number {
  for (let quote = buffer.indexOf(QUOTE, at); quote >= 0 && quote < to; quote = buffer.indexOf(QUOTE, quote + 1)) {
    let slashes = 0;
    while (buffer[quote - 1 - slashes] === BACKSLASH && quote - 1 - slashes >= at) slashes++;
    if (slashes % 2 === 0) return quote;
  }
  return -1;
}

/** Offset of the first byte at or behind `at` that is no white space. */
export function skipBlanks(bytes: Uint8Array, at: number, to: number): number {
  let next = at;
  while (next < to && (bytes[next] as number) <= 32) next++;
  return next;
}

/** Offset behind a JSON value that begins at `at`, whatever it is; -1 where it does not end before `to`. Strings are not looked into. */
export function skipValue(buffer: Buffer, at: number, to: number): number {
  const first = buffer[at];
  if (first === QUOTE) return stringEnd(buffer, at + 1, to) + 1 || -1;
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return skipNested(buffer, at, to);
  let next = at;
  while (next < to && !isEnd(buffer[next] as number)) next++;
  return next === at ? -1 : next;
}

function isEnd(byte: number): boolean {
  return byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || byte <= 32;
}

function skipNested(buffer: Buffer, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const byte = buffer[at];
    if (byte === QUOTE) {
      at = stringEnd(buffer, at + 1, to);
      if (at < 0) return -1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at + 1;
  }
  return -1;
}

/** Is told where the name and the value of a field lie; gives false when nothing more is needed. */
export type FieldVisitor = (nameFrom: number, nameTo: number, valueFrom: number, valueTo: number) => boolean;

/**
 * Walks over the fields of the JSON object in `[from, to)`, which may have blanks around it.
 *
 * @param onText is told of strings, without their quotes.
 * @param onOther is told of all other values.
 * @returns whether it is an object as far as was looked: all of it, or up to where a visitor stopped, with `}` at its end.
 */
export function walkObject(buffer: Buffer, from: number, to: number, onText: FieldVisitor, onOther: FieldVisitor): boolean {
  let at = skipBlanks(buffer, from, to);
  let end = to;
  while (end > at && (buffer[end - 1] as number) <= 32) end--;
  if (buffer[at] !== OPEN_BRACE || end - at < 2 || buffer[end - 1] !== CLOSE_BRACE) return false;
  end--;
  at = skipBlanks(buffer, at + 1, end);
  while (at < end) {
    const nameFrom = at + 1;
    const nameTo = buffer[at] === QUOTE ? stringEnd(buffer, nameFrom, end) : -1;
    if (nameTo < 0) return false;
    at = skipBlanks(buffer, nameTo + 1, end);
    if (buffer[at] !== COLON) return false;
    const valueFrom = skipBlanks(buffer, at + 1, end);
    const valueTo = skipValue(buffer, valueFrom, end);
    if (valueTo < 0) return false;
    const isText = buffer[valueFrom] === QUOTE;
    const goesOn = isText ? onText(nameFrom, nameTo, valueFrom + 1, valueTo - 1) : onOther(nameFrom, nameTo, valueFrom, valueTo);
    if (!goesOn) return true;
    at = skipBlanks(buffer, valueTo, end);
    if (at >= end) return true;
    if (buffer[at] !== COMMA) return false;
    at = skipBlanks(buffer, at + 1, end);
    if (at >= end) return false;
  }
  return true;
}
