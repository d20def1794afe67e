import { echo, nearest } from '../errors.js';

/** Something wrong, or worth a word, in a configuration: where by path, so that whoever read the file can add the line. */
export interface ConfigProblem {
  /** Stable word for programs. */
  code: string;
  severity: 'error' | 'warning';
  /** What was found. */
  found: string;
  /** What was expected instead. */
  expected?: string;
  /** What to do, such as the nearest known word. */
  hint?: string;
  /** Path to it: keys and indices from the root. */
  path: readonly (string | number)[];
  /** Whether the key itself or its value is meant. */
  at: 'key' | 'value';
  /** Offset into the text of the value, in UTF-16 units, where that is known. */
  offset?: number;
}

/** One setting as it is in force, for a page that shows the whole configuration. */
export interface ConfigSetting {
  /** Name for people: `read.jmeter.rows`, `gates[1].p95.fail`. */
  name: string;
  /** Value as text. */
  value: string;
  /** Path in the written configuration that it comes from; undefined when it is a default. */
  path: readonly (string | number)[] | undefined;
}

/** A place in a written configuration, with what has been found wrong so far. Reading never throws. */
export interface Cursor {
  readonly value: unknown;
  readonly path: readonly (string | number)[];
  readonly problems: ConfigProblem[];
}

/** A cursor at the root of a written configuration. */
export function rootCursor(value: unknown): Cursor {
  return { value, path: [], problems: [] };
}

/** The name of a path for people: `gates[1].p95`. */
export function pathName(path: readonly (string | number)[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** What a value is, in words. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the text \`${echo(value)}\``;
  return `\`${echo(JSON.stringify(value) ?? String(value))}\``;
}

/** Notes a problem at the cursor's value (or its key). */
export function complain(
  cursor: Cursor,
  problem: Omit<ConfigProblem, 'path' | 'severity' | 'at'> & Partial<Pick<ConfigProblem, 'severity' | 'at'>>,
): void {
  cursor.problems.push({ severity: 'error', at: 'value', ...problem, path: cursor.path });
}

/** Notes that the value has the wrong shape. */
export function expectShape(cursor: Cursor, expected: string, code = 'config-shape'): undefined {
  complain(cursor, { code, found: `${describeValue(cursor.value)} for \`${pathName(cursor.path) || 'the configuration'}\``, expected });
  return undefined;
}

/** The cursor one step further. */
export function child(cursor: Cursor, key: string | number): Cursor {
  const value = cursor.value;
  const inner =
    value !== null && typeof value === 'object' && Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined;
  return { value: inner, path: [...cursor.path, key], problems: cursor.problems };
}

/** Whether anything was written at the cursor (`null`, an empty value in YAML, counts as nothing). */
export function isWritten(cursor: Cursor): boolean {
  return cursor.value !== undefined && cursor.value !== null;
}

/** The keys of an object; an unknown one is a problem that names the nearest known word. */
export function readKeys(cursor: Cursor, known: readonly string[], reserved: readonly string[] = []): string[] {
  if (!isWritten(cursor)) return [];
  if (typeof cursor.value !== 'object' || Array.isArray(cursor.value)) {
    expectShape(cursor, `an object with ${listWords(known)}`);
    return [];
  }
  const keys = Object.keys(cursor.value as object);
  for (const key of keys) {
    if (known.includes(key)) continue;
    const at = child(cursor, key);
    if (reserved.includes(key)) {
      complain(at, {
        code: 'config-reserved',
        at: 'key',
        found: `the key \`${key}\``,
        expected: 'a key that this version reads',
        hint: `\`${key}\` is reserved for a later version; remove it.`,
      });
      continue;
    }
    complainUnknown(at, 'key', key, known);
  }
  return keys.filter((key) => known.includes(key));
}

/** Notes an unknown word with the nearest known one. */
export function complainUnknown(
  cursor: Cursor,
  at: 'key' | 'value',
  word: string,
  known: readonly string[],
  what = at === 'key' ? 'the key' : 'the word',
): void {
  const near = nearest(word, known);
  complain(cursor, {
    code: at === 'key' ? 'config-unknown-key' : 'config-unknown-word',
    at,
    found: `${what} \`${echo(word)}\`${cursor.path.length > 1 && at === 'key' ? ` in \`${pathName(cursor.path.slice(0, -1))}\`` : ''}`,
    expected: listWords(known),
    ...(near === undefined ? {} : { hint: `Did you mean \`${near}\`?` }),
  });
}

/** The items of a list; a single value is read as a list of one where `single` says so. */
export function readList(cursor: Cursor, single = false): Cursor[] {
  if (!isWritten(cursor)) return [];
  if (Array.isArray(cursor.value)) return cursor.value.map((_, index) => child(cursor, index));
  if (single) return [cursor];
  expectShape(cursor, 'a list');
  return [];
}

/** A text that is not empty. */
export function readText(cursor: Cursor): string | undefined {
  if (typeof cursor.value === 'string' && cursor.value.trim() !== '') return cursor.value;
  return expectShape(cursor, 'a text');
}

/** One of a closed list of words. */
export function readWord<Word extends string>(cursor: Cursor, words: readonly Word[]): Word | undefined {
  const word = cursor.value;
  if (typeof word !== 'string') return expectShape(cursor, listWords(words));
  if ((words as readonly string[]).includes(word)) return word as Word;
  complainUnknown(cursor, 'value', word, words);
  return undefined;
}

/** A finite number, at least `minimum`. */
export function readNumber(cursor: Cursor, minimum = 0, integer = false): number | undefined {
  const value = cursor.value;
  if (typeof value === 'number' && Number.isFinite(value) && value >= minimum && (!integer || Number.isInteger(value))) return value;
  return expectShape(cursor, `${integer ? 'a whole number' : 'a number'}, ${minimum} or more`);
}

const SECONDS: Readonly<Record<string, number>> = { '': 1, ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };

/** A length of time in seconds: a number of seconds, or a text such as `30s`, `1.5m`. */
export function readSeconds(cursor: Cursor): number | undefined {
  const value = cursor.value;
  if (typeof value === 'number') return readNumber(cursor);
  const groups = typeof value === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/.exec(value) : null;
  const factor = groups === null ? undefined : SECONDS[groups[2] ?? ''];
  if (groups === null || factor === undefined) return expectShape(cursor, 'a length of time such as `30s`, `2m`');
  return Number(groups[1]) * factor;
}

/** `a`, `b` or `c`. */
export function listWords(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  if (quoted.length <= 1) return quoted.join('');
  return `${quoted.slice(0, -1).join(', ')} or ${quoted[quoted.length - 1]}`;
}
