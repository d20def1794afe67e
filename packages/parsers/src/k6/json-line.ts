import { field, fieldsOf } from '../input/json-text.js';
import { bufferOf } from '../scan/bytes.js';
import { metricContains, metricType } from './metric-kinds.js';
import type { PointCollector } from './point-collector.js';
import type { PointMetric } from './point-metrics.js';
import { createTagSet, type Tags } from './point-tags.js';
import { thresholdTexts } from './threshold.js';

/** Metrics whose thresholds are kept. */
const MOST_METRICS = 1000;

/** Reads a line that is no point of the usual form: any order of keys, the definition of a metric, what k6 prints itself. */
export function readJsonLine(
  collector: PointCollector,
  bytes: Uint8Array,
  from: number,
  to: number,
  metricAt: (bytes: Uint8Array, from: number, to: number) => PointMetric,
): void {
  const { recorder, state } = collector;
  const text = bufferOf(bytes).toString('utf8', from, to).trim();
  const reject = (found: string) => recorder.reject({ line: state.lines }, `found ${found}, expected a point of k6`);
  if (!text.startsWith('{')) {
    if (text !== '') state.otherLines++;
    return;
  }
  const line = parse(text);
  if (line === undefined) return reject('text that is not JSON');
  const [type, name, data] = [field(line, 'type'), field(line, 'metric'), field(line, 'data')];
  if (type === undefined && name === undefined) {
    state.otherLines++;
    return;
  }
  const own = typeof name === 'string' ? name : field(data, 'name');
  if (typeof own !== 'string') return reject('no name of a metric');
  if (type === 'Metric') {
    const thresholds = thresholdTexts(field(data, 'thresholds'));
    if (thresholds.length > 0 && state.thresholds.size < MOST_METRICS) state.thresholds.set(own, thresholds);
    return collector.define(own, { type: metricType(field(data, 'type')), contains: metricContains(field(data, 'contains')) });
  }
  if (type !== 'Point') return reject('a line that is neither `Point` nor `Metric`');
  const key = new TextEncoder().encode(own);
  const metric = metricAt(key, 0, key.length);
  if (metric.role === 'skip') return;
  const problem = readPoint(collector, metric, data);
  if (problem !== undefined) reject(problem);
}

/** Adds a point; what is wrong with it comes back. */
function readPoint(collector: PointCollector, metric: PointMetric, data: unknown): string | undefined {
  const [value, time] = [field(data, 'value'), field(data, 'time')];
  if (typeof value !== 'number') return 'no number as value';
  if (value < 0 && metric.role !== 'custom') return `a value of ${value}`;
  const timeMs = typeof time === 'string' ? Date.parse(time) : NaN;
  if (Number.isNaN(timeMs)) return 'no time';
  collector.point(metric, createTagSet(tagsOf(field(data, 'tags'))), timeMs, value);
  return undefined;
}

/** The tags in a JSON text of an object or `null`; undefined where it is neither. */
export function parseTags(text: string): Tags | undefined {
  const value = parse(text);
  return value === null || (typeof value === 'object' && !Array.isArray(value)) ? tagsOf(value) : undefined;
}

function tagsOf(value: unknown): Tags {
  return new Map(fieldsOf(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
