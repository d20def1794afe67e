import type { Endpoint, RunTotal } from '@loadline/schema';
import type { ReaderInput } from '../reader.js';

/** Whether a row looks like Locust's total: named `Aggregated` or `Total`, without a method. It is one only as the last row. */
export function looksLikeTotal(row: { method?: string | undefined; name: string }): boolean {
  return row.method === undefined && (row.name === 'Aggregated' || row.name === 'Total');
}

/** Counts of all rows of a file, for checking its total. */
export interface RowSums {
  requests: number;
  failures: number;
}

/** The total as it is kept, after its counts have been compared with the sums of the rows: they are never added. */
export function checkedTotal(input: ReaderInput, total: Endpoint, sums: RowSums): RunTotal {
  const counts = { requests: total.requests, failures: total.failures };
  for (const key of ['requests', 'failures'] as const) {
    if (counts[key] === null || counts[key] === sums[key]) continue;
    input.diagnostics.add(
      'warning',
      'total-differs',
      `the total row counts ${counts[key]} ${key}, its rows together ${sums[key]}; the rows were used`,
      { file: input.name },
    );
  }
  return { ...counts, metrics: total.metrics };
}
