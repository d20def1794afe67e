import { replaceInvisible } from './invisible.js';
import { withoutRunnerCommand } from './runner-command.js';

/** All that may be invisible, and the line breaks of the layout are not: found fast, since there is little of it. */
const NOT_PRINTABLE_ASCII = /[^\n -~]+/g;

/**
 * JSON in which invisible and control characters of texts are written as escapes, so that printing it does nothing, in the log of a
 * CI job (`##[…`) either.
 * It parses to the same value.
 *
 * @param indent spaces per level; one line without.
 */
export function safeJson(value: unknown, indent?: number): string {
  // Line breaks of the layout are the only control characters that JSON.stringify leaves outside of texts.
  const json = JSON.stringify(value, null, indent).replace(NOT_PRINTABLE_ASCII, (part) => replaceInvisible(part, escapeUnits));
  return withoutRunnerCommand(json, '\\u0023');
}

/** A character as JSON's `\uXXXX`, one for each of its UTF-16 units. */
export function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}
