/** A value that Rust printed for debugging: a text, a bare word or number, or a structure with named fields. */
export type RustValue = string | ReadonlyMap<string, RustValue>;

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|([A-Za-z_]\w*(?:::\w+)*)|(-?\d[\w.]*)|([{}()[\]:,]))/y;
const DEEPEST = 20;

/**
 * Reads a structure as Rust prints it for debugging, on one line (`{:?}`) or several (`{:#?}`): `Name { field: 1, text: "a" }`.
 * Of lists and tuples nothing is kept. Undefined for anything else.
 */
export function parseRustDebug(text: string): ReadonlyMap<string, RustValue> | undefined {
  const scanner = { text, at: 0 };
  const value = readValue(scanner, 0);
  return value instanceof Map && text.slice(scanner.at).trim() === '' ? value : undefined;
}

interface Scanner {
  text: string;
  at: number;
}

function next(scanner: Scanner): RegExpExecArray | undefined {
  TOKEN.lastIndex = scanner.at;
  const match = TOKEN.exec(scanner.text);
  if (match === null) return undefined;
  scanner.at = TOKEN.lastIndex;
  return match;
}

function peek(scanner: Scanner): string | undefined {
  const { at } = scanner;
  const sign = next(scanner)?.[4];
  scanner.at = at;
  return sign;
}

function readValue(scanner: Scanner, depth: number): RustValue | undefined {
  if (depth > DEEPEST) return undefined;
  const token = next(scanner);
  if (token === undefined) return undefined;
  if (token[1] !== undefined) return unescape(token[1]);
  if (token[3] !== undefined) return token[3];
  if (token[4] !== undefined)
    return token[4] === '[' || token[4] === '(' ? skipList(scanner, token[4] === '[' ? ']' : ')', depth) : undefined;
  const word = token[2] ?? '';
  if (peek(scanner) === '(') {
    next(scanner);
    return skipList(scanner, ')', depth);
  }
  return peek(scanner) === '{' ? readFields(scanner, depth) : word;
}

function readFields(scanner: Scanner, depth: number): RustValue | undefined {
  const fields = new Map<string, RustValue>();
  next(scanner);
  while (peek(scanner) !== '}') {
    const name = next(scanner)?.[2];
    if (name === undefined || next(scanner)?.[4] !== ':') return undefined;
    const value = readValue(scanner, depth + 1);
    if (value === undefined) return undefined;
    fields.set(name, value);
    if (peek(scanner) === ',') next(scanner);
  }
  next(scanner);
  return fields;
}

function skipList(scanner: Scanner, end: string, depth: number): string | undefined {
  while (peek(scanner) !== end) {
    if (readValue(scanner, depth + 1) === undefined) return undefined;
    if (peek(scanner) === ',') next(scanner);
  }
  next(scanner);
  return '';
}

function unescape(text: string): string {
  return text.replace(/\\(u\{[0-9a-f]{1,6}\}|.)/gs, (_, escaped: string) => {
    if (escaped.startsWith('u{')) return String.fromCodePoint(Math.min(parseInt(escaped.slice(2), 16), 0x10ffff));
    return { n: '\n', r: '\r', t: '\t', '0': '\0' }[escaped] ?? escaped;
  });
}
