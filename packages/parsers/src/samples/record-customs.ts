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
  /** The sum, and what rounding took from it: together they do not depend on the order. */
  sum: number;
  sumRest: number;
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
    sumRest: 0,
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
  addToSum(record, value);
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

/** Adds to the sum without loss: what a sum of doubles rounds off is kept apart (Neumaier 1974). */
function addToSum(record: CustomRecord, value: number): void {
  const sum = record.sum + value;
  record.sumRest += Math.abs(record.sum) >= Math.abs(value) ? record.sum - sum + value : value - sum + record.sum;
  record.sum = sum;
}

/** Adds what another record of the same metric holds. */
export function addCustom(into: CustomRecord, from: CustomRecord): void {
  into.type ??= from.type;
  into.contains ??= from.contains;
  into.count += from.count;
  addToSum(into, from.sum);
  addToSum(into, from.sumRest);
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
  const { name, type = 'trend', contains, count, min, max } = record;
  const sum = record.sum + record.sumRest;
  const base = { name, type, ...(contains === undefined ? {} : { contains }), provenance: 'exact' as const };
  if (type === 'counter')
    return customMetric({ ...base, count: sum, perSecond: durationSeconds === undefined ? undefined : sum / durationSeconds });
  if (type === 'rate') return customMetric({ ...base, sharePct: (record.nonZero / count) * 100 });
  if (type === 'gauge') return customMetric({ ...base, value: record.last, min, max });
  const levels = record.negative ? [] : levelsOf(record.times);
  const isExact = record.times.times !== undefined;
  return customMetric({
    ...base,
    avg: sum / count,
    min,
    max,
    count,
    percentileProvenance: isExact ? 'exact' : 'histogram',
    percentiles:
      levels.length === 0
        ? []
        : PERCENTILES.map((percentile) => {
            const { value, width } = quantileOf(levels, count, Number((percentile / 100).toPrecision(15)));
            return [percentile, value, width] as const;
          }),
  });
}
