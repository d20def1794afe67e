import type { History, HistorySeries } from '@loadline/schema/types';
import { describeMetric } from '@loadline/schema/metrics';
import { shortCommit } from '../../describe-comparison.js';
import { cutMiddle } from '../../display-width.js';
import { formatQuantity } from '../../format-number.js';
import type { Html } from '../html.js';
import { frameOf, lowerAxis, valueAxis } from './frame.js';
import { fitScale } from './scale.js';
import { boxOf, dotOf, linePath, lineOf, pathOf, svgOf, type Point } from './svg.js';

/** What is drawn of a metric's history. */
export interface HistoryOptions {
  name: string;
  unit: string;
  /** Where the limit breaks, in the metric's unit. */
  limit?: number | undefined;
}

/**
 * What a metric was in each run, oldest first: the runs of the baseline, the judged ones, the band in which one more run
 * of unchanged code would lie, and where a new level begins. Undefined with fewer than three values.
 */
export function historyPicture(runs: History['runs'], series: HistorySeries, { name, unit, limit }: HistoryOptions): Html | undefined {
  const { values, band, changePoints = [] } = series;
  const measured = values.filter((value) => value !== null);
  if (measured.length < 3 || values.length > runs.length) return undefined;
  const frame = frameOf(220);
  const y = fitScale([...values, band?.low, band?.high, limit], { range: [frame.bottom - 6, frame.top + 4], ticks: 4, pad: 0.06 });
  if (y === undefined) return undefined;
  const x = (index: number): number => frame.left + 12 + (index / Math.max(1, values.length - 1)) * (frame.right - frame.left - 24);
  const places = values.map((value, index): Point | undefined => (value === null ? undefined : [x(index), y.at(value)]));
  const edge = (index: number): number => (x(index - 1) + x(index)) / 2;
  const breaks = changePoints
    .filter((index) => index > 0 && index < values.length)
    .map((index) => lineOf('turn', [edge(index), frame.top], [edge(index), frame.bottom]));
  const dots = places.flatMap((place, index) => {
    const { side, id, commit, startedAt } = runs[index] ?? { side: 'baseline' };
    const run = [commit === undefined ? id : `commit ${cutMiddle(shortCommit(commit), 40)}`, startedAt?.slice(0, 16).replace('T', ' ')]
      .filter((word) => word !== undefined)
      .join(', ');
    const value = formatQuantity(values[index] ?? 0, unit);
    return place === undefined
      ? []
      : [dotOf(`dot ${side === 'current' ? 'now' : 'base'}`, place, 4, run === '' ? value : `${value} (${run})`)];
  });
  const label = describeMetric(series.metric).label;
  return svgOf('chart', frame.width, frame.height, { title: `History of ${label}, ${name}`, description: describe(series, unit, runs) }, [
    ...(band === undefined ? [] : [boxOf('band', [frame.left, y.at(band.high)], [frame.right, y.at(band.low)])]),
    ...valueAxis(frame, y, unit),
    ...lowerAxis(frame, ends(runs, values.length, x)),
    ...(limit === undefined ? [] : [lineOf('limit', [frame.left, y.at(limit)], [frame.right, y.at(limit)])]),
    ...breaks,
    pathOf('trace', linePath(places)),
    ...dots,
  ]);
}

/** The oldest and the newest run by their day or their commit. */
function ends(runs: History['runs'], length: number, x: (index: number) => number): { x: number; text: string }[] {
  const word = (index: number): string => {
    const run = runs[index];
    if (run?.startedAt !== undefined) return run.startedAt.slice(0, 10);
    return run?.commit === undefined ? '' : shortCommit(run.commit).slice(0, 12);
  };
  return [0, length - 1].map((index) => ({ x: x(index), text: word(index) })).filter(({ text }) => text !== '');
}

function describe({ values, band, changePoints = [] }: HistorySeries, unit: string, runs: History['runs']): string {
  const write = (value: number): string => formatQuantity(value, unit);
  const told = (['baseline', 'current'] as const).flatMap((side) => {
    const own = values.flatMap((value, index) => (value === null || runs[index]?.side !== side ? [] : [write(value)]));
    return own.length === 0 ? [] : [`${side === 'baseline' ? 'baseline' : 'this run'}: ${own.join(', ')}`];
  });
  return [
    ...told,
    ...(band === undefined ? [] : [`one more run of unchanged code would lie between ${write(band.low)} and ${write(band.high)}`]),
    ...(changePoints.length === 0 ? [] : [`a new level begins with run ${changePoints.map((index) => index + 1).join(' and ')}`]),
  ].join('; ');
}
