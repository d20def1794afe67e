import { cutMiddle } from '../../display-width.js';
import { html, trusted, type Html } from '../html.js';

/** A place in a picture. */
export type Point = readonly [x: number, y: number];

/** A coordinate as short as it can be without being seen: one decimal. */
export function coordinate(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** The `d` of a line through points; undefined ones break it. */
export function linePath(points: readonly (Point | undefined)[]): string {
  let path = '';
  let drawing = false;
  for (const point of points) {
    if (point === undefined) drawing = false;
    else {
      path += `${drawing ? 'L' : 'M'}${coordinate(point[0])} ${coordinate(point[1])}`;
      drawing = true;
    }
  }
  return path;
}

/** A `<path>` of numbers of our own making. */
export function pathOf(className: string, d: string): Html {
  return d === '' ? trusted('') : trusted(`<path class="${className}" d="${d}"/>`);
}

/** A straight line. */
export function lineOf(className: string, from: Point, to: Point): Html {
  return pathOf(className, linePath([from, to]));
}

/** A dot; what it stands for may show on hover. */
export function dotOf(className: string, [x, y]: Point, radius: number, title?: string): Html {
  const at = trusted(`cx="${coordinate(x)}" cy="${coordinate(y)}" r="${radius}"`);
  return title === undefined
    ? html`<circle class="${className}" ${at} />`
    : html`<circle class="${className}" ${at}><title>${cutMiddle(title, MOST_TOLD)}</title></circle>`;
}

/** Farther than any picture reaches, in its units. */
const OUTSIDE = 10_000;

/** A filled area between two corners, in either order; none where one of them is nowhere. */
export function boxOf(className: string, one: Point, other: Point): Html {
  const corners = [one, other].map((corner) => corner.map((value) => Math.min(Math.max(value, -OUTSIDE), OUTSIDE)) as [number, number]);
  if (corners.flat().some(Number.isNaN)) return trusted('');
  const [left, right] = ordered(corners.map(([x]) => x));
  const [top, bottom] = ordered(corners.map(([, y]) => y));
  const numbers = [left, top, right - left, bottom - top].map(coordinate);
  return trusted(`<rect class="${className}" x="${numbers[0]}" y="${numbers[1]}" width="${numbers[2]}" height="${numbers[3]}"/>`);
}

const ordered = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];

/** Columns of words in a picture: a unit may come from outside. */
const MOST_COLUMNS = 16;

/** Words in a picture. */
export function textOf(className: string, [x, y]: Point, text: string, anchor: 'start' | 'middle' | 'end' = 'middle'): Html {
  return html`<text class="${className}" x="${coordinate(x)}" y="${coordinate(y)}" text-anchor="${anchor}"
    >${cutMiddle(text, MOST_COLUMNS)}</text
  >`;
}

/** Columns of what is told of a picture. */
const MOST_TOLD = 2000;

/** What a picture says to those who do not see it. */
export interface PictureWords {
  title: string;
  description?: string;
}

/** A picture with its words; it grows with its place, and has a size of its own where no styles are read. */
export function svgOf(
  className: string,
  width: number,
  height: number,
  { title, description }: PictureWords,
  content: readonly Html[],
): Html {
  return html`<svg
    class="${className}"
    role="img"
    fill="none"
    stroke="currentColor"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
  >
    <title>${cutMiddle(title, MOST_TOLD)}</title>
    ${description === undefined ? undefined : html`<desc>${cutMiddle(description, MOST_TOLD)}</desc>`}${content}
  </svg>`;
}
