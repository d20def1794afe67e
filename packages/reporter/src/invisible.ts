/** Control and format characters, half surrogates, line separators, and what is no character at all. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/**
 * A text with `�` in place of what cannot be seen: control characters, line breaks, direction marks, half surrogates.
 * What is left is valid UTF-8 and XML, stays in its line and moves no cursor.
 *
 * @example replaceInvisible('a\nb') // 'a�b'
 */
export function replaceInvisible(text: string): string {
  return text.replace(INVISIBLE, '\uFFFD');
}
