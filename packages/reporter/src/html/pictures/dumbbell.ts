import { formatQuantity } from '../../format-number.js';
import type { Html } from '../html.js';
import { fitScale } from './scale.js';
import { boxOf, dotOf, lineOf, svgOf, textOf, type PictureWords } from './svg.js';

/** Two values, and what they are held against, all in the metric's unit. */
export interface DumbbellValues {
  unit: string;
  baseline: number;
  current: number;
  /** Ends of the interval of the current value. */
  low?: number | undefined;
  high?: number | undefined;
  /** Where the limit breaks. */
  limit?: number | undefined;
  /** The verdict's tone, for its colour. */
  tone: string;
}

const WIDTH = 240;
const HEIGHT = 46;
const MIDDLE = 16;

/**
 * Baseline (a ring) → current (a disc) on a scale in the metric's unit, with the interval of the change as a bar and the
 * limit as a line across; logarithmic where the values are far apart.
 */
export function dumbbell({ unit, baseline, current, low, high, limit, tone }: DumbbellValues, words: PictureWords): Html | undefined {
  const x = fitScale([baseline, current, low, high, limit], { range: [10, WIDTH - 10], ticks: 4, pad: 0.05 });
  if (x === undefined) return undefined;
  let free = -Infinity;
  const ticks = x.ticks.flatMap((tick) => {
    const text = formatQuantity(tick, unit);
    const half = text.length * 3;
    const at = Math.min(Math.max(x.at(tick), half), WIDTH - half);
    if (at - half < free) return [];
    free = at + half + 6;
    return [lineOf('grid', [x.at(tick), MIDDLE + 11], [x.at(tick), MIDDLE + 15]), textOf('tick', [at, HEIGHT - 3], text)];
  });
  return svgOf('bell', WIDTH, HEIGHT, words, [
    lineOf('axis', [4, MIDDLE + 11], [WIDTH - 4, MIDDLE + 11]),
    ...ticks,
    ...(low === undefined || high === undefined ? [] : [boxOf(`spread ${tone}`, [x.at(low), MIDDLE - 5], [x.at(high), MIDDLE + 5])]),
    lineOf(`way ${tone}`, [x.at(baseline), MIDDLE], [x.at(current), MIDDLE]),
    ...(limit === undefined ? [] : [lineOf('limit', [x.at(limit), MIDDLE - 13], [x.at(limit), MIDDLE + 11])]),
    dotOf('ring', [x.at(baseline), MIDDLE], 4.5),
    dotOf(`disc ${tone}`, [x.at(current), MIDDLE], 5),
  ]);
}
