import type { RunTimeline, TimelinePoint } from '@loadline/schema/types';
import { formatNumber, formatQuantity } from '../../format-number.js';
import type { Html } from '../html.js';
import { frameOf, lowerAxis, valueAxis } from './frame.js';
import { fitScale } from './scale.js';
import { linePath, pathOf, svgOf, type Point } from './svg.js';

/** A picture with the words above it. */
export interface Captioned {
  caption: string;
  picture: Html;
}

interface Measure {
  caption: string;
  unit: string;
  /** A line and the field it is drawn from; the second is drawn thinner. */
  fields: readonly ('rps' | 'failuresPerSecond' | 'p50LatencyMs' | 'p95LatencyMs')[];
}

const MEASURES: readonly Measure[] = [
  { caption: 'Throughput', unit: 'requests/s', fields: ['rps'] },
  { caption: 'Latency, p95 and (thin) p50', unit: 'ms', fields: ['p95LatencyMs', 'p50LatencyMs'] },
  { caption: 'Failures', unit: 'requests/s', fields: ['failuresPerSecond'] },
];

/** Throughput, latency and failures over the time of a run, both sides in one picture each; only what was measured. */
export function timelinePictures(timelines: readonly RunTimeline[]): Captioned[] {
  return MEASURES.flatMap((measure) => {
    const picture = timelinePicture(timelines, measure);
    return picture === undefined ? [] : [{ caption: measure.caption, picture }];
  });
}

function timelinePicture(timelines: readonly RunTimeline[], { caption, unit, fields }: Measure): Html | undefined {
  const told = timelines.filter(({ points }) => points.filter((point) => fields.some((field) => isNumber(point[field]))).length > 1);
  if (told.length === 0) return undefined;
  const points = told.flatMap((timeline) => timeline.points);
  // A failure that was never seen is no picture.
  if (!points.some((point) => fields.some((field) => (point[field] ?? 0) !== 0))) return undefined;
  const frame = frameOf(170);
  const seconds = points.reduce((most, { offsetSeconds }) => Math.max(most, offsetSeconds), 0);
  const x = fitScale([0, seconds], { range: [frame.left, frame.right], ticks: 5, fromZero: true });
  const values = points.flatMap((point) => fields.map((field) => point[field]));
  const y = fitScale(values, { range: [frame.bottom, frame.top], ticks: 3, fromZero: true });
  if (x === undefined || y === undefined) return undefined;
  const place = (point: TimelinePoint, field: Measure['fields'][number]): Point | undefined => {
    const value = point[field];
    return isNumber(value) ? [x.at(point.offsetSeconds), y.at(value)] : undefined;
  };
  const lines = told.flatMap(({ side, points: own }) =>
    fields.map((field, index) =>
      pathOf(`${side === 'baseline' ? 'base' : 'now'}${index > 0 ? ' thin' : ''}`, linePath(own.map((point) => place(point, field)))),
    ),
  );
  const marks = x.ticks.map((tick) => ({ x: x.at(tick), text: `${formatNumber(tick)} s` }));
  const description = told.map((timeline) => describe(timeline, fields[0] ?? 'rps', unit)).join('; ');
  return svgOf('chart', frame.width, frame.height, { title: `${caption} over the time of the run`, description }, [
    ...valueAxis(frame, y, unit),
    ...lowerAxis(frame, marks, true),
    ...lines,
  ]);
}

const isNumber = (value: number | null | undefined): value is number => typeof value === 'number' && Number.isFinite(value);

function describe({ side, points }: RunTimeline, field: Measure['fields'][number], unit: string): string {
  const values = points.map((point) => point[field]).filter(isNumber);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${side === 'baseline' ? 'baseline' : 'this run'}: from ${formatQuantity(least, unit)} to ${formatQuantity(most, unit)}`;
}
