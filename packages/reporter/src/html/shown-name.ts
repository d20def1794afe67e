import { cutMiddle } from '../display-width.js';
import { html, type Html } from './html.js';

/** Columns of a name that is shown; what is longer loses its middle. */
const MOST_COLUMNS = 120;
/** Characters of a name that shows whole on hover. */
const MOST_CHARACTERS = 1000;

/** The same for the name of a metric, which may be broken after its underscores and not inside its words. */
export function shownMetric(name: string, most: number): Html {
  const parts = cutMiddle(name, most).split(/(?<=[_.])(?=[^_.])/);
  return html`<bdi>${parts.map((part, index) => (index === 0 ? html`${part}` : html`<wbr />${part}`))}</bdi>`;
}

/** A name from outside: apart from the direction of what is around it, cut where it is long, whole on hover. */
export function shownName(name: string, most = MOST_COLUMNS): Html {
  const short = cutMiddle(name, most);
  return short === name ? html`<bdi>${name}</bdi>` : html`<bdi title="${cutMiddle(name, MOST_CHARACTERS)}">${short}</bdi>`;
}
