import { type Metric, UserError } from '@loadline/schema';
import { forEachLine } from '../input/read-lines.js';
import type { Reader, ReaderInput } from '../reader.js';
import { buildEndpoint } from '../values/build-endpoint.js';
import { ALL_REQUESTS } from '../values/name-of-url.js';
import { parseTableRow, percentileOfTable, type TableRow } from './table-rows.js';

const HEADER =
  /^(?:[ \t]{0,20}Value[ \t]{1,20}Percentile[ \t]{1,20}TotalCount[ \t]{1,20}1\/\(1-Percentile\)|"Value","Percentile","TotalCount","1\/\(1-Percentile\)")[ \t]*\r?$/m;
/** wrk2 prints the same table in its report, and says more. */
const OF_WRK2 = /Detailed Percentile spectrum:|^ {1,4}Thread (?:calibration|Stats)/m;
const PERCENTILES: readonly number[] = [50, 75, 90, 95, 99, 99.9, 99.99];

/**
 * The table of percentiles that HdrHistogram prints (`.hgrm`), as text or CSV. It states no unit; values are taken for
 * milliseconds, as HdrHistogram's own tools print them. Failures are not known.
 */
export const hdrhistogramHgrm: Reader = {
  format: 'hdrhistogram-hgrm',
  tool: 'hdrhistogram',
  title: 'HdrHistogram percentiles',
  isReport: true,
  detect: ({ text }) => HEADER.test(text) && !OF_WRK2.test(text),
  async read(input) {
    const { rows, mean, max, total, subBuckets } = await readTable(input);
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) throw noRows(input);
    const grain: Grain = { subBuckets, step: last.step };
    const isWhole = last.percentile === 100;
    const requests = total ?? (isWhole ? last.count : null);
    input.diagnostics.add(
      'warning',
      'unit-assumed',
      'the values of the table were taken for milliseconds; the file does not say what they are',
      { file: input.name },
    );
    if (!isWhole) input.diagnostics.add('warning', 'file-cut', 'the table ends before the greatest value', { file: input.name });
    if (isWhole && total !== undefined && total !== last.count)
      input.diagnostics.add('warning', 'total-differs', `the table ends at ${last.count} samples, and states ${total}`, {
        file: input.name,
      });
    const metric = (name: string, value: number | undefined): Metric[] =>
      value === undefined ? [] : [{ name, value, ...certainty(value, grain) }];
    const percentiles = isWhole && requests !== 0 ? percentilesOf(rows, grain) : [];
    const endpoint = buildEndpoint(
      { kind: 'request', name: ALL_REQUESTS },
      {
        requests,
        failures: null,
        more:
          requests === 0
            ? []
            : [
                ...metric('avg_latency_ms', mean),
                ...metric('min_latency_ms', first.percentile === 0 ? first.value : undefined),
                ...metric('max_latency_ms', max ?? (isWhole ? last.value : undefined)),
                ...percentiles,
              ],
      },
    );
    return { state: { endpoints: [endpoint], rank: 1 }, load: { model: 'unknown' }, partial: !isWhole };
  },
};

function percentilesOf(rows: readonly TableRow[], grain: Grain): Metric[] {
  const total = rows.at(-1)?.count ?? 0;
  return PERCENTILES.filter((percentile) => percentile <= 99 || total * (1 - percentile / 100) >= 1).flatMap((percentile) => {
    const found = percentileOfTable(rows, percentile);
    if (found === undefined) return [];
    const name = `p${percentile}_latency_ms`;
    return [
      found.isKnown
        ? { name, value: found.value, ...certainty(found.value, grain) }
        : { name, value: found.value, provenance: 'interpolated' as const },
    ];
  });
}

/** What tells how fine a value is. */
interface Grain {
  /** Parts of a power of two, times two. */
  subBuckets: number | undefined;
  /** Step of the digits that are printed. */
  step: number;
}

/** The widest that the bucket of a value can be, where the table says how many there are; at least what is printed of it. */
function certainty(value: number, { subBuckets, step }: Grain): Pick<Metric, 'provenance' | 'resolution'> {
  if (subBuckets === undefined || !(subBuckets > 0)) return { provenance: 'reported', resolution: step };
  return { provenance: 'histogram', resolution: Math.max((value * 2) / subBuckets, step) };
}

interface Table {
  rows: TableRow[];
  mean?: number;
  max?: number;
  total?: number;
  subBuckets?: number;
}

const MOST_ROWS = 100_000;

async function readTable(input: ReaderInput): Promise<Table> {
  const table: Table = { rows: [] };
  const stated = (line: string, name: string): number | undefined => {
    const match = new RegExp(`[[ ]${name} {0,40}= {0,40}(\\d{1,30}(?:\\.\\d{1,30})?)[\\],]`).exec(line.slice(0, 300));
    return match === null ? undefined : Number(match[1]);
  };
  let ended = false;
  await forEachLine(input, ({ number, text }) => {
    if (text.startsWith('#')) {
      const [mean, max, total, subBuckets] = ['Mean', 'Max', 'Total count', 'SubBuckets'].map((name) => stated(text, name));
      if (mean !== undefined) table.mean ??= mean;
      if (max !== undefined) table.max ??= max;
      if (Number.isSafeInteger(total)) table.total ??= total;
      if (subBuckets !== undefined) table.subBuckets ??= subBuckets;
      return;
    }
    const row = ended ? undefined : parseTableRow(text);
    const last = table.rows.at(-1);
    if (row === undefined || table.rows.length >= MOST_ROWS) return;
    if (last !== undefined && (row.value < last.value || row.percentile < last.percentile || row.count < last.count)) {
      input.diagnostics.add('warning', 'row-rejected', 'a row was not taken: it lies below the one before it', {
        file: input.name,
        line: number,
      });
      return;
    }
    table.rows.push(row);
    ended = row.percentile === 100;
  });
  return table;
}

function noRows({ name }: ReaderInput): UserError {
  return new UserError({
    code: 'no-requests',
    found: 'a table of percentiles without a row',
    expected: 'rows of values with their percentiles',
    place: { file: name },
  });
}
