import { replaceInvisible } from './invisible.js';
import { withoutRunnerCommand } from './runner-command.js';

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
 * characters become `�`, and what the log of a CI job takes for a command (`##[…`) is broken. With `unicode: false` what is not ASCII becomes its nearest ASCII form, or `?`.
 *
 * @example escapeTerminal('\u001b[31mred') // '�[31mred'
 */
export function escapeTerminal(text: string, { unicode = true }: { unicode?: boolean } = {}): string {
  const safe = withoutRunnerCommand(replaceInvisible(text), ' #');
  return unicode ? safe : safe.replace(/[^ -~]/gu, (character) => ASCII_FORMS.get(character) ?? '?');
}
