import type { Metric } from '@loadline/schema';
import { customMetric, type CustomValues } from '../values/custom-metric.js';
import { addDistribution, addTime, createDistribution, type Distribution, levelsOf } from './distribution.js';
import { PERCENTILES, quantileOf } from './distribution-values.js';

/** What is known of a custom metric's kind. */
export interface CustomKind {
  type?: CustomValues['type'] | undefined;
  contains?: CustomValues['contains'] | undefined;
}

/** Values of a custom metric while a file is read. Plain data. */
export interface CustomRecord extends CustomKind {
  name: string;
  count: number;
  sum: number;
  min: number;
  max: number;
  nonZero: number;
  last: number;
  lastAt: number;
  negative: boolean;
  times: Distribution;
}

/** An empty record. */
export function createCustomRecord(name: string, kind: CustomKind): CustomRecord {
  return {
    name,
    ...kind,
    count: 0,
    sum: 0,
    min: Infinity,
    max: -Infinity,
    nonZero: 0,
    last: 0,
    lastAt: -Infinity,
    negative: false,
    times: createDistribution(),
  };
}

/** Adds one value. */
export function addCustomValue(record: CustomRecord, atMs: number, value: number): void {
  record.count++;
  record.sum += value;
  if (value < record.min) record.min = value;
  if (value > record.max) record.max = value;
  if (value !== 0) record.nonZero++;
  if (!(atMs < record.lastAt)) {
    record.last = value;
    record.lastAt = Number.isNaN(atMs) ? record.lastAt : atMs;
  }
  if (value < 0) record.negative = true;
  else if (record.type === undefined || record.type === 'trend') addTime(record.times, value);
}

/** Adds what another record of the same metric holds. */
export function addCustom(into: CustomRecord, from: CustomRecord): void {
  into.type ??= from.type;
  into.contains ??= from.contains;
  into.count += from.count;
  into.sum += from.sum;
  into.min = Math.min(into.min, from.min);
  into.max = Math.max(into.max, from.max);
  into.nonZero += from.nonZero;
  into.negative ||= from.negative;
  if (!(from.lastAt < into.lastAt)) {
    into.last = from.last;
    into.lastAt = from.lastAt;
  }
  addDistribution(into.times, from.times);
}

/** The metrics that the values give; nothing where there was none. Without a known type they are a trend. */
export function customMetricsOf(record: CustomRecord, durationSeconds: number | undefined): Metric[] {
  if (record.count === 0) return [];
  const { name, type = 'trend', contains, count, sum, min, max } = record;
  const base = { name, type, ...(contains === undefined ? {} : { contains }), provenance: 'exact' as const };
  if (type === 'counter')
    return customMetric({ ...base, count: sum, perSecond: durationSeconds === undefined ? undefined : sum / durationSeconds });
  if (type === 'rate') return customMetric({ ...base, sharePct: (record.nonZero / count) * 100 });
  if (type === 'gauge') return customMetric({ ...base, value: record.last, min, max });
  const levels = record.negative ? [] : levelsOf(record.times);
  const isExact = record.times.times !== undefined;
  const trend = customMetric({ ...base, avg: sum / count, min, max, count });
  const percentiles = customMetric({
    ...base,
    provenance: isExact ? 'exact' : 'histogram',
    percentiles:
      levels.length === 0
        ? []
        : PERCENTILES.map(
            (percentile) => [percentile, quantileOf(levels, count, Number((percentile / 100).toPrecision(15))).value] as const,
          ),
  });
  return [...trend.slice(0, -1), ...percentiles, ...trend.slice(-1)];
}
