import { withoutRunnerCommand } from '../runner-command.js';

/** Control and format characters: line breaks, direction marks, half surrogates, what is not seen. */
const DANGEROUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
]);

/**
 * Foreign text made fit for HTML, between tags and in a quoted attribute alike: it shows as it is written and does
 * nothing, in the log of a CI job either (`##[…`). Control characters, line breaks and direction marks become `�`.
 *
 * @example escapeHtml('<b title="x">') // '&lt;b title=&quot;x&quot;&gt;'
 */
export function escapeHtml(text: string): string {
  const markupless = text.replace(DANGEROUS, '\uFFFD').replace(/[&<>"'`]/g, (character) => ENTITIES.get(character) ?? '');
  return withoutRunnerCommand(markupless, '&#35;');
}
