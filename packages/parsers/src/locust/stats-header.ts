import { type CsvHeader, findColumn, type PercentileColumn, percentileColumns, readHeader } from './header.js';
import type { ValueStyle } from './endpoint-values.js';

/** The columns of a stats CSV, by index; -1 where there is none. */
export interface StatsHeader extends CsvHeader {
  method: number;
  name: number;
  requests: number;
  failures: number;
  median: number;
  avg: number;
  min: number;
  max: number;
  rps: number;
  percentiles: PercentileColumn[];
  /** Which Locust wrote it, where the header tells: `>=1.2`. */
  generation?: string;
  /** Up to 0.13.2, and in files made after its example: whether `# requests` counts the failures must be found out. */
  maybeExcludesFailures: boolean;
  /** Locust's own file, which ends in a total row. */
  hasTotal: boolean;
  style: ValueStyle;
}

/** The header of a stats CSV of any generation, or undefined when it is of something else. */
export function readStatsHeader(text: string): StatsHeader | undefined {
  const header = readHeader(text);
  const columns = {
    method: findColumn(header, 'type', 'method'),
    name: findColumn(header, 'name'),
    requests: findColumn(header, 'request count', '# requests'),
    failures: findColumn(header, 'failure count', '# failures'),
    median: findColumn(header, 'median response time'),
    avg: findColumn(header, 'average response time'),
    min: findColumn(header, 'min response time'),
    max: findColumn(header, 'max response time'),
    rps: findColumn(header, 'requests/s'),
  };
  const isStats = columns.name >= 0 && columns.requests >= 0 && columns.failures >= 0 && columns.avg >= 0 && columns.rps >= 0;
  if (!isStats || findColumn(header, 'timestamp') >= 0) return undefined;
  const percentiles = percentileColumns(header);
  return { ...header, ...columns, percentiles, ...generationOf(header, columns.method, percentiles) };
}

function generationOf(
  header: CsvHeader,
  method: number,
  percentiles: readonly PercentileColumn[],
): Pick<StatsHeader, 'generation' | 'maybeExcludesFailures' | 'hasTotal' | 'style'> {
  const reported: ValueStyle = { avg: 'reported', extremes: 'reported', percentiles: 'histogram' };
  const oldNames = findColumn(header, '# requests') >= 0;
  if (method < 0) return { maybeExcludesFailures: oldNames, hasTotal: false, style: { ...reported, percentiles: 'reported' } };
  if (oldNames) {
    const isFirst = header.names[method]?.toLowerCase() === 'method';
    return { generation: isFirst ? '<=0.13.2' : '0.13.3-0.14.6', maybeExcludesFailures: isFirst, hasTotal: true, style: reported };
  }
  if (header.handWritten) return { generation: '1.0', maybeExcludesFailures: false, hasTotal: true, style: reported };
  const generation = percentiles.some((column) => column.percentile === 99.999) ? '1.1' : '>=1.2';
  return { generation, maybeExcludesFailures: false, hasTotal: true, style: { avg: 'exact', extremes: 'exact', percentiles: 'histogram' } };
}
