import { eachLine } from '../scan/each-line.js';
import { createByteTable } from '../scan/byte-table.js';
import { bufferOf, standsAt } from '../scan/bytes.js';
import { createTimeParser, parseDecimal } from '../scan/parse-bytes.js';
import type { Scanner } from '../scan/scanner.js';
import { parseTags, readJsonLine } from './json-line.js';
import type { PointCollector } from './point-collector.js';
import { type PointMetric, pointMetric } from './point-metrics.js';
import { createTagSet, type TagSet } from './point-tags.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const QUOTE = 34;
const COMMA = 44;
const BRACE = 125;

/** How a point begins since 0.38, and what stands behind its metric. */
const METRIC_FIRST = bytesOf('{"metric":"');
const POINT_TIME = bytesOf('","type":"Point","data":{"time":"');
/** How a point begins before, and what stands before its metric, which is its end. */
const TYPE_FIRST = bytesOf('{"type":"Point","data":{"time":"');
const METRIC_LAST = bytesOf('},"metric":"');
const VALUE = bytesOf('","value":');
const TAGS = bytesOf(',"tags":');
const METADATA = bytesOf(',"metadata":');

/**
 * A scanner of what `--out json` writes. A point of either order is read from its bytes: the metric is found first, points
 * of irrelevant ones end there; time and value are computed from their digits; tags are looked up by their bytes and decoded
 * once. Any other line is parsed as JSON.
 */
export function createJsonScanner(collector: PointCollector): Scanner {
  const metrics = createByteTable<PointMetric>(10_000);
  const tagSets = createByteTable<TagSet>();
  const parseTime = createTimeParser();
  const { state } = collector;

  const metricAt = (bytes: Uint8Array, from: number, to: number): PointMetric => {
    const known = metrics.find(bytes, from, to);
    if (known !== undefined) return known;
    const metric = pointMetric(bufferOf(bytes).toString('utf8', from, to));
    metrics.add(bytes, from, to, metric);
    return metric;
  };
  const tagsAt = (bytes: Uint8Array, from: number, to: number): TagSet | undefined => {
    const known = tagSets.find(bytes, from, to);
    if (known !== undefined) return known;
    const tags = parseTags(bufferOf(bytes).toString('utf8', from, to));
    if (tags !== undefined) {
      const set = createTagSet(tags);
      tagSets.add(bytes, from, to, set);
      return set;
    }
    const end = objectEnd(bytes, from, to);
    return end < to && standsAt(bytes, end, METADATA) ? tagsAt(bytes, from, end) : undefined;
  };
  /** Reads a point from its time on; false when it is not as expected. */
  const readBody = (bytes: Uint8Array, from: number, to: number, metric: PointMetric): boolean => {
    let timeEnd = from;
    while (timeEnd < to && bytes[timeEnd] !== QUOTE) timeEnd++;
    const valueFrom = timeEnd + VALUE.length;
    if (!standsAt(bytes, timeEnd, VALUE)) return false;
    let valueEnd = valueFrom;
    while (valueEnd < to && bytes[valueEnd] !== COMMA) valueEnd++;
    if (!standsAt(bytes, valueEnd, TAGS)) return false;
    const timeMs = parseTime(bytes, from, timeEnd);
    const value = parseDecimal(bytes, valueFrom, valueEnd);
    const tags = tagsAt(bytes, valueEnd + TAGS.length, to);
    if (tags === undefined || Number.isNaN(timeMs) || !(value >= 0)) return false;
    collector.point(metric, tags, timeMs, value);
    return true;
  };
  const readLine = (bytes: Uint8Array, from: number, to: number): void => {
    if (standsAt(bytes, from, METRIC_FIRST)) {
      let nameEnd = from + METRIC_FIRST.length;
      while (nameEnd < to && bytes[nameEnd] !== QUOTE) nameEnd++;
      const metric = metricAt(bytes, from + METRIC_FIRST.length, nameEnd);
      if (metric.role === 'skip') return;
      const isWhole = bytes[to - 1] === BRACE && bytes[to - 2] === BRACE && standsAt(bytes, nameEnd, POINT_TIME);
      if (isWhole && readBody(bytes, nameEnd + POINT_TIME.length, to - 2, metric)) return;
    } else if (standsAt(bytes, from, TYPE_FIRST) && bytes[to - 1] === BRACE && bytes[to - 2] === QUOTE) {
      let nameFrom = to - 2;
      while (nameFrom > from && bytes[nameFrom - 1] !== QUOTE) nameFrom--;
      const dataEnd = nameFrom - METRIC_LAST.length;
      if (dataEnd > from && standsAt(bytes, dataEnd, METRIC_LAST)) {
        const metric = metricAt(bytes, nameFrom, to - 2);
        if (metric.role === 'skip' || readBody(bytes, from + TYPE_FIRST.length, dataEnd, metric)) return;
      }
    }
    readJsonLine(collector, bytes, from, to, metricAt);
  };
  return {
    scan(chunk, from, to) {
      const bytes = bufferOf(chunk);
      return eachLine(bytes, from, to, (start, end) => {
        state.lines++;
        if (end > start) readLine(bytes, start, end);
      });
    },
    end(chunk, from, to) {
      const text = bufferOf(chunk).toString('utf8', from, to).trim();
      if (text !== '') {
        state.lines++;
        if (isWholeOrOther(text)) readLine(chunk, from, to);
        else collector.recorder.cut({ line: state.lines });
      }
      collector.settle();
    },
    lines: () => state.lines,
    isOpen: () => collector.isOpen(),
    state: () => state,
  };
}

/** Whether a last line without a line break is all there: JSON that can be parsed, or no JSON at all. */
function isWholeOrOther(text: string): boolean {
  if (!text.startsWith('{')) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The place after the object that begins at `from`; `to` when it does not end. */
function objectEnd(bytes: Uint8Array, from: number, to: number): number {
  let isText = false;
  for (let at = from + 1; at < to; at++) {
    const byte = bytes[at];
    if (byte === 92) at++;
    else if (byte === QUOTE) isText = !isText;
    else if (byte === BRACE && !isText) return at + 1;
  }
  return to;
}
