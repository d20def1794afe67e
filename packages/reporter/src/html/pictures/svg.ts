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
  return d === '' ? trusted('') : trusted(`<path class="${className}" fill="none" stroke="currentColor" d="${d}"/>`);
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
    : html`<circle class="${className}" ${at}><title>${title}</title></circle>`;
}

/** A filled area between two places. */
export function boxOf(className: string, [left, top]: Point, [right, bottom]: Point): Html {
  const numbers = [left, top, right - left, bottom - top].map(coordinate);
  return trusted(
    `<rect class="${className}" x="${numbers[0]}" y="${numbers[1]}" width="${numbers[2]}" height="${numbers[3]}" fill-opacity="0.15"/>`,
  );
}

/** Words in a picture. */
export function textOf(className: string, [x, y]: Point, text: string, anchor: 'start' | 'middle' | 'end' = 'middle'): Html {
  return html`<text class="${className}" x="${coordinate(x)}" y="${coordinate(y)}" text-anchor="${anchor}">${text}</text>`;
}

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
  return html`<svg class="${className}" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
    <title>${title}</title>
    ${description === undefined ? undefined : html`<desc>${description}</desc>`}${content}
  </svg>`;
}
