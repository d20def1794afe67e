import { formatQuantity } from '../../format-number.js';
import type { Html } from '../html.js';
import type { Scale } from './scale.js';
import { lineOf, textOf } from './svg.js';

/** The room of a picture with axes, in its own units. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A picture that is as wide as a telephone, so that its words are never smaller than they are meant. */
export function frameOf(height: number): Frame {
  return { width: 360, height, left: 54, right: 348, top: 10, bottom: height - 24 };
}

/** Horizontal lines with their values. */
export function valueAxis({ left, right }: Frame, scale: Scale, unit: string): Html[] {
  return scale.ticks.flatMap((tick) => {
    const y = scale.at(tick);
    return [lineOf('grid', [left, y], [right, y]), textOf('tick', [left - 6, y + 4], formatQuantity(tick, unit), 'end')];
  });
}

/** A mark of the lower axis. */
export interface LowerMark {
  x: number;
  text: string;
}

/** Words under the picture, those left out that would touch the one before. */
export function lowerAxis({ left, right, bottom }: Frame, marks: readonly LowerMark[], lines = false): Html[] {
  let free = -Infinity;
  const parts: Html[] = [lineOf('axis', [left, bottom], [right, bottom])];
  for (const { x, text } of marks) {
    const half = text.length * 3.2 + 3;
    const middle = Math.min(Math.max(x, half), right + 12 - half);
    if (lines) parts.push(lineOf('grid', [x, bottom], [x, bottom + 4]));
    if (middle - half < free) continue;
    free = middle + half;
    parts.push(textOf('tick', [middle, bottom + 16], text));
  }
  return parts;
}
