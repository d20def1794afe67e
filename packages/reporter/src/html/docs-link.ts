import { docsAddress } from '../finding-words/docs-address.js';
import { wordsOf } from '../finding-words/finding-words.js';
import { html, nothing, type Html } from './html.js';

/** The way to the page that explains a kind of finding or diagnostic, its meaning on hover; nothing for one without a page. */
export function docsLink(code: string): Html {
  const address = docsAddress(code);
  const words = wordsOf(code);
  if (address === undefined || words === undefined) return nothing;
  return html`<a class="small" href="${address}" rel="noopener noreferrer" title="${words.meaning}">${words.title}</a>`;
}
