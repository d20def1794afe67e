import type { Metric } from '@loadline/schema';
import { forEachRecord } from '../input/csv.js';
import type { Reader, ReaderInput, RunPart } from '../reader.js';
import { endpointMetrics } from './endpoint-values.js';
import { type CsvHeader, findColumn, percentileColumns, readHeader } from './header.js';
import { cellCount, cellDurationMs, cellText, cutRow, rejectRow } from './row-values.js';
import { splitRow } from './split-row.js';

/** `X_distribution.csv` up to 0.13.2: percentiles by `METHOD name`, beside `X_requests.csv`. */
export const locustDistributionCsv: Reader = {
  format: 'locust-distribution-csv',
  tool: 'locust',
  title: 'Locust distribution CSV (X_distribution.csv)',
  addsOnly: true,
  detect: (head) => isDistribution(readHeader(head.text)),
  read: readDistribution,
};

function isDistribution(header: CsvHeader): boolean {
  return (
    findColumn(header, 'name') === 0 &&
    findColumn(header, '# requests') === 1 &&
    findColumn(header, 'average response time') < 0 &&
    percentileColumns(header).length > 0
  );
}

async function readDistribution(input: ReaderInput): Promise<RunPart> {
  const header = readHeader(input.head.text);
  const percentiles: { label: string; metrics: Metric[] }[] = [];
  let partial = false;
  let isHeader = true;
  await forEachRecord(input, header.handWritten ? 'none' : 'csv', (record) => {
    if (isHeader) {
      isHeader = false;
      return;
    }
    const cells = record.open ? undefined : splitRow(record, header, 1);
    if (cells === undefined) {
      if (record.ended) return rejectRow(input, record, 'it has fewer fields than the header');
      partial = true;
      return cutRow(input, record);
    }
    const row = { record, cells };
    const requests = cellCount(row, 1);
    if (requests === undefined) return rejectRow(input, record, 'its number of requests cannot be read', cells[1]?.column);
    const values = percentileColumns(header).map(
      (column) => [column.percentile, cellDurationMs(input, header, row, column.index)] as const,
    );
    const metrics = endpointMetrics(
      { requests, failures: 0, percentiles: values },
      { avg: 'reported', extremes: 'reported', percentiles: 'histogram' },
    );
    percentiles.push({ label: cellText(row, 0), metrics: metrics.filter((metric) => metric.name.startsWith('p')) });
  });
  return { percentiles, partial, needs: 'X_requests.csv' };
}
