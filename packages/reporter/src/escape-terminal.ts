/** Control and format characters: terminal escapes, line breaks, direction marks, half surrogates. */
const DANGEROUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const ASCII_FORMS: ReadonlyMap<string, string> = new Map([
  ['→', '->'],
  ['−', '-'],
  ['–', '-'],
  ['—', '-'],
  ['…', '...'],
  ['·', '|'],
  ['×', 'x'],
  ['µ', 'u'],
  ['μ', 'u'],
  ['≥', '>='],
  ['≤', '<='],
  ['±', '+/-'],
  ['≈', '~'],
  ['√', 'sqrt'],
  ['Φ', 'Phi'],
  ['α', 'alpha'],
  ['‘', "'"],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
  ['\u00A0', ' '],
]);

/**
 * Foreign text made fit for a terminal: control characters, line breaks, direction marks and other invisible
 * characters become `�`. With `unicode: false` what is not ASCII becomes its nearest ASCII form, or `?`.
 *
 * @example escapeTerminal('\u001b[31mred') // '�[31mred'
 */
export function escapeTerminal(text: string, { unicode = true }: { unicode?: boolean } = {}): string {
  const safe = text.replace(DANGEROUS, '\uFFFD');
  return unicode ? safe : safe.replace(/[^ -~]/gu, (character) => ASCII_FORMS.get(character) ?? '?');
}
