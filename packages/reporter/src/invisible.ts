/** Control and format characters, half surrogates, line separators, and what is no character at all. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** Most names are plain, and a report may hold a hundred thousand texts. */
const PLAIN = /^[ -~]*$/;

/** What is written in place of what cannot be seen. */
const REPLACEMENT = '\uFFFD';

/**
 * A text with `�` in place of what cannot be seen: control characters, line breaks, direction marks, half surrogates.
 * What is left is valid UTF-8 and XML, stays in its line and moves no cursor.
 *
 * @param write what to write instead of each, for a format that has an escape for it.
 * @example replaceInvisible('a\nb') // 'a�b'
 */
export function replaceInvisible(text: string, write: (character: string) => string = () => REPLACEMENT): string {
  return PLAIN.test(text) ? text : text.replace(INVISIBLE, write);
}
