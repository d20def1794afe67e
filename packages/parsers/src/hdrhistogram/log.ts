import { UserError } from '@loadline/schema';
import { forEachLine } from '../input/read-lines.js';
import type { Reader, ReaderInput } from '../reader.js';
import type { CountedUnit } from './counted-endpoint.js';
import { type DecodedHistogram, decodeHistogram } from './encoded-histogram.js';
import { createLogCollector, type LogContent } from './log-content.js';
import { logPart, namedCounts } from './log-part.js';
import { type LogHead, parseLogRow, readLogComment, rowOffset } from './log-row.js';
import { type LogUnit, unitOf } from './log-unit.js';

const LEGEND = /^"StartTimestamp","(?:Interval_Length|EndTimestamp)","Interval_Max","Interval_Compressed_Histogram"/m;
const VERSION = /^#\[Histogram log format version \d/m;
const FIRST_ROW = /^(?:Tag=[^,\s]{0,1000},)?\d{1,12}\.\d{1,9},\d{1,12}\.\d{1,9},\d{1,20}\.\d{1,9},(?:HIST|DHIST)[A-Za-z0-9+/]/m;

/** Values of YCSB are in microseconds, whatever its log looks like. */
const YCSB_PER_MS = 1000;

/**
 * A log of HdrHistogram's intervals, of every version of the encoding. Tags are endpoints; a row without a tag that is the
 * sum of those with one is the total. Failures are not known.
 */
export const hdrhistogramLog: Reader = {
  format: 'hdrhistogram-log',
  tool: 'hdrhistogram',
  title: 'HdrHistogram log',
  detect: ({ text }) => VERSION.test(text) || LEGEND.test(text) || FIRST_ROW.test(text),
  async read(input) {
    const { head, content, unit, isCut } = await readLog(input);
    const offset = rowOffset(head, content.intervals[0]?.whole.from ?? 0);
    sayUnit(input, unit, head);
    const counted: CountedUnit = { perMs: head.subject === undefined ? unit.perMs : YCSB_PER_MS, step: content.step };
    return logPart(content, namedCounts(content, head, input), counted, offset, isCut);
  },
};

interface ReadLog {
  head: LogHead;
  content: LogContent;
  unit: LogUnit;
  isCut: boolean;
}

async function readLog(input: ReaderInput): Promise<ReadLog> {
  const head: LogHead = {};
  const collector = createLogCollector();
  let greatest: DecodedHistogram | undefined;
  let printed = 0;
  let rows = 0;
  let isCut = false;
  let rejected = 0;
  await forEachLine(input, ({ number, text, ended }) => {
    if (text.startsWith('#')) readLogComment(head, text);
    if (text.startsWith('#') || text.startsWith('"StartTimestamp"') || text.trim() === '') return;
    const place = { file: input.name, line: number };
    try {
      const row = parseLogRow(text);
      if (row === undefined) throw new Error('no interval');
      const histogram = decodeHistogram(row.encoded);
      if (row.printedMax > printed) [greatest, printed] = [histogram, row.printedMax];
      collector.add(row.tag ?? '', row.startSeconds, row.startSeconds + row.lengthSeconds, histogram);
      rows++;
    } catch (error) {
      if (!(error instanceof Error) || error instanceof RangeError) throw error;
      rejected++;
      isCut ||= !ended;
      if (ended) input.diagnostics.add('warning', 'row-rejected', `a line was not counted: it holds ${error.message}`, place);
      else input.diagnostics.add('warning', 'file-cut', 'the file ends in the middle of a line, which was left out', place);
    }
  });
  const content = collector.content();
  if ([...content.tags.values()].every(({ total }) => total === 0)) throw nothing(input, rows, rejected);
  return { head, content, unit: unitOf(greatest?.max ?? 0, printed), isCut };
}

function nothing({ name }: ReaderInput, rows: number, rejected: number): UserError {
  return new UserError({
    code: 'no-requests',
    found:
      rows === 0
        ? `a log without an interval that can be read (${rejected} lines cannot)`
        : `${rows} intervals in which nothing was counted`,
    expected: 'a log of intervals with histograms',
    place: { file: name },
  });
}

function sayUnit({ diagnostics, name }: ReaderInput, { perMs, isShown }: LogUnit, { subject }: LogHead): void {
  const place = { file: name };
  if (subject !== undefined) {
    diagnostics.add('info', 'unit-assumed', 'the log is taken for one of YCSB, whose values are in microseconds', place);
    return;
  }
  const known: ReadonlyMap<number, string> = new Map([
    [1e6, 'nanoseconds'],
    [1000, 'microseconds'],
    [1, 'milliseconds'],
    [0.001, 'seconds'],
  ]);
  const unit = known.get(perMs) ?? `${perMs.toPrecision(4)} to a millisecond`;
  const why = isShown ? `since the log prints Interval_Max in milliseconds, as a rule` : 'which is usual; the log does not show it';
  diagnostics.add(
    isShown && perMs !== 1 ? 'info' : 'warning',
    'unit-assumed',
    `the values of the log were taken for ${unit}, ${why}`,
    place,
  );
}
