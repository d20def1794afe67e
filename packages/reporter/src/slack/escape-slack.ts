import { replaceInvisible } from '../invisible.js';

/** Marks that Slack has no escape for, with what looks like them. */
const ALIKE: ReadonlyMap<string, string> = new Map([
  ['*', '∗'],
  ['~', '∼'],
  ['_', '＿'],
  ['`', 'ˋ'],
  ['@', '＠'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/**
 * Foreign text made fit for Slack's `mrkdwn`: no links, mentions or `<!channel>`, no formatting, no emoji. `&`, `<` and `>`
 * become entities; marks that cannot be escaped there become signs that look like them; an underscore inside a word means
 * nothing and stays. Line breaks and invisible characters become `�`.
 *
 * @example escapeSlack('<!channel> *b*') // '&lt;!channel&gt; ∗b∗'
 */
export function escapeSlack(text: string): string {
  return replaceInvisible(text)
    .replace(/[*~`@&<>]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (mark) => ALIKE.get(mark) ?? mark)
    .replace(/:(?=[\w+-]+:)/g, '∶');
}
