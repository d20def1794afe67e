import type { CurvePoint } from '@loadline/schema/types';
import { formatQuantity } from '../../format-number.js';
import type { Html } from '../html.js';
import { frameOf, lowerAxis, valueAxis } from './frame.js';
import { fitScale } from './scale.js';
import { dotOf, linePath, pathOf, svgOf } from './svg.js';

/** The curves of both sides of one endpoint; a side that is missing is not drawn. */
export interface CurveSides {
  name: string;
  baseline: readonly CurvePoint[];
  current: readonly CurvePoint[];
}

const LEAST = 50;
const MOST = 99.99;
const MARKS = [50, 75, 90, 95, 99, 99.9, 99.99];

/** Where a percentile lies on a scale that gives each tenfold rarer tail the same room: p90 at 1, p99 at 2, p99.9 at 3. */
const tailScore = (percentile: number): number => -Math.log10(1 - percentile / 100);

const drawn = (points: readonly CurvePoint[]): CurvePoint[] =>
  points
    .filter(({ percentile, latencyMs }) => percentile >= LEAST && percentile <= MOST && Number.isFinite(latencyMs))
    .sort((a, b) => a.percentile - b.percentile);

/** Latency of both sides over the percentiles, p50 … p99.99; undefined where no side has three of them. */
export function percentilePicture({ name, baseline, current }: CurveSides): Html | undefined {
  const sides = [
    { className: 'base', word: 'baseline', points: drawn(baseline) },
    { className: 'now', word: 'this run', points: drawn(current) },
  ];
  const all = sides.flatMap(({ points }) => points);
  if (sides.every(({ points }) => points.length < 3)) return undefined;
  const frame = frameOf(220);
  const y = fitScale(
    all.map(({ latencyMs }) => latencyMs),
    { range: [frame.bottom - 4, frame.top + 4], ticks: 5, pad: 0.04 },
  );
  if (y === undefined) return undefined;
  const last = Math.max(tailScore(99), ...all.map(({ percentile }) => tailScore(percentile)));
  const x = (percentile: number): number =>
    frame.left + ((tailScore(percentile) - tailScore(LEAST)) / (last - tailScore(LEAST))) * (frame.right - frame.left - 6) + 3;
  const marks = MARKS.filter((mark) => tailScore(mark) <= last + 1e-9).map((mark) => ({ x: x(mark), text: `p${mark}` }));
  const lines = sides.map(({ className, points }) =>
    pathOf(className, linePath(points.map(({ percentile, latencyMs }) => [x(percentile), y.at(latencyMs)]))),
  );
  const dots = sides.flatMap(({ className, word, points }) =>
    points
      .filter(({ percentile }) => MARKS.includes(percentile))
      .map(({ percentile, latencyMs }) =>
        dotOf(`dot ${className}`, [x(percentile), y.at(latencyMs)], 3, `p${percentile} ${word}: ${formatQuantity(latencyMs, 'ms')}`),
      ),
  );
  return svgOf('chart', frame.width, frame.height, { title: `Latency over the percentiles, ${name}`, description: describe(sides) }, [
    ...valueAxis(frame, y, 'ms'),
    ...lowerAxis(frame, marks, true),
    ...lines,
    ...dots,
  ]);
}

/** What each side has at the percentiles that people know; where it has none of these, its first and its last. */
function describe(sides: readonly { word: string; points: readonly CurvePoint[] }[]): string {
  return sides
    .filter(({ points }) => points.length > 0)
    .map(({ word, points }) => {
      const known = points.filter(({ percentile }) => MARKS.includes(percentile));
      const told = known.length > 0 ? known : points.filter((_, index) => index === 0 || index === points.length - 1);
      return `${word}: ${told.map(({ percentile, latencyMs }) => `p${percentile} ${formatQuantity(latencyMs, 'ms')}`).join(', ')}`;
    })
    .join('; ');
}
