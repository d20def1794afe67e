import { splitCells } from '../input/csv.js';
import { createByteTable } from '../scan/byte-table.js';
import { bufferOf } from '../scan/bytes.js';
import { createTimeParser, parseDecimal } from '../scan/parse-bytes.js';
import type { Scanner } from '../scan/scanner.js';
import type { CsvHeader } from './csv-header.js';
import type { PointCollector } from './point-collector.js';
import { type PointMetric, pointMetric } from './point-metrics.js';
import { createTagSet, type TagSet } from './point-tags.js';

const QUOTE = 34;
/** Greater numbers are no seconds since the epoch: that is the year 5138. */
const SECONDS_END = 1e11;

/**
 * A scanner of what `--out csv` writes. Of a row the metric is found first, rows of irrelevant ones end there; time and value
 * are computed from their digits; the cells of the tags are looked up by their bytes together and decoded once.
 */
export function createCsvScanner(collector: PointCollector, header: CsvHeader): Scanner {
  const metrics = createByteTable<PointMetric>(10_000);
  const tagSets = createByteTable<TagSet>();
  const parseTime = createTimeParser();
  const { state, recorder } = collector;
  const { delimiter } = header;
  const reject = (line: number, found: string) => recorder.reject({ line }, `found ${found}`);

  const metricAt = (bytes: Uint8Array, from: number, to: number): PointMetric => {
    const known = metrics.find(bytes, from, to);
    if (known !== undefined) return known;
    const metric = pointMetric(bufferOf(bytes).toString('utf8', from, to).replaceAll('"', ''));
    metrics.add(bytes, from, to, metric);
    return metric;
  };
  /** The tags of a row; undefined when it has too few or too many cells. */
  const tagsAt = (bytes: Uint8Array, from: number, to: number, expected: number): TagSet | undefined => {
    const known = tagSets.find(bytes, from, to);
    if (known !== undefined) return known;
    const cells = splitCells(bufferOf(bytes).toString('utf8', from, to), String.fromCharCode(delimiter));
    if (cells.length !== expected) return undefined;
    const set = createTagSet(new Map(cells.flatMap(({ text }, index) => (text === '' ? [] : [[header.tags[index] ?? '', text]]))));
    tagSets.add(bytes, from, to, set);
    return set;
  };
  const timeAt = (bytes: Uint8Array, from: number, to: number): number => {
    const number = parseDecimal(bytes, from, to);
    if (!(number < SECONDS_END)) state.wholeSeconds = false;
    return Number.isNaN(number) ? parseTime(bytes, from, to) : epochMs(number);
  };
  const readRow = (bytes: Uint8Array, from: number, to: number, line: number): void => {
    const nameEnd = find(bytes, delimiter, from, to);
    const metric = metricAt(bytes, from, nameEnd);
    if (metric.role === 'skip') return;
    const timeEnd = find(bytes, delimiter, nameEnd + 1, to);
    const valueEnd = find(bytes, delimiter, timeEnd + 1, to);
    if (metric.name === 'metric_name') {
      state.headers++;
      return;
    }
    if (valueEnd >= to) return reject(line, 'a row of fewer than four cells, expected those of the header');
    const timeMs = timeAt(bytes, nameEnd + 1, timeEnd);
    const value = parseDecimal(bytes, timeEnd + 1, valueEnd);
    if (Number.isNaN(timeMs)) return reject(line, 'no time in its second cell, expected one');
    if (!(value >= 0 || (value < 0 && metric.role === 'custom'))) return reject(line, 'no value in its third cell, expected a number');
    const end = tagsEnd(bytes, valueEnd + 1, to, header);
    const tags = tagsAt(bytes, valueEnd + 1, end, header.tags.length - (end === to ? 0 : 1));
    if (tags === undefined) return reject(line, `a row of another number of cells, expected ${header.tags.length + 3}`);
    collector.point(metric, tags, timeMs, value);
  };
  return {
    scan(chunk, from, to) {
      const bytes = bufferOf(chunk);
      let at = from;
      let quote = -1;
      for (let end = bytes.indexOf(10, at); end >= 0 && end < to; end = bytes.indexOf(10, at)) {
        if (quote < at) quote = indexOrEnd(bytes, QUOTE, at);
        const rowEnd = quote < end ? quotedEnd(bytes, at, end, to) : end;
        if (rowEnd < 0) return at;
        const line = state.lines + 1;
        state.lines += rowEnd === end ? 1 : breaksIn(bytes, at, rowEnd) + 1;
        const cellsEnd = bytes[rowEnd - 1] === 13 ? rowEnd - 1 : rowEnd;
        if (cellsEnd > at) readRow(bytes, at, cellsEnd, line);
        at = rowEnd + 1;
      }
      return at;
    },
    end(chunk, from, to) {
      const text = bufferOf(chunk).toString('utf8', from, to);
      if (text.trim() !== '') {
        state.lines++;
        const cells = splitCells(text, String.fromCharCode(delimiter));
        if (cells.length === header.tags.length + 3) readRow(chunk, from, to, state.lines);
        else recorder.cut({ line: state.lines });
      }
      collector.settle();
    },
    lines: () => state.lines,
    isOpen: () => collector.isOpen(),
    state: () => state,
  };
}

/** The place of a byte; `to` where it is not. */
function find(bytes: Uint8Array, wanted: number, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== wanted) at++;
  return at;
}

function indexOrEnd(bytes: Buffer, wanted: number, from: number): number {
  const at = bytes.indexOf(wanted, from);
  return at < 0 ? bytes.length : at;
}

/** End of a row with quotes: the first line break before which they are all closed; -1 when it lies beyond. */
function quotedEnd(bytes: Buffer, from: number, firstEnd: number, to: number): number {
  let isOpen = false;
  let at = from;
  for (let end = firstEnd; end >= 0 && end < to; end = bytes.indexOf(10, end + 1)) {
    for (; at < end; at++) if (bytes[at] === QUOTE) isOpen = !isOpen;
    if (!isOpen) return end;
  }
  return -1;
}

function breaksIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === 10) count++;
  return count;
}

/** Where the cells of the tags end: before the last one where it holds what differs from row to row. */
function tagsEnd(bytes: Uint8Array, from: number, to: number, { delimiter, metadata }: CsvHeader): number {
  if (metadata === 0 || bytes[to - 1] === QUOTE) return to;
  let at = to;
  while (at > from && bytes[at - 1] !== delimiter) at--;
  return at > from ? at - 1 : to;
}

/** Ms since the epoch from a number of seconds, ms, µs or ns: which one shows in its size. */
function epochMs(number: number): number {
  if (number < SECONDS_END) return number * 1000;
  if (number < 1e14) return number;
  return number < 1e17 ? number / 1e3 : number / 1e6;
}
