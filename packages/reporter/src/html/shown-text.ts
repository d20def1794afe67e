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

/** A number with its unit, or an interval: `+60.2 %`, `−14…+17 %`, `412 → 660 ms`. */
const QUANTITY = /((?<![^\s(])[−+-]?\d[\d.,]*(?:(?:…| → )[−+-]?\d[\d.,]*)? (?:%|pp|µs|ms|s|min|\/s|k\/s|M\/s)(?![\p{L}\d]))/u;

/** A sentence of ours, with names in it: no line ends between a number and its unit. */
export function shownSentence(text: string, most: number): Html {
  const parts = cutMiddle(text, most).split(QUANTITY);
  return html`<bdi>${parts.map((part, index) => (index % 2 === 0 ? part : html`<span class="whole">${part}</span>`))}</bdi>`;
}
