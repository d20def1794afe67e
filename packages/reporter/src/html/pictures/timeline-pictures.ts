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

type Field = 'rps' | 'failuresPerSecond' | 'p50LatencyMs' | 'p95LatencyMs';

interface Measure {
  caption: string;
  unit: string;
  /** What is drawn, and what it is called where there are two; the second is drawn thinner. */
  fields: readonly { field: Field; word?: string }[];
}

const MEASURES: readonly Measure[] = [
  { caption: 'Throughput', unit: 'requests/s', fields: [{ field: 'rps' }] },
  {
    caption: 'Latency',
    unit: 'ms',
    fields: [
      { field: 'p95LatencyMs', word: 'p95' },
      { field: 'p50LatencyMs', word: 'p50' },
    ],
  },
  { caption: 'Failures', unit: 'requests/s', fields: [{ field: 'failuresPerSecond' }] },
];

/** Throughput, latency and failures over the time of a run, both sides in one picture each; only what was measured. */
export function timelinePictures(timelines: readonly RunTimeline[]): Captioned[] {
  const points = timelines.flatMap((timeline) => timeline.points);
  return MEASURES.flatMap(({ fields: all, ...measure }) => {
    const fields = all.filter(({ field }) => points.some((point) => isNumber(point[field])));
    const words = fields.flatMap(({ word }) => word ?? []).join(' and (thin) ');
    const caption = words === '' ? measure.caption : `${measure.caption}, ${words}`;
    const picture = timelinePicture(timelines, { ...measure, caption, fields });
    return picture === undefined ? [] : [{ caption, picture }];
  });
}

function timelinePicture(timelines: readonly RunTimeline[], { caption, unit, fields }: Measure): Html | undefined {
  const told = timelines.filter(({ points }) => points.filter((point) => fields.some(({ field }) => isNumber(point[field]))).length > 1);
  if (told.length === 0) return undefined;
  const points = told.flatMap((timeline) => timeline.points);
  // A failure that was never seen is no picture.
  if (!points.some((point) => fields.some(({ field }) => (point[field] ?? 0) !== 0))) return undefined;
  const frame = frameOf(170);
  const seconds = points.reduce((most, { offsetSeconds }) => Math.max(most, offsetSeconds), 0);
  const x = fitScale([0, seconds], { range: [frame.left, frame.right], ticks: 5, fromZero: true });
  const values = points.flatMap((point) => fields.map(({ field }) => point[field]));
  const y = fitScale(values, { range: [frame.bottom, frame.top], ticks: 3, fromZero: true });
  if (x === undefined || y === undefined) return undefined;
  const place = (point: TimelinePoint, field: Field): Point | undefined => {
    const value = point[field];
    return isNumber(value) ? [x.at(point.offsetSeconds), y.at(value)] : undefined;
  };
  const lines = told.flatMap(({ side, points: own }) =>
    fields.map(({ field }, index) =>
      pathOf(`${side === 'baseline' ? 'base' : 'now'}${index > 0 ? ' thin' : ''}`, linePath(own.map((point) => place(point, field)))),
    ),
  );
  const marks = x.ticks.map((tick) => ({ x: x.at(tick), text: `${formatNumber(tick)} s` }));
  const description = told.map((timeline) => describe(timeline, fields, unit)).join('; ');
  return svgOf('chart', frame.width, frame.height, { title: `${caption} over the time of the run`, description }, [
    ...valueAxis(frame, y, unit),
    ...lowerAxis(frame, marks, true),
    ...lines,
  ]);
}

const isNumber = (value: number | null | undefined): value is number => typeof value === 'number' && Number.isFinite(value);

/** Between which values a side moved: of the first that it measured. */
function describe({ side, points }: RunTimeline, fields: Measure['fields'], unit: string): string {
  const measured = fields.map(({ field, word }) => ({ word, values: points.map((point) => point[field]).filter(isNumber) }));
  const { word, values = [] } = measured.find((each) => each.values.length > 0) ?? {};
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const what = word === undefined ? '' : `${word} `;
  return `${side === 'baseline' ? 'baseline' : 'this run'}: ${what}from ${formatQuantity(least, unit)} to ${formatQuantity(most, unit)}`;
}
