import { replaceInvisible } from './invisible.js';

/** Invisible, written as an entity so that a person who edits the text can see it. */
const BREAK = '&#8203;';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['$', '&#36;'],
]);

/**
 * Foreign text made fit for GitHub's Markdown, inside a paragraph or a table cell: it shows as it is written and does
 * nothing. Markup is escaped, HTML becomes entities, and what a site would turn into a link or a notification by itself
 * (`@names`, `#123`, `GH-123`, addresses, `:emoji:`) is broken by an invisible character. Line breaks and control
 * characters become `�`.
 *
 * @example escapeMarkdown('a|b <i>') // 'a\\|b &lt;i&gt;'
 */
export function escapeMarkdown(text: string): string {
  return (
    replaceInvisible(text)
      .replace(/[&<>$]/g, (character) => ENTITIES.get(character) ?? character)
      .replace(/[\\`*~[\]|]/g, '\\$&')
      // Inside a word an underscore means nothing, and names are easier to read without the backslash.
      .replace(/_/g, (mark, at: number, whole: string) => (isWord(whole[at - 1]) && isWord(whole[at + 1]) ? mark : '\\_'))
      .replace(/@(?=[\p{L}\p{N}_])/gu, `@${BREAK}`)
      .replace(/(?<!&)#(?=(\d)?)/g, (_mark, digit?: string) => (digit === undefined ? '\\#' : `\\#${BREAK}`))
      .replace(/(GH-)(?=\d)/gi, `$1${BREAK}`)
      .replace(/:(?=\/)/g, `:${BREAK}`)
      .replace(/(mailto|xmpp):/gi, `$1${BREAK}:`)
      .replace(/:(?=(?:[a-z+-][\w+-]*|100|1234):)/gi, `:${BREAK}`)
      .replace(/www\./gi, (prefix) => `${prefix.slice(0, 3)}${BREAK}.`)
  );
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[A-Za-z0-9]/.test(character);
}
