import { UserError } from '@loadline/schema/errors';
import { findJsonError } from './find-json-error.js';
import type { TextInput } from './read-lines.js';

/** A JSON value that was cut out of a text. */
export interface JsonDocument {
  /** The value. */
  value: unknown;
  /** The text ended within the document; whole items of the outermost list are all there is. */
  truncated: boolean;
  /** What is not blank after its end. */
  trailing: boolean;
  /** Where it ends in the text (exclusive); the length of the text where it ended early. */
  end: number;
}

/**
 * Collects a whole text, up to the limit for documents.
 *
 * @throws UserError `document-too-large`.
 */
export async function readWhole(input: TextInput): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  for await (const chunk of input.text()) {
    length += chunk.length;
    if (length > input.limits.documentLength) {
      throw new UserError({
        code: 'document-too-large',
        found: `a document of more than ${input.limits.documentLength.toLocaleString('en-US')} characters`,
        expected: 'a result file of a load generator',
        place: { file: input.name },
      });
    }
    parts.push(chunk);
  }
  return parts.join('');
}

/**
 * Where a JSON document begins in a text that may have log lines before it: at a line that begins with `{`, or with a
 * `[` that a `{`, `]` or the line's end follows. -1 when there is none.
 */
export function findJson(text: string): number {
  const start = /^[ \t\uFEFF]*(?:\{|\[[ \t\r]*(?:[{\]]|$))/m.exec(text);
  return start === null ? -1 : start.index + start[0].search(/[[{]/);
}

/**
 * Parses the JSON document that begins at a place of a text, and no more of the text.
 *
 * @throws UserError `json-nesting`, `json-truncated`, `json-damaged`.
 */
export function parseJsonAt(text: string, start: number, input: Pick<TextInput, 'name' | 'limits'>): JsonDocument {
  const extent = measure(text, start, input);
  if (extent.end !== undefined) {
    return {
      value: parse(text.slice(start, extent.end), text, start, input),
      truncated: false,
      trailing: text.slice(extent.end).trim() !== '',
      end: extent.end,
    };
  }
  if (text[start] !== '[' || extent.lastItem === undefined) {
    throw new UserError({
      code: 'json-truncated',
      found: 'a JSON document that ends early',
      expected: 'a whole document',
      place: placeAt(text, text.length, input.name),
    });
  }
  return { value: parse(`${text.slice(start, extent.lastItem)}]`, text, start, input), truncated: true, trailing: false, end: text.length };
}

/** End of the document (exclusive), and the end of the last whole item of the outermost list. */
function measure(text: string, start: number, input: Pick<TextInput, 'name' | 'limits'>): { end?: number; lastItem?: number } {
  const token = /["[\]{}]/g;
  token.lastIndex = start;
  let depth = 0;
  let lastItem: number | undefined;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '"') {
      const end = stringEnd(text, match.index);
      if (end < 0) break;
      token.lastIndex = end;
      continue;
    }
    depth += match[0] === '[' || match[0] === '{' ? 1 : -1;
    if (depth > input.limits.nesting) {
      throw new UserError({
        code: 'json-nesting',
        found: `JSON nested more than ${input.limits.nesting} deep`,
        expected: 'a result file',
        place: placeAt(text, match.index, input.name),
      });
    }
    if (depth === 0) return { end: match.index + 1 };
    if (depth === 1 && match[0] === '}') lastItem = match.index + 1;
  }
  return lastItem === undefined ? {} : { lastItem };
}

function stringEnd(text: string, open: number): number {
  let at = open + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return -1;
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\' && quote - 1 - slashes > open) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

function parse(json: string, text: string, start: number, input: Pick<TextInput, 'name'>): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UserError({
      code: 'json-damaged',
      found: 'text that is not JSON',
      expected: 'a JSON document',
      place: placeAt(text, start + findJsonError(json), input.name),
    });
  }
}

function placeAt(text: string, index: number, file: string): { file: string; line: number; column: number } {
  const before = text.slice(0, index);
  let line = 1;
  let lineStart = 0;
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { file, line, column: index - lineStart + 1 };
}

/** A field of a JSON object, only if it is the object's own; undefined for anything that is no object. */
export function field(value: unknown, name: string): unknown {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/** A JSON list; empty for anything else. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The fields of a JSON object in order; none for anything else. */
export function fieldsOf(value: unknown): [string, unknown][] {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
}
