import { cutMiddle } from '../display-width.js';
import type { FilledLink } from '../fill-link.js';
import { html, type Html } from './html.js';

/** Links to traces and dashboards, beside one another; nothing where there are none. */
export function linkList(links: readonly FilledLink[]): Html | undefined {
  if (links.length === 0) return undefined;
  return html`<p class="links">
    ${links.map(
      ({ name, href }) =>
        html`<a href="${href}" rel="noopener noreferrer"
          ><bdi>${cutMiddle(name.trim() === '' ? href : name, 60)}</bdi> <span aria-hidden="true">↗</span></a
        >`,
    )}
  </p>`;
}
