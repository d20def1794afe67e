import { cutMiddle } from '../display-width.js';
import type { FilledLink } from '../fill-link.js';
import { html, nothing, type Html } from './html.js';

/** Links to traces and dashboards, beside one another; nothing where there are none. */
export function linkList(links: readonly FilledLink[]): Html {
  if (links.length === 0) return nothing;
  return html`<p class="links">${links.map(linkOf)}</p>`;
}

function linkOf({ name, href }: FilledLink): Html {
  const text = cutMiddle(name.trim() === '' ? href : name, 60);
  return html`<a href="${href}" rel="noopener noreferrer"><bdi>${text}</bdi> <i aria-hidden="true">↗</i></a>`;
}
