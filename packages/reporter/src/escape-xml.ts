import { replaceInvisible } from './invisible.js';
import { withoutRunnerCommand } from './runner-command.js';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

const MARKUP = /[&<>"']/;

/**
 * Foreign text made fit for XML 1.0, in an attribute and between tags: markup becomes entities; what XML forbids, line
 * breaks and invisible characters become `�`; what the log of a CI job takes for a command (`##[…`) is none.
 *
 * @example escapeXml('a<b & "c"') // 'a&lt;b &amp; &quot;c&quot;'
 */
export function escapeXml(text: string): string {
  const shown = replaceInvisible(text);
  const harmless = MARKUP.test(shown) ? shown.replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? character) : shown;
  return withoutRunnerCommand(harmless, '&#35;');
}
