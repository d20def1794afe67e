import type { EndpointKind, Match, Pattern, TagPattern } from '../generated/types.js';
import { child, complain, type Cursor, expectShape, isWritten, readKeys, readList, readText, readWord } from './cursor.js';

/** The kinds of endpoint, in the order of the schema. */
export const ENDPOINT_KINDS: readonly EndpointKind[] = ['request', 'transaction', 'group', 'check'];

const MATCH_KEYS = ['name', 'method', 'kind', 'service', 'scenario', 'group', 'tags', 'regex'] as const;

/** Reads a match: a text with `*`, `{ regex }`, or an object with the parts that must fit. */
export function readMatch(cursor: Cursor): Match | undefined {
  if (typeof cursor.value === 'string') {
    const text = readText(cursor);
    return text === undefined ? undefined : { text: { glob: text } };
  }
  if (!isWritten(cursor) || typeof cursor.value !== 'object' || Array.isArray(cursor.value)) {
    return expectShape(
      cursor,
      'a match: a text such as `"POST /v1/*"`, `{ regex: "^/v[12]/" }`, or an object with name, method, kind, service, scenario, group, tags',
    );
  }
  const match: Match = {};
  const keys = readKeys(cursor, MATCH_KEYS);
  for (const key of keys) {
    const at = child(cursor, key);
    if (key === 'regex') assign(match, 'text', readPattern(cursor));
    else if (key === 'kind') assign(match, 'kind', readWord(at, ENDPOINT_KINDS));
    else if (key === 'tags') assign(match, 'tags', readTags(at));
    else assign(match, key as 'name', readPattern(at));
  }
  if (keys.length === 0) return expectShape(cursor, 'a match that says something');
  return match;
}

/** Reads a list of matches; one alone is a list of one. */
export function readMatches(cursor: Cursor): Match[] {
  return readList(cursor, true).flatMap((item) => readMatch(item) ?? []);
}

/** Reads a pattern: a text with `*`, or `{ regex }` that compiles. */
export function readPattern(cursor: Cursor): Pattern | undefined {
  if (typeof cursor.value === 'string') {
    const glob = readText(cursor);
    return glob === undefined ? undefined : { glob };
  }
  if (!isWritten(cursor) || typeof cursor.value !== 'object' || Array.isArray(cursor.value))
    return expectShape(cursor, 'a text with `*`, or `{ regex: "…" }`');
  const at = child(cursor, 'regex');
  const regex = readText(at);
  if (regex === undefined) return undefined;
  try {
    new RegExp(regex, 'u');
    return { regex };
  } catch (error) {
    complain(at, {
      code: 'config-regex',
      found: `the regular expression \`${regex}\``,
      expected: 'one that compiles',
      hint: error instanceof Error ? error.message : String(error),
    });
    return undefined;
  }
}

function readTags(cursor: Cursor): TagPattern[] | undefined {
  if (typeof cursor.value !== 'object' || cursor.value === null || Array.isArray(cursor.value))
    return expectShape(cursor, 'an object of tags');
  return Object.keys(cursor.value).flatMap((name) => {
    const value = readPattern(child(cursor, name));
    return value === undefined ? [] : [{ name, value }];
  });
}

function assign<Key extends keyof Match>(match: Match, key: Key, value: Match[Key] | undefined): void {
  if (value !== undefined) match[key] = value;
}
