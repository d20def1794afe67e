import type { CurvePoint } from '@loadline/schema/types';
import { formatQuantity } from '../../format-number.js';
import { trusted, type Html } from '../html.js';
import { frameOf, lowerAxis } from './frame.js';
import type { CurveSides } from './percentile-picture.js';
import { fitScale } from './scale.js';
import { coordinate, linePath, pathOf, svgOf, type Point } from './svg.js';

/** Latencies that a side must have before its density is more than the noise of its rounding. */
const LEAST_POINTS = 12;
const BINS = 36;

/** Share of requests up to a latency, between the points of a quantile curve by straight lines over ln latency. */
function shareBelow(points: readonly CurvePoint[], logLatency: number): number {
  const after = points.findIndex(({ latencyMs }) => Math.log(latencyMs) > logLatency);
  if (after === 0) return 0;
  if (after < 0) return (points.at(-1)?.percentile ?? 0) / 100;
  const [low, high] = [points[after - 1], points[after]];
  if (low === undefined || high === undefined) return 0;
  const from = Math.log(low.latencyMs);
  const way = (logLatency - from) / (Math.log(high.latencyMs) - from);
  return (low.percentile + (high.percentile - low.percentile) * way) / 100;
}

const usable = (points: readonly CurvePoint[]): CurvePoint[] =>
  points
    .filter(({ percentile, latencyMs }) => latencyMs > 0 && Number.isFinite(latencyMs) && percentile <= 99.9)
    .sort((a, b) => a.percentile - b.percentile);

/** Enough different latencies, from the lower part of the requests to the upper, to say where they lie. */
function isRich(points: readonly CurvePoint[]): boolean {
  const latencies = new Set(points.map(({ latencyMs }) => latencyMs));
  return latencies.size >= LEAST_POINTS && (points[0]?.percentile ?? 100) <= 25 && (points.at(-1)?.percentile ?? 0) >= 90;
}

/**
 * How the requests of both sides spread over the latencies: the slope of the share of requests over ln latency, out of
 * the quantile curve. Undefined where a side has too few points.
 */
export function densityPicture({ name, ...curves }: CurveSides): Html | undefined {
  const sides = [
    { className: 'base', word: 'baseline', points: usable(curves.baseline) },
    { className: 'now', word: 'this run', points: usable(curves.current) },
  ];
  if (!sides.every(({ points }) => isRich(points))) return undefined;
  const ends = sides.flatMap(({ points }) => [points[0]?.latencyMs ?? NaN, points.at(-1)?.latencyMs ?? NaN]);
  const frame = { ...frameOf(220), left: 12 };
  const x = fitScale(ends, { range: [frame.left, frame.right], ticks: 5, pad: 0.03 });
  const from = Math.log(Math.min(...ends));
  const width = (Math.log(Math.max(...ends)) - from) / BINS;
  if (x === undefined || !(width > 0)) return undefined;
  const densities = sides.map(({ points }) =>
    Array.from(
      { length: BINS },
      (_, bin) => (shareBelow(points, from + (bin + 1) * width) - shareBelow(points, from + bin * width)) / width,
    ),
  );
  const y = fitScale(densities.flat(), { range: [frame.bottom, frame.top + 6], fromZero: true });
  if (y === undefined) return undefined;
  const shapes = sides.flatMap(({ className }, side) => {
    const points = (densities[side] ?? []).map((density, bin): Point => [x.at(Math.exp(from + (bin + 0.5) * width)), y.at(density)]);
    return [areaOf(className, points, frame.bottom), pathOf(className, linePath(points))];
  });
  const marks = x.ticks.map((tick) => ({ x: x.at(tick), text: formatQuantity(tick, 'ms') }));
  const middle = (points: readonly CurvePoint[]) => points.find(({ percentile }) => percentile >= 50)?.latencyMs ?? 0;
  const description = sides
    .map(({ word, points }) => `${word}: half of the requests below ${formatQuantity(middle(points), 'ms')}`)
    .join('; ');
  return svgOf('chart', frame.width, frame.height, { title: `How the requests spread over the latencies, ${name}`, description }, [
    ...shapes,
    ...lowerAxis(frame, marks, true),
  ]);
}

function areaOf(className: string, points: readonly Point[], bottom: number): Html {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return trusted('');
  const closed = `${linePath(points)}L${coordinate(last[0])} ${coordinate(bottom)}L${coordinate(first[0])} ${coordinate(bottom)}Z`;
  return trusted(`<path class="area ${className}" fill-opacity="0.15" d="${closed}"/>`);
}
