import { escapeXml } from '../escape-xml.js';

/**
 * Foreign text made fit for HTML, between tags and in a quoted attribute alike: it shows as it is written and does
 * nothing, in the log of a CI job either (`##[…`). Control characters, line breaks and direction marks become `�`. As in
 * XML, and a back tick, which old browsers take for a quotation mark, is an entity too.
 *
 * @example escapeHtml('<b title="x">') // '&lt;b title=&quot;x&quot;&gt;'
 */
export function escapeHtml(text: string): string {
  return escapeXml(text).replaceAll('`', '&#96;');
}
