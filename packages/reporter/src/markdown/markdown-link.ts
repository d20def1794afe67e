import type { FilledLink } from '../fill-link.js';
import { markdownName } from './table.js';

/** A link of the configuration: its name escaped, nothing in its address that Markdown would read. */
function markdownLink({ name, href }: FilledLink): string {
  return `[${markdownName(name)}](${href.replace(/[()|\\*_~`[\]]/g, encodeMark).replaceAll('&', '&amp;')})`;
}

/** Links of the configuration in one line. */
export function markdownLinks(links: readonly FilledLink[]): string {
  return links.map(markdownLink).join(' · ');
}

function encodeMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
