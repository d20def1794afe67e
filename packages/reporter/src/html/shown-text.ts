import { cutMiddle } from '../display-width.js';
import { html, type Html, type HtmlValue } from './html.js';

/** Columns of a name that is shown; what is longer loses its middle. */
const MOST_COLUMNS = 120;
/** Characters of a name that shows whole on hover. */
const MOST_CHARACTERS = 1000;

/** Text that reads the same wherever it stands. */
const ORDINARY = /^[ -~→−…]*$/;

/** Short foreign text in a cell of its own, without more markup than it needs. */
export function shownPlainly(text: string, most: number): HtmlValue {
  return ORDINARY.test(text) && text.length <= most ? text : shownName(text, most);
}

/** The name of a metric, which may be broken after its underscores and not inside its words. */
export function shownMetric(name: string, most: number): HtmlValue {
  if (/^[\w ]{1,8}$/.test(name)) return name;
  const parts = cutMiddle(name, most).split(/(?<=[_.])(?=[^_.])/);
  return html`<bdi>${parts.map((part, index) => (index === 0 ? html`${part}` : html`<wbr />${part}`))}</bdi>`;
}

/**
 * A name from outside: apart from the direction of what is around it, cut where it is long, whole on hover.
 *
 * @param most columns that are shown.
 * @param whole characters that are shown on hover.
 */
export function shownName(name: string, most = MOST_COLUMNS, whole = Math.max(most, MOST_CHARACTERS)): Html {
  const known = withoutMiddle(name, whole);
  const short = cutMiddle(withoutMiddle(known, 4 * most), Math.min(most, whole));
  return known.length > short.length ? html`<bdi title="${known}">${short}</bdi>` : html`<bdi>${short}</bdi>`;
}

/** At most so many characters, whatever room they take: quick however long a text is. */
function withoutMiddle(text: string, most: number): string {
  const half = Math.floor((most - 1) / 2);
  return text.length <= most ? text : `${text.slice(0, half)}…${text.slice(-half)}`;
}

/** A number with its unit, an interval or a day: `+60.2 %`, `−14…+17 %`, `412 → 660 ms`, `(+52…+108)`, `2026-01-12`. */
const QUANTITY =
  /((?<![^\s(])[−+-]?\d[\d.,]*(?:(?:…| → )[−+-]?\d[\d.,]*)? (?:%|pp|µs|ms|s|min|\/s|k\/s|M\/s)(?![\p{L}\d])|\([−+-]?\d[\d.,]*…[−+-]?\d[\d.,]*\)|(?<![\w-])\d{4}-\d\d-\d\d(?![\w-]))/u;

/** A sentence of ours, with names in it: no line ends between a number and its unit. */
export function shownSentence(text: string, most: number): Html {
  const parts = cutMiddle(text, most).split(QUANTITY);
  return html`<bdi>${parts.map((part, index) => (index % 2 === 0 ? part : html`<span class="whole">${part}</span>`))}</bdi>`;
}
