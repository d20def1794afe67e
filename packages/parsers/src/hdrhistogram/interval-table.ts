import { type Metric, UserError } from '@loadline/schema';
import { forEachLine } from '../input/read-lines.js';
import type { Reader, ReaderInput, TimelineSlice } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';

const FIRST_LINE = /^#\[Interval percentile log between /m;
const NUMBER = '(\\d{1,20}(?:\\.\\d{1,20})?)';
const gap = ' {1,30}';
/** `1.250: I:150 ( 50% 90% Max ) T:150 ( 50% 90% 99% 99.9% 99.99% Max )` */
const ROW = new RegExp(
  `^${NUMBER}: I:(\\d{1,19}) \\(${gap}${NUMBER}${gap}${NUMBER}${gap}${NUMBER} \\) T:(\\d{1,19}) \\(${Array<string>(6)
    .fill(gap + NUMBER)
    .join('')} \\)`,
);
/** The percentiles of the whole, as they stand in a row; the last is the greatest value. */
const TOTALS = ['p50', 'p90', 'p99', 'p99.9', 'p99.99', 'max'] as const;

/**
 * The intervals that HdrHistogram's log processor prints, as text or CSV: the last row is the run, the others its time.
 * Values are taken for milliseconds. Failures are not known.
 */
export const hdrhistogramIntervals: Reader = {
  format: 'hdrhistogram-intervals',
  tool: 'hdrhistogram',
  title: 'HdrHistogram intervals',
  isReport: true,
  detect: ({ text }) => FIRST_LINE.test(text),
  async read(input) {
    const { rows, startTime } = await readRows(input);
    const last = rows.at(-1);
    if (last === undefined) throw noRows(input);
    input.diagnostics.add(
      'warning',
      'unit-assumed',
      'the values of the table were taken for milliseconds; the file does not say what they are',
      { file: input.name },
    );
    const [requests = 0, ...values] = last.total;
    const more = TOTALS.map((name, index): Metric => ({ name: `${name}_latency_ms`, value: values[index] ?? 0, provenance: 'reported' }));
    return {
      state: {
        endpoints: [buildEndpoint({ kind: 'request', name: ALL_REQUESTS }, { requests, failures: null, more: requests === 0 ? [] : more })],
        rank: 1,
      },
      slices: slicesOf(rows, startTime ?? 0),
      load: { model: 'unknown' },
      partial: false,
    };
  },
};

interface IntervalRow {
  /** End in seconds from the start of the log. */
  at: number;
  /** Count, median, 90th percentile and greatest value of the interval. */
  own: number[];
  /** Count and {@link TOTALS} of everything up to its end. */
  total: number[];
}

async function readRows(input: ReaderInput): Promise<{ rows: IntervalRow[]; startTime: number | undefined }> {
  const rows: IntervalRow[] = [];
  let startTime: number | undefined;
  await forEachLine(input, ({ number, text }) => {
    const start = /^#\[StartTime: {0,10}(\d{1,15}(?:\.\d{1,9})?)/.exec(text);
    if (start !== null) startTime ??= Number(start[1]);
    if (text.startsWith('#') || text.startsWith('Time:') || text.startsWith('"Timestamp"') || text.trim() === '') return;
    const cells = (ROW.exec(text)?.slice(1) ?? text.split(',', 13)).map(Number);
    // CSV has the interval's greatest value before the count of all, as the text has.
    const [at = NaN, ...rest] = cells;
    if (
      cells.length === 12 &&
      cells.every((cell) => cell >= 0 && cell < Infinity) &&
      Number.isSafeInteger(rest[0]) &&
      Number.isSafeInteger(rest[4])
    )
      rows.push({ at, own: rest.slice(0, 4), total: rest.slice(4) });
    else input.diagnostics.add('warning', 'row-rejected', 'a line was not taken: it is no interval', { file: input.name, line: number });
  });
  return { rows, startTime };
}

/** An interval reaches from the end of the one before to its own; where the first begins is not printed. */
function slicesOf(rows: readonly IntervalRow[], startTime: number): TimelineSlice[] {
  return rows.flatMap(({ at, own: [requests = 0, p50] }, index): TimelineSlice[] => {
    const before = rows[index - 1];
    if (before === undefined) return [];
    return [{ from: startTime + before.at, to: startTime + at, requests, ...(requests === 0 || p50 === undefined ? {} : { p50 }) }];
  });
}

function noRows({ name }: ReaderInput): UserError {
  return new UserError({
    code: 'no-requests',
    found: 'a table of intervals without a row',
    expected: 'intervals with their percentiles',
    place: { file: name },
  });
}
